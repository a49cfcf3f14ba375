package org.omicroutes.neural.fusion.dl4j;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of the next step. Deeplearning4j's {@code setLearningRate} passes over vertices
 * of SameDiff, which would keep the first rate for ever.
 */
final class Rate implements ISchedule {
  private static final long serialVersionUID = 1L;

  private double value;

  void set(double rate) {
    value = rate;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return value;
  }

  /** The same object, so that copies of the configuration follow it. */
  @Override
  public Rate clone() {
    return this;
  }
}
