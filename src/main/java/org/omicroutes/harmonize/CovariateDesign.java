package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.omicroutes.cohort.SampleTable;

/**
 * Covariates as columns of a linear model. A column whose values are all numbers is one term,
 * another one is a term for each level but the first. Terms are centred on the fitted samples, so
 * that 0 stands for a covariate that is missing, for a level that was not fitted and for a sample
 * that is not in the table: such samples count as average.
 *
 * @param terms in the order of the table's columns
 */
public record CovariateDesign(List<Term> terms) {

  /**
   * One column of the model.
   *
   * @param column of the table
   * @param level the level that gives 1; null where the column is numeric
   * @param mean over the fitted samples that have a value
   * @param scale standard deviation of a numeric column; 1 for a level
   */
  public record Term(String column, String level, double mean, double scale) {
    double value(String text) {
      if (text == null) {
        return 0;
      }
      if (level != null) {
        return (text.equals(level) ? 1 : 0) - mean;
      }
      double number = number(text);
      return Double.isNaN(number) ? 0 : (number - mean) / scale;
    }

    String label() {
      return level == null ? column : column + "=" + level;
    }
  }

  static CovariateDesign none() {
    return new CovariateDesign(List.of());
  }

  /** Learns the terms; a column that does not vary over the samples is left out and noted. */
  static CovariateDesign fit(SampleTable table, List<String> samples, Consumer<String> note) {
    List<Term> terms = new ArrayList<>();
    int lacking = 0;
    for (String sample : samples) {
      lacking += table.indexOf(sample) < 0 ? 1 : 0;
    }
    if (lacking > 0) {
      note.accept(lacking + " fit samples are not in the covariates and count as average");
    }
    for (String column : table.columnNames()) {
      List<String> values =
          samples.stream().map(s -> table.value(s, column)).filter(v -> v != null).toList();
      List<Term> found = terms(column, values);
      if (found.isEmpty()) {
        note.accept("covariate " + column + " does not vary over the fit samples: left out");
      }
      if (values.size() < samples.size() - lacking) {
        note.accept(
            "covariate "
                + column
                + " is missing in "
                + (samples.size() - lacking - values.size())
                + " fit samples, which count as average");
      }
      terms.addAll(found);
    }
    return new CovariateDesign(terms);
  }

  private static List<Term> terms(String column, List<String> values) {
    TreeSet<String> levels = new TreeSet<>(values);
    List<Term> terms = new ArrayList<>();
    if (levels.size() < 2) {
      return terms;
    }
    double[] numbers = values.stream().mapToDouble(CovariateDesign::number).toArray();
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    if (!Double.isNaN(sum)) {
      double mean = sum / numbers.length;
      double squares = 0;
      for (double number : numbers) {
        squares += (number - mean) * (number - mean);
      }
      double scale = Math.sqrt(squares / (numbers.length - 1));
      return scale > 0 ? List.of(new Term(column, null, mean, scale)) : terms;
    }
    levels.pollFirst();
    for (String level : levels) {
      double share = values.stream().filter(level::equals).count() / (double) values.size();
      terms.add(new Term(column, level, share, 1));
    }
    return terms;
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** One row a term, one value a sample. */
  double[][] rows(SampleTable table, List<String> samples) {
    double[][] rows = new double[terms.size()][samples.size()];
    for (int t = 0; t < rows.length; t++) {
      Term term = terms.get(t);
      boolean known = table != null && table.hasColumn(term.column());
      for (int s = 0; s < samples.size(); s++) {
        rows[t][s] = known ? term.value(table.value(samples.get(s), term.column())) : 0;
      }
    }
    return rows;
  }
}
