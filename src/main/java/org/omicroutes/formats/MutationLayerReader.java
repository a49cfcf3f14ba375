package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * The mutation layer from MAF ({@code maf}) and VCF or BCF ({@code vcf}) files, mixed as one likes:
 * genes × patients, 1 where the gene carries a non-silent somatic mutation. Several VCFs of one
 * patient (substitutions and indels apart, say) are put together. VCFs without annotation need a
 * row of format {@code gtf} or {@code gene-bed} in the sheet.
 */
@AutoService(LayerReader.class)
public final class MutationLayerReader implements LayerReader {
  @Override
  public Set<String> formats() {
    return Set.of("maf", "vcf");
  }

  @Override
  public LayerData.Kind kind() {
    return LayerData.Kind.BINARY;
  }

  @Override
  public boolean readsPatientsApart() {
    return true;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    MutationTable.Builder table = new MutationTable.Builder();
    SetAsideTally setAside = new SetAsideTally();
    GeneAnnotation genes = HelperRows.genes(sheet).orElse(null);
    for (Samplesheet.Row row : rows) {
      if (row.format().equals("maf")) {
        MafMutations.read(row.path(), row.patient(), table, setAside);
      } else {
        var vcfOptions = new VcfMutations.Options(row.sample(), false, genes);
        VcfMutations.read(row.path(), vcfOptions, id(sheet, row), table, setAside);
      }
    }
    MutationTable samples = table.build();
    var choice = PatientColumns.choose(samples.mutated().sampleIds(), options);
    List<LayerData.SetAside> reasons = new ArrayList<>(choice.setAside());
    reasons.addAll(setAside.list());
    List<String> patients = List.copyOf(choice.sampleOf().keySet());
    List<String> kept = List.copyOf(choice.sampleOf().values());
    return new LayerData(
        kind(),
        mutatedSomewhere(columns(samples.mutated(), kept, patients)),
        columns(samples.burden(), kept, patients),
        reasons);
  }

  /** Whose VCF it is: the sheet's patient, else its sample, else the tumour's column. */
  private static String id(Samplesheet sheet, Samplesheet.Row row) throws IOException {
    if (row.patient() != null) {
      return row.patient();
    }
    String column = VcfMutations.tumourColumn(row.path(), row.sample());
    String name = column == null ? row.sample() : column;
    if (name == null || TumourSample.isGeneric(name)) {
      throw sheet
          .at(row)
          .column("patient")
          .error("an empty cell for a VCF whose sample is " + name, "the patient's id");
    }
    return name;
  }

  /** Without the genes that only samples which were set aside have mutated. */
  private static LabelledMatrix mutatedSomewhere(LabelledMatrix matrix) {
    List<String> genes = new ArrayList<>();
    for (int g = 0; g < matrix.featureCount(); g++) {
      if (Arrays.stream(matrix.row(g)).anyMatch(value -> value > 0)) {
        genes.add(matrix.featureIds().get(g));
      }
    }
    return matrix.selectFeatures(genes);
  }

  private static LabelledMatrix columns(
      LabelledMatrix matrix, List<String> kept, List<String> names) {
    LabelledMatrix selected = matrix.selectSamples(kept);
    return LabelledMatrix.of(selected.featureIds(), names, selected.toArray());
  }
}
