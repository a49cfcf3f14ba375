package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code vcf-mutations}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class VcfMutationsStep implements Step<VcfMutationsStep.Options> {

  /** Parameters of {@code vcf-mutations}. */
  public record Options(
      @Param("The tumour's sample name in every file; without it the tumour is found by header.")
          String tumorSample,
      @Param(
              value = "Count records whatever their FILTER, not only PASS and '.'.",
              defaultValue = "false")
          boolean allFilters) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("vcf-mutations", "2", Options.class)
          .summary("Turns somatic VCFs into a genes × samples table of non-silent mutations.")
          .details(
              """
              Reads VCF and BCF (2.1, 2.2), plain, gzip or bgzip, indexed or not, one tumour a file.
              A gene is 1 for a sample when the tumour's genotype carries an alternate allele, in a
              record that FILTER lets pass (`PASS` or `.`), that is non-silent in the gene.

              **Tumour.** `tumor-sample`; else `##tumor_sample=`, `##SAMPLE` lines or column names
              that say tumour, TCGA barcodes, or the only column; else an error lists the columns.
              The column in the output is the tumour's name, or the file's name where that is
              generic (`TUMOR`), missing, or asked for in several files.

              **Genotype.** Where a record has no GT (Strelka), or the file no sample columns, the
              allele counts as carried; `./.` carries nothing. An allele that a known matched normal
              carries is germline and does not count.

              **Gene and consequence.** VEP's `CSQ` or SnpEff's `ANN`: non-silent are
              transcript ablation, splice acceptor or donor, stop gained or lost, start lost,
              frameshift, in-frame insertion or deletion, missense, protein altering, rare amino
              acid and exon loss variants, on any transcript of the gene. Without annotation a gene
              file is needed, and every variant in a coding part (CDS; exon where there is no CDS; a
              BED interval) counts as non-silent, synonymous ones too.

              Symbolic alleles and breakends are not counted. A gene that no file mutates is not in
              the table, a sample without non-silent mutations is a column of zeros. Nothing is
              missing in the output. What was left out is noted.
              """)
          .in(Port.many("vcf", Edam.VCF, "VCF or BCF files, one per tumour."))
          .in(Port.optional("gtf", Edam.GTF, "Genes, for files without annotation."))
          .in(Port.optional("gene-bed", Edam.BED, "Genes (4th column), in place of a GTF."))
          .out(Port.one("out", Edam.TSV, "0 or 1, genes × samples."))
          .out(
              Port.optional(
                  "out-burden", Edam.TSV, "Non-silent mutations per sample, 1 × samples."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options parameters = context.parameters();
    List<Path> files = context.inputs("vcf");
    var options =
        new VcfMutations.Options(
            parameters.tumorSample(), parameters.allFilters(), genes(context).orElse(null));
    MutationTable.Builder table = new MutationTable.Builder();
    SetAsideTally setAside = new SetAsideTally();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      String id = id(file, options.tumour(), files.size() > 1);
      if (table.has(id)) {
        throw DataException.in(file).error("sample " + id + " again", "one file per tumour");
      }
      VcfMutations.read(file, options, id, table, setAside);
      context.progress((i + 1.0) / files.size(), file.getFileName().toString());
    }
    write(context, table.build(), setAside);
  }

  private static Optional<GeneAnnotation> genes(StepContext<Options> context) throws IOException {
    Optional<Path> gtf = context.optionalInput("gtf");
    Optional<Path> bed = context.optionalInput("gene-bed");
    if (gtf.isPresent() && bed.isPresent()) {
      throw new IllegalArgumentException("gtf and gene-bed: found both, expected one of them");
    }
    if (gtf.isPresent()) {
      return Optional.of(GeneAnnotation.readGtf(gtf.get()));
    }
    return bed.isPresent() ? Optional.of(GeneAnnotation.readBed(bed.get())) : Optional.empty();
  }

  private static String id(Path file, String wanted, boolean several) throws IOException {
    String column = VcfMutations.tumourColumn(file, wanted);
    boolean useColumn =
        column != null && !TumourSample.isGeneric(column) && (wanted == null || !several);
    return useColumn
        ? column
        : file.getFileName().toString().replaceFirst("(?i)\\.(vcf|bcf)(\\.b?gz)?$", "");
  }

  /** Writes both tables and notes what was left out. */
  static void write(StepContext<?> context, MutationTable table, SetAsideTally setAside)
      throws IOException {
    for (LayerData.SetAside left : setAside.list()) {
      context.note(
          left.count() + " " + left.reason() + ", such as " + String.join(", ", left.examples()));
    }
    if (table.unmutatedSamples() > 0) {
      context.note(table.unmutatedSamples() + " samples without a non-silent mutation");
    }
    MatrixFiles.write(context.output("out"), table.mutated());
    Optional<Path> burden = context.optionalOutput("out-burden");
    if (burden.isPresent()) {
      MatrixFiles.write(burden.get(), table.burden());
    }
  }
}
