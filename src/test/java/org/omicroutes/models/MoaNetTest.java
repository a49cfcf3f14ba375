package org.omicroutes.models;

class MoaNetTest extends TrainerContract<MoaNetModel> {

  @Override
  ModelTrainer<MoaNetModel> trainer() {
    return new MoaNetTrainer();
  }

  /** No test here: summaries are tokens; {@link MoaNetModelTest} has them. */
  @Override
  void summariesAreNotUsed() {}
}
