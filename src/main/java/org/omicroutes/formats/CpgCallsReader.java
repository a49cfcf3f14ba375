package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.Kind;

/**
 * Methylation calls at single cytosines, one file per sample (formats {@code bismark} and {@code
 * bedmethyl}), as beta values of genes: reads are pooled over each gene's promoter ({@link
 * PromoterMethylation}). The sheet needs a row of format {@code gtf} or {@code gene-bed}.
 */
@AutoService(LayerReader.class)
public final class CpgCallsReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("bismark", "bedmethyl");
  }

  @Override
  public Kind kind() {
    return Kind.BETA;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    GeneAnnotation annotation =
        HelperRows.genes(sheet)
            .orElseThrow(
                () ->
                    sheet
                        .at(rows.get(0))
                        .column("format")
                        .error(
                            "'" + rows.get(0).format() + "' and no row of genes in the sheet",
                            "a row of format gtf (or gene-bed) too, from which promoters are"
                                + " taken"));
    PromoterMethylation promoters = new PromoterMethylation(annotation);
    SetAsideTally setAside = new SetAsideTally();
    Map<String, String> patientOf = new HashMap<>();
    List<String> samples = new ArrayList<>();
    List<double[]> betas = new ArrayList<>();
    for (Samplesheet.Row row : rows) {
      String sample = sample(sheet, row, samples);
      samples.add(sample);
      if (row.patient() != null) {
        patientOf.put(sample, row.patient());
      }
      PromoterMethylation.Calls calls =
          row.format().equals("bismark") ? CpgFiles::readBismark : CpgFiles::readBedMethyl;
      betas.add(promoters.betas(row.path(), calls, setAside));
    }
    LabelledMatrix genes = covered(promoters.genes(), samples, betas, setAside);
    PatientColumns.Columns columns = PatientColumns.of(genes, patientOf, options);
    List<LayerData.SetAside> reasons = new ArrayList<>(columns.setAside());
    reasons.addAll(setAside.list());
    return new LayerData(Kind.BETA, columns.matrix(), null, reasons);
  }

  private static String sample(Samplesheet sheet, Samplesheet.Row row, List<String> before) {
    String sample = row.sample() != null ? row.sample() : row.patient();
    if (sample == null) {
      throw sheet
          .at(row)
          .column("sample")
          .error("neither a sample nor a patient", "whose file " + row.path() + " is");
    }
    if (before.contains(sample)) {
      throw sheet.at(row).column("sample").error("'" + sample + "' again", "each sample once");
    }
    return sample;
  }

  /** Genes × samples, without the genes that no sample has a value for. */
  private static LabelledMatrix covered(
      List<String> genes, List<String> samples, List<double[]> betas, SetAsideTally setAside) {
    List<String> kept = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int g = 0; g < genes.size(); g++) {
      double[] row = new double[samples.size()];
      boolean any = false;
      for (int s = 0; s < row.length; s++) {
        row[s] = betas.get(s)[g];
        any |= !Double.isNaN(row[s]);
      }
      if (any) {
        kept.add(genes.get(g));
        rows.add(row);
      } else {
        setAside.add("genes without a covered cytosine in their promoter", genes.get(g));
      }
    }
    return LabelledMatrix.of(kept, samples, rows.toArray(double[][]::new));
  }
}
