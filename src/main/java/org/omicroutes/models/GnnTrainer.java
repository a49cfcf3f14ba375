package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.stream.Stream;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.neural.CoxEnsembleTrainer;
import org.omicroutes.neural.CoxSettings;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.NetworkInputs;
import org.omicroutes.survival.ScoreCalibration;

/**
 * {@code gnn}: a survival graph neural network. The nodes are genes of the interaction network, a
 * patient is its values on them ({@link GeneNodes}), two graph convolutions and a pooling give an
 * embedding, and a linear Cox head takes it and the clinical variables ({@link
 * org.omicroutes.neural.GeneGraphNetwork}). Width, dropout and weight decay are chosen from a small
 * grid by the partial likelihood of validation patients; summaries (SUMMARY) are not used.
 */
@AutoService(ModelTrainer.class)
@SuppressWarnings("rawtypes")
public final class GnnTrainer implements ModelTrainer<Gnn> {
  private static final int FEWEST_MEMBERS = 3;
  private static final int MOST_MEMBERS = 5;

  private static final List<CoxSettings> GRID =
      List.of(
          new CoxSettings(8, 0.3, 0.03, 0.1, 80, 10),
          new CoxSettings(8, 0.5, 0.03, 3, 80, 10),
          new CoxSettings(16, 0.5, 0.03, 0.1, 80, 10));

  private final List<CoxSettings> grid;

  /** Chooses from the usual settings. */
  public GnnTrainer() {
    this(GRID);
  }

  /**
   * @param grid the settings to choose from
   */
  GnnTrainer(List<CoxSettings> grid) {
    this.grid = List.copyOf(grid);
  }

  @Override
  public String name() {
    return "gnn";
  }

  @Override
  public String summary() {
    return "Graph neural network on the gene interaction network with the continuous and binary"
        + " modalities as node features, and clinical variables.";
  }

  @Override
  public boolean usesNetwork() {
    return true;
  }

  @Override
  public Class<Gnn> type() {
    return Gnn.class;
  }

  @Override
  public Gnn fit(PatientData training, SurvivalData survival, FitContext context) {
    // One order whatever theirs was: sums of the same numbers are then the same bits.
    PatientData ordered = training.select(training.patients().stream().sorted().toList());
    SurvivalData outcome = survival.select(ordered.patients());
    CoxEnsembleTrainer.requireEvents(outcome);
    Roles roles = Roles.ofTraining(ordered, outcome);
    List<String> omics =
        Stream.concat(Stream.ofNullable(roles.rna()), roles.otherOmics().stream()).toList();
    GeneNodes nodes = GeneNodes.fit(ordered, omics, context.network());
    List<ModalityScale> clinical =
        Stream.ofNullable(roles.rich())
            .map(c -> ModalityScale.fit(c, ordered.modalities().get(c), ordered.patients()))
            .filter(scale -> !scale.features().isEmpty())
            .toList();
    NetworkInputs inputs = Gnn.inputs(nodes, clinical, ordered);
    int members = Math.max(FEWEST_MEMBERS, Math.min(MOST_MEMBERS, context.innerFolds()));
    CoxEnsembleTrainer.Result result =
        new CoxEnsembleTrainer(
                Engines.preferred(),
                settings -> Gnn.network(nodes, clinical, settings),
                grid,
                members,
                context.seed())
            .train(inputs, outcome, context.progress());
    return new Gnn(
        nodes, clinical, result.ensemble(), ScoreCalibration.of(result.outOfFold(), outcome));
  }
}
