package org.omicroutes.models.mmfn;

import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.models.PatientData;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionEngines;
import org.omicroutes.neural.fusion.FusionInputs;

/** What trains MMFN and its parts, which differ in what the networks look at. */
public abstract class FusionTrainer implements ModelTrainer<MmfnModel> {
  private final Arm arm;

  FusionTrainer(Arm arm) {
    this.arm = arm;
  }

  @Override
  public Class<MmfnModel> type() {
    return MmfnModel.class;
  }

  @Override
  public MmfnModel fit(PatientData training, SurvivalData survival, FitContext context) {
    return fit(training, survival, context, FusionPreset.of(context.classes().preset())).model();
  }

  /**
   * A fitted model and what it says of its training patients where it has not seen them.
   *
   * @param outOfFold log odds before recalibration, one a training patient; of those in the first
   *     fold alone, 0 for the others, where there is one network
   */
  public record Fit(MmfnModel model, double[] outOfFold) {}

  /** A fit with sizes of one's own. */
  public Fit fit(
      PatientData training, SurvivalData survival, FitContext context, FusionPreset preset) {
    HorizonTask task = HorizonTask.of(training, survival, context);
    boolean hazard = context.classes().head() == ClassOptions.Head.SURVIVAL;
    FusionPreset used = hazard ? preset.withEnsemble() : preset;
    MmfnPreprocessing preprocessing =
        MmfnPreprocessing.fit(
            training, arm, task.labels().labels(), used.mostGenes(), used.choice());
    FusionInputs inputs = preprocessing.inputs(training);
    FusionConfig config = used.config(preprocessing, arm);
    FusionEngine engine = FusionEngines.preferred(config);
    FusionMembers members =
        used.calibrated()
            ? FusionMembers.all(engine, config, inputs, task)
            : FusionMembers.one(engine, config, inputs, task);
    double[] outOfFold = members.outOfFold(engine, inputs);
    Recalibration recalibration =
        used.calibrated() ? recalibration(outOfFold, task.labels()) : Recalibration.NONE;
    SurvivalHead head = hazard ? SurvivalHead.fit(members, engine, inputs, survival) : null;
    MmfnModel model =
        new MmfnModel(preprocessing, members.networks(), recalibration, task.curve(), head);
    return new Fit(model, outOfFold);
  }

  private static Recalibration recalibration(double[] outOfFold, HorizonLabels labels) {
    return Recalibration.of(outOfFold, labels.labels(), labels.weights());
  }
}
