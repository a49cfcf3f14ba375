package org.omicroutes.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * A comparison of one of our routines with its reference implementation: fails where the two differ
 * by more than the tolerance, and leaves a row for {@code docs/validation.md} (written by {@link
 * ValidationPageIT}) where they do not.
 *
 * <p>A missing expected value (NaN) agrees with a missing found one only, an infinite one with the
 * same infinity.
 */
public final class Agreement {
  static final Path ROWS = Path.of("target", "validation", "rows.tsv");
  static final Path DISAGREEMENTS = Path.of("target", "validation", "disagreements.tsv");

  private final String routine;
  private final String reference;
  private final String data;

  private Agreement(String routine, String reference, String data) {
    this.routine = routine;
    this.reference = reference;
    this.data = data;
  }

  /**
   * @param routine our step or function, as the user calls it: {@code cox}
   * @param oracle folder under {@code src/test/oracle} with the frozen files and their {@code
   *     VERSIONS}
   * @param program package or program of the reference as {@code VERSIONS} names it
   * @param function what was called of it, empty for none
   * @param data name and size of the data, such as {@code veteran, 137 samples × 4 features}
   */
  public static Agreement of(
      String routine, String oracle, String program, String function, String data) {
    String name = function.isEmpty() ? program : program + " `" + function + "`";
    return new Agreement(routine, name + ", " + version(oracle, program), data);
  }

  private static String version(String oracle, String program) {
    try {
      for (String line : Files.readAllLines(Path.of("src/test/oracle", oracle, "VERSIONS"))) {
        if (line.startsWith(program + " ")) {
          return line.substring(program.length() + 1).replaceFirst("^version ", "");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no version of " + program + " in src/test/oracle/" + oracle);
  }

  /** Fails where a value is further than {@code tolerance} from the expected one. */
  public Agreement absolute(String quantity, double[] found, double[] expected, double tolerance) {
    return compare(quantity, found, expected, tolerance, false);
  }

  /**
   * Fails where a value is further than {@code tolerance × max(1, |expected|)} from the expected
   * one.
   */
  public Agreement close(String quantity, double[] found, double[] expected, double tolerance) {
    return compare(quantity, found, expected, tolerance, true);
  }

  /** As {@link #close(String, double[], double[], double)} of one value. */
  public Agreement close(String quantity, double found, double expected, double tolerance) {
    return close(quantity, new double[] {found}, new double[] {expected}, tolerance);
  }

  /**
   * As {@link #absolute(String, double[], double[], double)} of the features and samples of {@code
   * expected}.
   */
  public Agreement absolute(
      String quantity, LabelledMatrix found, LabelledMatrix expected, double tolerance) {
    LabelledMatrix same =
        found.selectFeatures(expected.featureIds()).selectSamples(expected.sampleIds());
    int samples = expected.sampleCount();
    double[] a = new double[expected.featureCount() * samples];
    double[] b = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      a[k] = same.at(k / samples, k % samples);
      b[k] = expected.at(k / samples, k % samples);
    }
    return absolute(quantity, a, b, tolerance);
  }

  private Agreement compare(
      String quantity, double[] found, double[] expected, double tolerance, boolean scaled) {
    assertThat(found).as(routine + " " + quantity).hasSameSizeAs(expected);
    double absolute = 0;
    double relative = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference =
          Double.compare(found[i], expected[i]) == 0 ? 0 : Math.abs(found[i] - expected[i]);
      double allowed = scaled ? tolerance * Math.max(1, Math.abs(expected[i])) : tolerance;
      assertThat(difference == 0 || Double.isFinite(difference) && difference <= allowed)
          .as(
              "%s, %s of %s: value %d is %s, expected %s within %s",
              routine, quantity, data, i, found[i], expected[i], allowed)
          .isTrue();
      absolute = Math.max(absolute, difference);
      // Of a value that the tolerance cannot tell from 0, a ratio says nothing.
      boolean ratio = difference > 0 && Math.abs(expected[i]) > tolerance;
      relative = Math.max(relative, ratio ? difference / Math.abs(expected[i]) : 0);
    }
    String bound = (scaled ? "≤ %s × max(1, \\|x\\|)" : "≤ %s").formatted(power(tolerance));
    keep(quantity, Integer.toString(expected.length), power(absolute), power(relative), bound);
    return this;
  }

  /** Fails where a value (a correlation, say) is below {@code least}. */
  public Agreement atLeast(String quantity, double[] found, double least) {
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : found) {
      assertThat(value).as(routine + " " + quantity).isGreaterThanOrEqualTo(least);
      smallest = Math.min(smallest, value);
    }
    String shown = String.format(Locale.ROOT, "smallest %.4f", smallest);
    keep(
        quantity,
        Integer.toString(found.length),
        shown,
        "",
        String.format(Locale.ROOT, "≥ %.4g", least));
    return this;
  }

  /** Fails where {@code found} lies outside {@code [low, high]}, the reference's own spread. */
  public Agreement between(String quantity, double found, double low, double high) {
    assertThat(found).as(routine + " " + quantity).isBetween(low, high);
    keep(
        quantity,
        "1",
        String.format(Locale.ROOT, "ours %.4f", found),
        "",
        String.format(Locale.ROOT, "in %.4f to %.4f", low, high));
    return this;
  }

  /**
   * Keeps a case in which references (or versions of a definition) differ and says which one we
   * follow.
   *
   * @param what quantity and data
   * @param figures what each says: {@code riskRegression .8312, timeROC .8305}
   * @param ours whom we follow and why, a sentence
   */
  public static void disagreement(String routine, String what, String figures, String ours) {
    append(DISAGREEMENTS, List.of(routine, what, figures, ours));
  }

  private void keep(
      String quantity, String values, String absolute, String relative, String bound) {
    append(ROWS, List.of(routine, quantity, reference, data, values, absolute, relative, bound));
  }

  private static synchronized void append(Path file, List<String> cells) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          String.join("\t", cells) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String power(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.0e", value);
  }
}
