package org.omicroutes.network;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.formats.ScoreFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code combine-scores}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CombineScoresStep implements Step<Parameters.None> {
  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("combine-scores", "1", Parameters.None.class)
          .summary("Combines the gene scores of several layers into one per gene.")
          .details(
              """
              The scores are signed z. For each gene the sum of squares over the k layers that have
              it is held against the chi-square distribution with k degrees of freedom; the
              combined score is the |z| of a single layer that would be just as unlikely, with the
              sign of the strongest layer (the first of equally strong ones). A gene in one layer only keeps its z, so genes seen in
              more layers have no advantage by number alone. The layers' z are taken as independent
              under the null hypothesis. A missing score (`NA`) is a layer without the gene; a gene
              without any score is left out. Nothing is fitted.
              """)
          .in(Port.named("scores", Edam.TSV, "Signed z per gene, `gene score`, by layer."))
          .out(Port.one("out", Edam.TSV, "`gene score`, largest absolute score first."))
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    Map<String, GeneScores> layers = new LinkedHashMap<>();
    for (Map.Entry<String, Path> layer : context.namedInputs("scores").entrySet()) {
      layers.put(layer.getKey(), ScoreFiles.read(layer.getValue()));
    }
    GeneScores combined = EvidenceCombination.combine(layers);
    if (combined.size() == 0) {
      throw DataException.of(
          "no score in any of the layers " + layers.keySet(), "at least one gene with a score");
    }
    context.note(combined.size() + " genes scored over the layers " + layers.keySet());
    ScoreFiles.write(context.output("out"), combined);
  }
}
