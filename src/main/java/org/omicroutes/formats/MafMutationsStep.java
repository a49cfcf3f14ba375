package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code maf-mutations}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class MafMutationsStep implements Step<Parameters.None> {
  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("maf-mutations", "1", Parameters.None.class)
          .summary("Turns a MAF into a genes × samples table of non-silent mutations.")
          .details(
              """
              A gene (`Hugo_Symbol`) is 1 for a sample (`Tumor_Sample_Barcode`, as it is written)
              that has a mutation in it of one of the classes `Frame_Shift_Del`, `Frame_Shift_Ins`,
              `Splice_Site`, `Translation_Start_Site`, `Nonsense_Mutation`, `Nonstop_Mutation`,
              `In_Frame_Del`, `In_Frame_Ins`, `Missense_Mutation` (`Variant_Classification`; the
              non-synonymous classes of maftools, Mayakonda A. et al., Genome Research 2018,
              doi:10.1101/gr.239244.118).

              A sample that has only other mutations is a column of zeros; one without any row is
              not known to a MAF and not in the table. Mutations without a gene symbol (empty,
              `Unknown`) are left out and noted. One that is listed twice for a sample (same
              position and alleles) counts once in the burden. Nothing is missing in the output.
              """)
          .in(Port.many("maf", Edam.MAF, "MAF files; a sample may be in several."))
          .out(Port.one("out", Edam.TSV, "0 or 1, genes × samples."))
          .out(
              Port.optional(
                  "out-burden", Edam.TSV, "Non-silent mutations per sample, 1 × samples."))
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    MutationTable.Builder table = new MutationTable.Builder();
    SetAsideTally setAside = new SetAsideTally();
    for (Path file : context.inputs("maf")) {
      MafMutations.read(file, null, table, setAside);
    }
    VcfMutationsStep.write(context, table.build(), setAside);
  }
}
