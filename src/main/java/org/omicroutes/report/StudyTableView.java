package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.omicroutes.evaluate.StudyReport;

/**
 * A study's table made ready to be read: numbers told from words, intervals from estimates, the
 * best of each column found among the models of a cohort.
 */
final class StudyTableView {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(<?[+\\u2212-]?[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]+)?)( ?%)?(?: *(\\(.*\\)))?");
  private static final List<String> MISSING = List.of("", "NA", "NaN", Numbers.MISSING, "-");

  private final StudyReport.Table table;
  private final int cohort;
  private final int model;
  private final List<Boolean> numeric = new ArrayList<>();

  StudyTableView(StudyReport.Table table) {
    this.table = table;
    this.cohort = column("cohort");
    this.model = column("model");
    for (int c = 0; c < table.columns().size(); c++) {
      numeric.add(isNumeric(c));
    }
  }

  private int column(String name) {
    for (int c = 0; c < table.columns().size(); c++) {
      if (table.columns().get(c).equalsIgnoreCase(name)) {
        return c;
      }
    }
    return -1;
  }

  private String cell(List<String> row, int column) {
    String text = column < row.size() ? row.get(column) : "";
    return text == null ? "" : text.strip();
  }

  /** Whether all cells are numbers or missing, and at least one is a number. */
  private boolean isNumeric(int column) {
    boolean any = false;
    for (List<String> row : table.rows()) {
      String text = cell(row, column);
      boolean number = NUMBER.matcher(text).matches();
      if (!number && !MISSING.contains(text)) {
        return false;
      }
      any |= number;
    }
    return any;
  }

  boolean numeric(int column) {
    return numeric.get(column);
  }

  /** The estimate at the start of a cell, NaN where there is none. */
  static double estimate(String text) {
    Matcher matcher = NUMBER.matcher(text.strip());
    return matcher.matches()
        ? Double.parseDouble(matcher.group(1).replace("<", "").replace('\u2212', '-'))
        : Double.NaN;
  }

  /** Which values of a column are the better ones. */
  enum Better {
    HIGHER,
    LOWER,
    NEAR_ONE,
    NEAR_ZERO,
    NONE
  }

  /** Read from the column's heading, for it is the same words that a reader goes by. */
  static Better better(String heading) {
    String h = heading.toLowerCase(Locale.ROOT);
    if (h.matches(".*(minus|difference|by chance|^p$|p \\(|uncertainty).*")
        && !h.startsWith("apparent")) {
      return Better.NONE;
    }
    if (h.matches(".*(intercept|optimism|apparent).*")) {
      return Better.NEAR_ZERO;
    }
    if (h.matches(".*(slope|shrinkage).*|(o/e|e/o).*")) {
      return Better.NEAR_ONE;
    }
    if (h.matches("(sd |mae|rmse|brier|log loss|ibs|ece|mce|nll|reliability|miscalibration).*")) {
      return Better.LOWER;
    }
    if (h.matches(
        "(td-auc|auc|pr-auc|accuracy|precision|recall|specificity|scaled brier|uno|f1|log-rank|r2"
            + "|r²|royston|kappa|κ|resolution).*|c|c-index.*|harrell.*")) {
      return Better.HIGHER;
    }
    return Better.NONE;
  }

  /** How far from ideal a value is. */
  private static double loss(Better better, double value) {
    return switch (better) {
      case HIGHER -> -value;
      case LOWER -> value;
      case NEAR_ONE -> Math.abs(value - 1);
      case NEAR_ZERO -> Math.abs(value);
      case NONE -> Double.NaN;
    };
  }

  /** Where rows differ by cohort and model alone, so that models can be held against each other. */
  private boolean comparesModels() {
    if (model < 0) {
      return false;
    }
    for (int c = 0; c < numeric.size(); c++) {
      if (!numeric.get(c) && c != cohort && c != model && !isEmpty(c)) {
        return false;
      }
    }
    return true;
  }

  private boolean isEmpty(int column) {
    return table.rows().stream().allMatch(row -> MISSING.contains(cell(row, column)));
  }

  /** Rows that quote a paper are beside the contest. */
  static boolean isPublished(List<String> row) {
    return row.stream()
        .anyMatch(c -> c != null && c.toLowerCase(Locale.ROOT).contains("published"));
  }

  /** For each row, which cells are the best of their column in their cohort; ties all are. */
  List<boolean[]> best() {
    List<boolean[]> best = new ArrayList<>();
    table.rows().forEach(r -> best.add(new boolean[numeric.size()]));
    if (!comparesModels()) {
      return best;
    }
    for (int c = 0; c < numeric.size(); c++) {
      Better better = better(table.columns().get(c));
      if (better != Better.NONE && numeric.get(c)) {
        mark(best, c, better);
      }
    }
    return best;
  }

  private void mark(List<boolean[]> best, int column, Better better) {
    Map<String, Set<Double>> losses = new HashMap<>();
    for (List<String> row : table.rows()) {
      double loss = loss(better, estimate(cell(row, column)));
      if (Double.isFinite(loss) && !isPublished(row)) {
        losses.computeIfAbsent(cohort(row), c -> new HashSet<>()).add(loss);
      }
    }
    for (int r = 0; r < best.size(); r++) {
      List<String> row = table.rows().get(r);
      double loss = loss(better, estimate(cell(row, column)));
      // Where all are equal, none is the best.
      boolean contest = losses.getOrDefault(cohort(row), Set.of()).size() > 1;
      if (contest && Double.isFinite(loss) && !isPublished(row)) {
        best.get(r)[column] = loss <= Collections.min(losses.get(cohort(row)));
      }
    }
  }

  private String cohort(List<String> row) {
    return cohort < 0 ? "" : cell(row, cohort);
  }

  /** Whether some rows are the mean over cohorts and others are not. */
  boolean hasMeanBesideCohorts() {
    long means = table.rows().stream().filter(r -> cohort(r).equals(StudyReport.MEAN)).count();
    return means > 0 && means < table.rows().size();
  }

  /** A heading as it is printed: its first letter large, unless it is a symbol such as p. */
  static String heading(String name, StudyView view) {
    String column = view.labelled(name);
    return column.length() < 2 || !column.matches("[a-z]{2}.*") || column.startsWith("td-")
        ? column
        : column.substring(0, 1).toUpperCase(Locale.ROOT) + column.substring(1);
  }

  /** A cell's words: models and the mean by their labels, a missing value as a dash. */
  String words(List<String> row, int column, StudyView view) {
    String text = cell(row, column);
    if (numeric.get(column) && MISSING.contains(text)) {
      return text.isEmpty() ? "" : Numbers.MISSING;
    }
    if (column == cohort && text.equals(StudyReport.MEAN)) {
      return view.cohortLabel(text);
    }
    boolean named = column == model || table.columns().get(column).equalsIgnoreCase("reference");
    return named ? StudyView.label(text) : text;
  }

  /** The one cohort that all rows are of, empty where there are several or no such column. */
  String onlyCohort() {
    List<String> all = table.rows().stream().map(this::cohort).distinct().toList();
    return all.size() == 1 ? all.get(0) : "";
  }

  /**
   * The table for a page. Where all its rows are of one cohort, the column is left out.
   *
   * @param meansOnly only the rows of the mean over cohorts
   */
  Page.Table page(StudyView view, boolean meansOnly) {
    boolean one = meansOnly || !onlyCohort().isEmpty();
    int[] shown = IntStream.range(0, numeric.size()).filter(c -> !(one && c == cohort)).toArray();
    String[] columns =
        IntStream.of(shown)
            .mapToObj(c -> heading(table.columns().get(c), view))
            .toArray(String[]::new);
    Page.Table out = new Page.Table(table.title(), columns);
    List<boolean[]> best = best();
    for (int r = 0; r < table.rows().size(); r++) {
      List<String> row = table.rows().get(r);
      if (meansOnly && !cohort(row).equals(StudyReport.MEAN)) {
        continue;
      }
      Page.Table.Cell[] cells = new Page.Table.Cell[columns.length];
      for (int c = 0; c < cells.length; c++) {
        cells[c] = pageCell(row, shown[c], best.get(r)[shown[c]], view);
      }
      boolean main = model >= 0 && cell(row, model).equals(view.main());
      out.row(main ? "main" : isPublished(row) ? "published" : null, cells);
    }
    return out;
  }

  private Page.Table.Cell pageCell(List<String> row, int c, boolean best, StudyView view) {
    String text = words(row, c, view);
    if (!numeric.get(c)) {
      return Page.Table.Cell.of(text);
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return Page.Table.Cell.of(Double.NaN, text);
    }
    String number = matcher.group(1).replace('-', '\u2212');
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    String small = matcher.group(3) == null ? "" : matcher.group(3).replace("-", "\u2212");
    return new Page.Table.Cell(number + unit, estimate(text), small, best);
  }
}
