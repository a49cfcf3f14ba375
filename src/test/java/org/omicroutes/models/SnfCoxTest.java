package org.omicroutes.models;

class SnfCoxTest extends TrainerContract<SnfCox> {

  @Override
  ModelTrainer<SnfCox> trainer() {
    return new SnfCoxTrainer();
  }
}
