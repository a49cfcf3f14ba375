package org.omicroutes.models;

import java.util.function.DoubleConsumer;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.SurvivalData;

/**
 * Fits one kind of survival model. Everything learned (scales, chosen features, penalties,
 * calibration, baseline hazard) is learned from the patients it is given; whatever has to be chosen
 * is chosen by inner folds of those. Found with {@code ServiceLoader}.
 *
 * @param <M> the fitted model, a record
 */
public interface ModelTrainer<M extends SurvivalModel> {

  /** The value of {@code --model}: lower case, words parted by hyphens. */
  String name();

  /** One sentence: what the model is, and which modalities it uses. */
  String summary();

  /** Whether {@link #fit} makes use of the interaction network. */
  default boolean usesNetwork() {
    return false;
  }

  /** What {@link #fit} makes; how a saved model is read again. */
  Class<M> type();

  /**
   * @param training patients to learn from, all with survival
   * @param survival of the same patients in the same order, times in days
   * @param context seed and interaction network
   * @throws org.omicroutes.cohort.DataException where there are too few events or a modality is
   *     missing that the model needs
   */
  M fit(PatientData training, SurvivalData survival, FitContext context);

  /**
   * What a fit may use besides patients.
   *
   * @param seed of everything random; the same seed gives the same model
   * @param innerFolds folds of the inner cross-validation, at least 2
   * @param network gene interactions, null where there are none
   * @param progress told the share of a long fit that is done, 0 to 1
   * @param classes of models of the outcome at a horizon; others do not look at it
   */
  record FitContext(
      long seed,
      int innerFolds,
      Interactions network,
      DoubleConsumer progress,
      ClassOptions classes) {

    /** With {@link ClassOptions#DEFAULT}. */
    public FitContext(long seed, int innerFolds, Interactions network, DoubleConsumer progress) {
      this(seed, innerFolds, network, progress, ClassOptions.DEFAULT);
    }

    /** Nobody is told of the progress. */
    public FitContext(long seed, int innerFolds, Interactions network) {
      this(seed, innerFolds, network, done -> {});
    }

    /** The same with other options of models at a horizon. */
    public FitContext with(ClassOptions options) {
      return new FitContext(seed, innerFolds, network, progress, options);
    }
  }
}
