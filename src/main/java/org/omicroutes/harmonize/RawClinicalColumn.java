package org.omicroutes.harmonize;

import java.util.Arrays;
import java.util.List;
import org.omicroutes.harmonize.ClinicalColumn.Kind;

/**
 * One clinical variable for a model that scales and fills by itself: a number as it is, a stage or
 * grade as its number, a category as a 0/1 feature {@code name=level} for each of its levels. What
 * a column is, and what is missing, is told as for {@link ClinicalColumn}.
 *
 * @param name the column
 * @param kind numeric, stage, grade or category
 * @param levels of a category, all that fitted samples have, in the alphabet's order; else empty
 */
public record RawClinicalColumn(String name, Kind kind, List<String> levels)
    implements EncodedColumn {

  public RawClinicalColumn {
    levels = List.copyOf(levels);
  }

  /**
   * Learns a column.
   *
   * @param all its values over the fitted samples, null where missing
   * @return null where they do not vary
   */
  static RawClinicalColumn fit(String name, List<String> all) {
    List<String> values = all.stream().filter(ClinicalColumn::isGiven).toList();
    Kind kind = ClinicalColumn.kind(values);
    if (kind == Kind.CATEGORY) {
      List<String> levels = values.stream().distinct().sorted().toList();
      return levels.size() < 2 ? null : new RawClinicalColumn(name, kind, levels);
    }
    long distinct =
        values.stream()
            .mapToDouble(v -> ClinicalColumn.read(kind, v))
            .filter(v -> !Double.isNaN(v))
            .distinct()
            .count();
    return distinct < 2 ? null : new RawClinicalColumn(name, kind, List.of());
  }

  /** The names of the features that the column gives, in order. */
  @Override
  public List<String> features() {
    return kind == Kind.CATEGORY
        ? levels.stream().map(level -> name + "=" + level).toList()
        : List.of(name);
  }

  /**
   * Writes one sample's value into the column's features: NaN in all of them where it is missing,
   * zeros where it is a level that was not fitted.
   *
   * @param text null where missing
   * @param features rows as {@link #features()}, one entry a sample
   * @return false where there is a value that nothing was learned about
   */
  @Override
  public boolean encode(String text, double[][] features, int sample) {
    boolean given = ClinicalColumn.isGiven(text);
    if (kind != Kind.CATEGORY) {
      features[0][sample] = given ? ClinicalColumn.read(kind, text) : Double.NaN;
      return !given || !Double.isNaN(features[0][sample]);
    }
    int level = given ? levels.indexOf(text) : -1;
    Arrays.stream(features).forEach(row -> row[sample] = given ? 0 : Double.NaN);
    if (level >= 0) {
      features[level][sample] = 1;
    }
    return !given || level >= 0;
  }
}
