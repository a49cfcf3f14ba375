package org.omicroutes.models;

class StackedTest extends TrainerContract<StackedModel> {

  @Override
  ModelTrainer<StackedModel> trainer() {
    return new StackedTrainer();
  }

  /** No test here: both members take summaries. */
  @Override
  void summariesAreNotUsed() {}
}
