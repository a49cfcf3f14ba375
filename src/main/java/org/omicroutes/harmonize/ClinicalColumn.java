package org.omicroutes.harmonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One clinical variable and how it becomes numbers. A column is numeric where at least 90 % of its
 * fitted values are numbers, else a stage or a grade where 90 % read as one, else a category.
 * Missing are: no value, bracketed remarks ({@code [Discrepancy]}), {@code Stage X}, {@code GX},
 * and values that are no number, stage or grade in such a column.
 *
 * <p>A number becomes {@code (x - mean) / scale}, 0 where missing. A category's most frequent level
 * is all zeros, as are missing values and levels that were not fitted; levels of less than 5 % or
 * 10 of the fitted samples are one feature {@code name=other} together, and none where they are
 * still that few.
 *
 * <p>Fitted richly, a number has its square too, a stage its sub-stage, and levels are rare below 2
 * % or 5 of the fitted samples.
 *
 * @param name the column, and the name of its feature unless it is a category
 * @param kind numeric, stage, grade or category
 * @param mean over the fitted samples with a value; 0 for a category
 * @param scale standard deviation over them; 0 where the column does not vary; 1 for a category
 * @param levels of a category that have a feature {@code name=level}
 * @param other levels that share the feature {@code name=other}; empty where there is none
 * @param reference levels that are all zeros, though known
 * @param missing whether there is a feature {@code name=missing}: over 5 % of the fitted samples
 * @param extra a second feature of a number or a stage; null where there is none
 */
public record ClinicalColumn(
    String name,
    Kind kind,
    double mean,
    double scale,
    List<String> levels,
    List<String> other,
    List<String> reference,
    boolean missing,
    Extra extra)
    implements EncodedColumn {

  /** How values are read. */
  public enum Kind {
    NUMERIC,
    STAGE,
    GRADE,
    CATEGORY
  }

  /** What a second feature tells. */
  public enum Form {
    /** {@code name^2}: the square of the z-score. */
    SQUARE,
    /** {@code name:substage}: {@link ClinicalOrdinals#substage}. */
    SUBSTAGE
  }

  /**
   * A second feature: {@code (value - mean) / scale}, 0 where missing.
   *
   * @param mean over the fitted samples with a value
   * @param scale standard deviation over them, above 0
   */
  public record Extra(Form form, double mean, double scale) {}

  private record Rare(double share, int count) {
    boolean is(int levelCount, int samples) {
      return levelCount < count || levelCount < share * samples;
    }
  }

  private record Moments(double mean, double scale) {
    /** The standard deviation has divisor n - 1; it is 0 where the values do not vary. */
    static Moments of(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      double mean = sum / values.length;
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      double scale = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
      return new Moments(mean, scale > 1e-12 * Math.abs(mean) ? scale : 0);
    }
  }

  private static final double RECOGNISED = 0.9;
  private static final double OFTEN_MISSING = 0.05;
  private static final Rare RARE = new Rare(0.05, 10);
  private static final Rare RICH_RARE = new Rare(0.02, 5);
  private static final Pattern NO_VALUE =
      Pattern.compile("(?i)\\[.*\\]|(stage\\s*)?x|g(rade\\s*)?x|[rt]x");

  /**
   * Learns a column.
   *
   * @param all its values over the fitted samples, null where missing
   * @param rich whether squares, sub-stages and rarer levels are wanted
   */
  static ClinicalColumn fit(String name, List<String> all, boolean rich) {
    List<String> values = all.stream().filter(ClinicalColumn::isGiven).toList();
    Kind kind = kind(values);
    return kind == Kind.CATEGORY
        ? category(name, values, all.size(), rich ? RICH_RARE : RARE)
        : ordered(name, kind, readable(kind, values), all.size(), rich);
  }

  /** What a column with these values is, none of them missing. */
  static Kind kind(List<String> values) {
    for (Kind kind : List.of(Kind.NUMERIC, Kind.STAGE, Kind.GRADE)) {
      List<String> read = readable(kind, values);
      if (!read.isEmpty() && read.size() >= RECOGNISED * values.size()) {
        return kind;
      }
    }
    return Kind.CATEGORY;
  }

  private static List<String> readable(Kind kind, List<String> values) {
    return values.stream().filter(v -> !Double.isNaN(read(kind, v))).toList();
  }

  /** Whether there is a value, and no remark that it is missing. */
  static boolean isGiven(String text) {
    return text != null && !isMissing(text);
  }

  private static ClinicalColumn ordered(
      String name, Kind kind, List<String> values, int samples, boolean rich) {
    double[] numbers = values.stream().mapToDouble(v -> read(kind, v)).toArray();
    Moments moments = Moments.of(numbers);
    Extra extra = rich && moments.scale() > 0 ? extra(kind, values, numbers, moments) : null;
    return new ClinicalColumn(
        name,
        kind,
        moments.mean(),
        moments.scale(),
        List.of(),
        List.of(),
        List.of(),
        often(samples - numbers.length, samples),
        extra);
  }

  /** Null where a second feature would tell nothing that the first does not. */
  private static Extra extra(Kind kind, List<String> values, double[] numbers, Moments moments) {
    double[] second;
    Form form;
    if (kind == Kind.NUMERIC && distinct(numbers) > 2) {
      form = Form.SQUARE;
      second =
          Arrays.stream(numbers).map(x -> square((x - moments.mean()) / moments.scale())).toArray();
    } else if (kind == Kind.STAGE) {
      form = Form.SUBSTAGE;
      second = values.stream().mapToDouble(ClinicalColumn::substage).toArray();
      if (distinct(second) == distinct(numbers)) {
        return null;
      }
    } else {
      return null;
    }
    Moments of = Moments.of(second);
    return of.scale() > 0 ? new Extra(form, of.mean(), of.scale()) : null;
  }

  private static long distinct(double[] values) {
    return Arrays.stream(values).distinct().count();
  }

  private static double square(double x) {
    return x * x;
  }

  private static double substage(String text) {
    return ClinicalOrdinals.substage(text).orElse(Double.NaN);
  }

  private static ClinicalColumn category(
      String name, List<String> values, int samples, Rare rarity) {
    Map<String, Integer> counts = new TreeMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    String commonest = null;
    for (String level : counts.keySet()) {
      if (commonest == null || counts.get(level) > counts.get(commonest)) {
        commonest = level;
      }
    }
    List<String> levels = new ArrayList<>();
    List<String> rare = new ArrayList<>();
    List<String> reference = new ArrayList<>();
    int rareSamples = 0;
    for (Map.Entry<String, Integer> level : counts.entrySet()) {
      if (rarity.is(level.getValue(), samples)) {
        rare.add(level.getKey());
        rareSamples += level.getValue();
      } else if (level.getKey().equals(commonest)) {
        reference.add(commonest);
      } else {
        levels.add(level.getKey());
      }
    }
    // Where every level is rare, "other" would be every value there is.
    if (rarity.is(rareSamples, samples) || reference.isEmpty()) {
      reference.addAll(rare);
      rare = List.of();
    }
    boolean missing = often(samples - values.size(), samples);
    return new ClinicalColumn(name, Kind.CATEGORY, 0, 1, levels, rare, reference, missing, null);
  }

  private static boolean often(int missing, int samples) {
    return missing < samples && missing > OFTEN_MISSING * samples;
  }

  private static boolean isMissing(String text) {
    return NO_VALUE.matcher(text.strip()).matches();
  }

  static double read(Kind kind, String text) {
    return switch (kind) {
      case NUMERIC -> number(text);
      case STAGE -> orNaN(ClinicalOrdinals.stage(text));
      case GRADE -> orNaN(ClinicalOrdinals.grade(text));
      case CATEGORY -> throw new IllegalArgumentException("a category has no number");
    };
  }

  private static double orNaN(OptionalInt level) {
    return level.isPresent() ? level.getAsInt() : Double.NaN;
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The names of the features that the column gives, in order; none where it does not vary. */
  @Override
  public List<String> features() {
    List<String> names = new ArrayList<>();
    if (kind != Kind.CATEGORY && scale > 0) {
      names.add(name);
    }
    if (extra != null) {
      names.add(name + (extra.form() == Form.SQUARE ? "^2" : ":substage"));
    }
    levels.forEach(level -> names.add(name + "=" + level));
    if (!other.isEmpty()) {
      names.add(name + "=other");
    }
    if (missing) {
      names.add(name + "=missing");
    }
    return names;
  }

  /**
   * Writes one sample's value into the column's features, which are 0 before.
   *
   * @param text null where missing
   * @param features rows as {@link #features()}, one entry a sample
   * @return false where there is a value that nothing was learned about
   */
  @Override
  public boolean encode(String text, double[][] features, int sample) {
    boolean given = isGiven(text);
    boolean understood = given;
    if (given && kind == Kind.CATEGORY) {
      int level = levels.indexOf(text);
      if (level >= 0) {
        features[level][sample] = 1;
      } else if (other.contains(text)) {
        features[levels.size()][sample] = 1;
      } else {
        return reference.contains(text);
      }
    } else if (given) {
      double number = read(kind, text);
      understood = !Double.isNaN(number);
      if (understood && scale > 0) {
        features[0][sample] = (number - mean) / scale;
      }
      if (understood && extra != null) {
        double second = extra.form() == Form.SQUARE ? square(features[0][sample]) : substage(text);
        features[1][sample] = (second - extra.mean()) / extra.scale();
      }
    }
    if (!understood && missing) {
      features[features.length - 1][sample] = 1;
    }
    return understood || !given;
  }
}
