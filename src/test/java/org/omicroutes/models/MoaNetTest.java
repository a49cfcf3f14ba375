package org.omicroutes.models;

import org.junit.jupiter.api.Test;

class MoaNetTest extends TrainerContract<MoaNetModel> {

  @Override
  ModelTrainer<MoaNetModel> trainer() {
    return new MoaNetTrainer();
  }

  /** They are tokens here; {@link MoaNetModelTest} has them. */
  @Test
  @Override
  void summariesAreNotUsed() {}
}
