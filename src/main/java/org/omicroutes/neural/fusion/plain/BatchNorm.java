package org.omicroutes.neural.fusion.plain;

/**
 * Batch normalisation: Ioffe, Szegedy, arXiv:1502.03167. In training each feature gets mean 0 and
 * variance 1 over the batch, then a gain and a shift; afterwards the running mean and variance take
 * the place of the batch's. A batch moves them by a tenth of the way to its own mean and variance
 * (the variance with the number of patients as divisor; PyTorch takes one less there).
 */
final class BatchNorm implements Layer {
  static final double EPSILON = 1e-5;
  static final double KEPT = 0.9;

  private final Parameter gain;
  private final Parameter shift;
  private final double[] runningMean;
  private final double[] runningVariance;
  private final int width;
  private double[] mean;
  private double[] variance;
  private double[] scaled;

  BatchNorm(Parameter gain, Parameter shift, Parameter mean, Parameter variance) {
    this.gain = gain;
    this.shift = shift;
    this.runningMean = mean.values();
    this.runningVariance = variance.values();
    this.width = gain.shape().columns();
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    int n = pass.size();
    mean = pass.training() ? mean(x, n) : runningMean;
    variance = pass.training() ? variance(x, n) : runningVariance;
    scaled = new double[x.length];
    double[] y = new double[x.length];
    double[] scale = scale();
    for (int i = 0; i < n; i++) {
      int row = i * width;
      for (int j = 0; j < width; j++) {
        double z = (x[row + j] - mean[j]) * scale[j];
        scaled[row + j] = z;
        y[row + j] = gain.values()[j] * z + shift.values()[j];
      }
    }
    return y;
  }

  private double[] mean(double[] x, int n) {
    double[] sums = new double[width];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        sums[j] += x[i * width + j];
      }
    }
    for (int j = 0; j < width; j++) {
      sums[j] /= n;
    }
    return sums;
  }

  private double[] variance(double[] x, int n) {
    double[] sums = new double[width];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        double centred = x[i * width + j] - mean[j];
        sums[j] += centred * centred;
      }
    }
    for (int j = 0; j < width; j++) {
      sums[j] /= n;
    }
    return sums;
  }

  private double[] scale() {
    double[] scale = new double[width];
    for (int j = 0; j < width; j++) {
      scale[j] = 1 / Math.sqrt(variance[j] + EPSILON);
    }
    return scale;
  }

  @Override
  public double[] backward(double[] gradient, Pass pass, GradientTaker taker, boolean wanted) {
    int n = pass.size();
    double[] byShift = new double[width];
    double[] byGain = new double[width];
    for (int i = 0; i < n; i++) {
      int row = i * width;
      for (int j = 0; j < width; j++) {
        byShift[j] += gradient[row + j];
        byGain[j] += gradient[row + j] * scaled[row + j];
      }
    }
    double[] byInput = wanted ? byInput(gradient, pass, byShift, byGain) : null;
    taker.take(gain, 0, byGain, width);
    taker.take(shift, 0, byShift, width);
    if (pass.training() && taker != GradientTaker.NONE) {
      moveRunning();
    }
    return byInput;
  }

  /** In training the batch's mean and variance move with the input, too. */
  private double[] byInput(double[] gradient, Pass pass, double[] byShift, double[] byGain) {
    int n = pass.size();
    double[] scale = scale();
    for (int i = 0; i < n; i++) {
      int row = i * width;
      for (int j = 0; j < width; j++) {
        double own = gradient[row + j];
        double others = pass.training() ? (byShift[j] + scaled[row + j] * byGain[j]) / n : 0;
        gradient[row + j] = gain.values()[j] * scale[j] * (own - others);
      }
    }
    return gradient;
  }

  private void moveRunning() {
    for (int j = 0; j < width; j++) {
      runningMean[j] = KEPT * runningMean[j] + (1 - KEPT) * mean[j];
      runningVariance[j] = KEPT * runningVariance[j] + (1 - KEPT) * variance[j];
    }
  }
}
