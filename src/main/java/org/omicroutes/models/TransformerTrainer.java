package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.neural.CoxEnsembleTrainer;
import org.omicroutes.neural.CoxSettings;
import org.omicroutes.neural.Engines;
import org.omicroutes.survival.ScoreCalibration;

/**
 * {@code transformer}: a multimodal transformer without a network prior. Tokens are the clinical
 * variables and groups of principal components of the omics ({@link ModalityTokens}); attention is
 * within, then between modalities ({@link org.omicroutes.neural.ModalityTransformer}). Width,
 * dropout and weight decay are chosen from a small grid by the partial likelihood of validation
 * patients; summaries (SUMMARY) are not used.
 */
@AutoService(ModelTrainer.class)
@SuppressWarnings("rawtypes")
public final class TransformerTrainer implements ModelTrainer<Transformer> {
  private static final int FEWEST_MEMBERS = 3;
  private static final int MOST_MEMBERS = 5;

  private static final List<CoxSettings> GRID =
      List.of(
          new CoxSettings(16, 0.3, 0.005, 0.1, 60, 8),
          new CoxSettings(16, 0.5, 0.005, 1, 60, 8),
          new CoxSettings(32, 0.3, 0.005, 1, 60, 8));

  private final List<CoxSettings> grid;

  /** Chooses from the usual settings. */
  public TransformerTrainer() {
    this(GRID);
  }

  /**
   * @param grid the settings to choose from
   */
  TransformerTrainer(List<CoxSettings> grid) {
    this.grid = List.copyOf(grid);
  }

  @Override
  public String name() {
    return "transformer";
  }

  @Override
  public String summary() {
    return "Multimodal transformer on clinical variables and principal components of the continuous"
        + " and binary modalities, without a network prior.";
  }

  @Override
  public Class<Transformer> type() {
    return Transformer.class;
  }

  @Override
  public Transformer fit(PatientData training, SurvivalData survival, FitContext context) {
    // One order whatever theirs was: sums of the same numbers are then the same bits.
    PatientData ordered = training.select(training.patients().stream().sorted().toList());
    SurvivalData outcome = survival.select(ordered.patients());
    CoxEnsembleTrainer.requireEvents(outcome);
    Roles roles = Roles.ofTraining(ordered, outcome);
    List<String> modalities = new ArrayList<>(roles.all());
    modalities.removeAll(roles.summaries());
    ModalityTokens tokens = ModalityTokens.fit(ordered, modalities);
    if (tokens.views().isEmpty()) {
      throw DataException.of(
          "only the modalities " + training.modalities().keySet(),
          "a clinical, continuous or binary modality that varies");
    }
    int members = Math.max(FEWEST_MEMBERS, Math.min(MOST_MEMBERS, context.innerFolds()));
    CoxEnsembleTrainer.Result result =
        new CoxEnsembleTrainer(
                Engines.preferred(),
                settings -> Transformer.network(tokens, settings),
                grid,
                members,
                context.seed())
            .train(Transformer.inputs(tokens, ordered), outcome, context.progress());
    return new Transformer(
        tokens, result.ensemble(), ScoreCalibration.of(result.outOfFold(), outcome));
  }
}
