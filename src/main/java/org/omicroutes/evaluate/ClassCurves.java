package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.omicroutes.classify.PrecisionRecall;
import org.omicroutes.classify.ProbabilityHistogram;
import org.omicroutes.classify.RocCurve;
import org.omicroutes.classify.ScoredLabels;
import org.omicroutes.evaluate.ClassReport.Curve;
import org.omicroutes.evaluate.ClassReport.Histogram;

/** The data of ROC and precision-recall curves and histograms. */
final class ClassCurves {
  private static final int BINS = 20;

  private final ClassStudy study;
  private final ClassPerformance performance;

  ClassCurves(ClassStudy study, ClassPerformance performance) {
    this.study = study;
    this.performance = performance;
  }

  /** A line of straight pieces; x may stay where y jumps. */
  record Line(double[] x, double[] y) {

    /** Coming from the left. */
    double before(double at) {
      int i = 0;
      while (x[i] < at) {
        i++;
      }
      return x[i] == at ? y[i] : between(i, at);
    }

    /** Going on to the right. */
    double after(double at) {
      int i = x.length - 1;
      while (x[i] > at) {
        i--;
      }
      return x[i] == at ? y[i] : between(i + 1, at);
    }

    private double between(int i, double at) {
      return y[i - 1] + (at - x[i - 1]) / (x[i] - x[i - 1]) * (y[i] - y[i - 1]);
    }
  }

  /**
   * The mean of the lines' heights at each x (Fawcett, Pattern Recognition Letters 2006): the area
   * below it is the mean of theirs.
   *
   * @param lines all from x = 0 to x = 1
   */
  static Line mean(List<Line> lines) {
    TreeSet<Double> places = new TreeSet<>();
    lines.forEach(l -> Arrays.stream(l.x).forEach(places::add));
    double[] x = new double[2 * places.size()];
    double[] y = new double[x.length];
    int k = 0;
    for (double at : places) {
      x[k] = at;
      y[k++] = lines.stream().mapToDouble(l -> l.before(at)).average().orElseThrow();
      x[k] = at;
      y[k++] = lines.stream().mapToDouble(l -> l.after(at)).average().orElseThrow();
    }
    return new Line(x, y);
  }

  List<Curve> roc() {
    List<Curve> curves = new ArrayList<>();
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        List<Line> folds =
            model.held().folds().stream()
                .map(model::fold)
                .filter(data -> data.count(true) > 0 && data.count(false) > 0)
                .map(ClassCurves::roc)
                .toList();
        if (!folds.isEmpty()) {
          Line mean = mean(folds);
          double area = performance.area(cohort, model.name()).estimate();
          curves.add(new Curve(cohort.name(), model.name(), mean.x, mean.y, area));
        }
      }
    }
    return curves;
  }

  private static Line roc(ScoredLabels data) {
    List<RocCurve.Point> points = RocCurve.of(data);
    double[] x = points.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray();
    double[] y = points.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray();
    // Sums of weights may end a hair below 1.
    x[x.length - 1] = 1;
    y[y.length - 1] = 1;
    return new Line(x, y);
  }

  /** Steps whose area is the average precision. */
  List<Curve> precisionRecall() {
    List<Curve> curves = new ArrayList<>();
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        List<PrecisionRecall.Point> points = PrecisionRecall.curve(all(cohort, model));
        double[] x = new double[2 * points.size()];
        double[] y = new double[x.length];
        for (int k = 0; k < points.size(); k++) {
          x[2 * k] = k == 0 ? 0 : points.get(k - 1).recall();
          x[2 * k + 1] = points.get(k).recall();
          y[2 * k] = points.get(k).precision();
          y[2 * k + 1] = points.get(k).precision();
        }
        double area = performance.averagePrecision(cohort, model.name()).estimate();
        curves.add(new Curve(cohort.name(), model.name(), x, y, area));
      }
    }
    return curves;
  }

  /** The predictions of all repeats as if they were of different patients. */
  private static ScoredLabels all(ClassCohort cohort, ClassModel model) {
    int[] known = cohort.labels().labelled();
    int repeats = model.probabilities().length;
    double[][] columns = new double[3][known.length * repeats];
    for (int r = 0; r < repeats; r++) {
      for (int k = 0; k < known.length; k++) {
        int at = r * known.length + k;
        columns[0][at] = cohort.labels().labels()[known[k]];
        columns[1][at] = model.probabilities()[r][known[k]];
        columns[2][at] = cohort.labels().weights()[known[k]];
      }
    }
    return ScoredLabels.of(columns[0], columns[1], columns[2]);
  }

  List<Histogram> histograms() {
    List<Histogram> histograms = new ArrayList<>();
    for (ClassCohort cohort : study.cohorts()) {
      for (ClassModel model : performance.models(cohort).values()) {
        double[] edges = new double[BINS + 1];
        double[][] counts = new double[2][BINS];
        int repeats = model.repeats().size();
        for (ScoredLabels data : model.repeats()) {
          List<ProbabilityHistogram.Bin> bins = ProbabilityHistogram.of(data, BINS);
          for (int b = 0; b < BINS; b++) {
            edges[b] = bins.get(b).lower();
            edges[b + 1] = bins.get(b).upper();
            counts[0][b] += (double) bins.get(b).died() / repeats;
            counts[1][b] += (double) bins.get(b).alive() / repeats;
          }
        }
        histograms.add(new Histogram(cohort.name(), model.name(), edges, counts[0], counts[1]));
      }
    }
    return histograms;
  }
}
