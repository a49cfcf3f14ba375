package org.omicroutes.models;

class NetDxTest extends TrainerContract<NetDx> {

  @Override
  ModelTrainer<NetDx> trainer() {
    return new NetDxTrainer();
  }
}
