package org.omicroutes.models;

class MofaCoxTest extends TrainerContract<MofaCox> {

  @Override
  ModelTrainer<MofaCox> trainer() {
    return new MofaCoxTrainer();
  }
}
