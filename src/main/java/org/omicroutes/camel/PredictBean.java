package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.omicroutes.cohort.DataException;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.models.UncertainModel;

/** What the route {@code predict} asks of a trained model before it starts. */
public final class PredictBean {
  private static final List<String> EXPLANATIONS =
      List.of("outExplanation", "outExplainedFeatures");

  /** The model in the folder of the property {@code model}. */
  static Path model(Exchange exchange) {
    Path folder = Path.of(CohortBean.text(exchange, "model"));
    Path file = folder.resolve("model.json.gz");
    if (!Files.isRegularFile(file)) {
      throw DataException.in(folder).error("no model.json.gz", "the folder model/ of a run");
    }
    return file;
  }

  /** Whether the model is one of a horizon, which takes values as they were read. */
  public boolean isOfHorizon(Exchange exchange) throws IOException {
    return NamedModel.isOfHorizon(ModelFiles.header(model(exchange)).name());
  }

  /** Whether any explanation is asked for. */
  public boolean isExplained(Exchange exchange) {
    return EXPLANATIONS.stream().anyMatch(port -> !CohortBean.text(exchange, port).isEmpty());
  }

  /** Where the layers' values go: the step always writes them. */
  public String explanation(Exchange exchange) {
    String asked = CohortBean.text(exchange, "outExplanation");
    return asked.isEmpty() ? "work/explanation.tsv" : asked;
  }

  /**
   * That the model can give what is asked for.
   *
   * @throws DataException where there is no model, or no reference patient to explain with
   * @throws IllegalArgumentException where uncertainty is asked of a model that offers none
   */
  public void check(Exchange exchange) throws IOException {
    Path file = model(exchange);
    ModelFiles.Header model = ModelFiles.header(file);
    boolean isUncertain =
        UncertainModel.class.isAssignableFrom(SurvivalModels.named(model.name()).type());
    if (!CohortBean.text(exchange, "outUncertainty").isEmpty() && !isUncertain) {
      throw new IllegalArgumentException(
          "out-uncertainty: found the model "
              + model.name()
              + ", expected one that says how sure it is");
    }
    if (isExplained(exchange) && !model.hasReference()) {
      throw ModelFiles.withoutReference(file);
    }
  }
}
