package org.omicroutes.formats;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of a samplesheet that help to read others: gene files and probe maps, in any layer. */
final class HelperRows {
  private HelperRows() {}

  /**
   * The one row of a format.
   *
   * @throws org.omicroutes.cohort.DataException where there are several
   */
  static Optional<Samplesheet.Row> one(Samplesheet sheet, String format) {
    List<Samplesheet.Row> rows =
        sheet.rows().stream().filter(row -> row.format().equals(format)).toList();
    if (rows.size() > 1) {
      throw sheet
          .at(rows.get(1))
          .column("format")
          .error("a second row of format " + format, "one such row");
    }
    return rows.stream().findFirst();
  }

  /** The sheet's gene file ({@code gtf}, else {@code gene-bed}), read. */
  static Optional<GeneAnnotation> genes(Samplesheet sheet) throws IOException {
    Optional<Samplesheet.Row> gtf = one(sheet, "gtf");
    if (gtf.isPresent()) {
      return Optional.of(GeneAnnotation.readGtf(gtf.get().path()));
    }
    Optional<Samplesheet.Row> bed = one(sheet, "gene-bed");
    return bed.isPresent()
        ? Optional.of(GeneAnnotation.readBed(bed.get().path()))
        : Optional.empty();
  }
}
