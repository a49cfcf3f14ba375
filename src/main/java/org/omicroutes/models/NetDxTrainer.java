package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalData;

/**
 * {@code netdx}: patient similarity networks of gene modules and modalities, after netDx (Pai et
 * al., Molecular Systems Biology 2019, doi:10.15252/msb.20188497). Networks that link patients of a
 * survival class to others of that class are selected; a ridge Cox model takes the class scores.
 *
 * <p>The classes are the event by the median time of the events, and alive after it ({@link
 * SurvivalClasses}); patients censored before count in the Cox model alone. In each inner fold the
 * patients left out are scored by their links to the others ({@link PatientNetwork#score}, at most
 * 50 links), and the network by the area under the curve of these scores, poor against good.
 * Selected are the networks above 0.55 in more than half of the folds and on the mean; where none
 * is, the best. Networks come from {@link CandidateNetwork}; summaries (SUMMARY) are not used.
 *
 * <p>A training patient's own scores come from links to the others. For the calibration all of
 * this, landmark and selection too, is done again without the patients of each inner fold. Where
 * netDx spreads labels with GeneMANIA over a weighted sum of networks, here the links of a patient
 * are summed one network at a time, and a Cox model weighs the networks.
 */
@AutoService(ModelTrainer.class)
@SuppressWarnings("rawtypes")
public final class NetDxTrainer implements ModelTrainer<NetDx> {
  private static final int MOST_NEIGHBOURS = 50;
  private static final double THRESHOLD = 0.55;

  @Override
  public String name() {
    return "netdx";
  }

  @Override
  public String summary() {
    return "Cox model on class scores in selected patient similarity networks of gene modules and"
        + " modalities (continuous, binary, clinical).";
  }

  @Override
  public boolean usesNetwork() {
    return true;
  }

  @Override
  public Class<NetDx> type() {
    return NetDx.class;
  }

  /**
   * The patients that something is learned from, their classes and the folds that score networks.
   */
  private record Learning(int[] inside, SurvivalClasses classes, int[] fold, int folds) {

    static Learning of(SurvivalData survival, int[] inside, FitContext context) {
      SurvivalClasses classes = SurvivalClasses.of(survival, inside);
      int[] fold = classes.folds(context.innerFolds(), context.seed());
      return new Learning(inside, classes, fold, context.innerFolds());
    }

    /** Links that count, given the reference patients. */
    int neighbours() {
      int references = 0;
      for (byte of : classes.of()) {
        references += of != 0 ? 1 : 0;
      }
      return Math.min(MOST_NEIGHBOURS, Math.max(5, references / 3));
    }
  }

  /** A network as one learning sees it: AUC by fold, and the scores of all training patients. */
  private record Seen(double[] auc, double[] scores) {
    double mean() {
      return Arrays.stream(auc).average().orElse(0.5);
    }

    int folds() {
      return (int) Arrays.stream(auc).filter(a -> a > THRESHOLD).count();
    }

    boolean passes() {
      return 2 * folds() > auc.length && mean() > THRESHOLD;
    }
  }

  @Override
  public NetDx fit(PatientData training, SurvivalData survival, FitContext context) {
    FeatureCox.requireEvents(survival);
    List<CandidateNetwork> candidates = CandidateNetwork.candidates(training, context.network());
    if (candidates.isEmpty()) {
      throw DataException.of(
          "modalities " + training.modalities().keySet(),
          "a clinical, continuous or binary one with features that vary");
    }
    List<Learning> learnings = new ArrayList<>();
    int[] everyone = IntStream.range(0, survival.size()).toArray();
    learnings.add(Learning.of(survival, everyone, context));
    for (int[] inside : FeatureCox.insides(survival, context.innerFolds(), context.seed())) {
      learnings.add(Learning.of(survival, inside, context));
    }
    List<List<Seen>> seen = new ArrayList<>();
    learnings.forEach(learning -> seen.add(new ArrayList<>()));
    for (CandidateNetwork candidate : candidates) {
      long[][] links = links(candidate, training);
      for (int l = 0; l < learnings.size(); l++) {
        seen.get(l).add(see(links, learnings.get(l)));
      }
    }
    List<FeatureCox.Fold> folds = new ArrayList<>();
    for (int l = 1; l < learnings.size(); l++) {
      double[][] x = columns(seen.get(l), selected(seen.get(l)));
      folds.add(new FeatureCox.Fold(learnings.get(l).inside(), x));
    }
    int[] selected = selected(seen.get(0));
    List<String> names = Arrays.stream(selected).mapToObj(v -> candidates.get(v).name()).toList();
    FeatureCox cox = FeatureCox.fit(names, columns(seen.get(0), selected), folds, survival);
    return model(training, learnings.get(0), candidates, seen.get(0), selected, cox);
  }

  private static long[][] links(CandidateNetwork candidate, PatientData training) {
    float[][] profiles = profiles(candidate, training, training.patients());
    long[][] links = new long[profiles.length][];
    for (int i = 0; i < links.length; i++) {
      StopSignal.check();
      links[i] = PatientNetwork.links(candidate.correlation(), profiles[i], profiles, i);
    }
    return links;
  }

  private static float[][] profiles(
      CandidateNetwork candidate, PatientData data, List<String> patients) {
    return patients.stream()
        .map(p -> PatientNetwork.profile(candidate.correlation(), candidate.block(), data, p))
        .toArray(float[][]::new);
  }

  private static Seen see(long[][] links, Learning learning) {
    byte[] classes = learning.classes().of();
    int neighbours = learning.neighbours();
    double[] auc = new double[learning.folds()];
    for (int k = 1; k <= auc.length; k++) {
      StopSignal.check();
      byte[] references = classes.clone();
      List<Double> poor = new ArrayList<>();
      List<Double> good = new ArrayList<>();
      for (int i = 0; i < references.length; i++) {
        references[i] = learning.fold()[i] == k ? 0 : references[i];
      }
      for (int i = 0; i < references.length; i++) {
        if (learning.fold()[i] == k) {
          double score = PatientNetwork.score(links[i], references, i, neighbours);
          if (!Double.isNaN(score)) {
            (classes[i] == SurvivalClasses.POOR ? poor : good).add(score);
          }
        }
      }
      auc[k - 1] = auc(poor, good);
    }
    double[] scores = new double[classes.length];
    Arrays.setAll(scores, i -> PatientNetwork.score(links[i], classes, i, neighbours));
    return new Seen(auc, scores);
  }

  /** The share of pairs in which the poor one has the higher score, ties half; 0.5 of no pairs. */
  private static double auc(List<Double> poor, List<Double> good) {
    double won = 0;
    for (double high : poor) {
      for (double low : good) {
        won += high > low ? 1 : high == low ? 0.5 : 0;
      }
    }
    return poor.isEmpty() || good.isEmpty() ? 0.5 : won / ((double) poor.size() * good.size());
  }

  private static int[] selected(List<Seen> seen) {
    int[] passing = IntStream.range(0, seen.size()).filter(v -> seen.get(v).passes()).toArray();
    return passing.length > 0 ? passing : new int[] {order(seen)[0]};
  }

  /** By descending mean AUC, of equals the first. */
  private static int[] order(List<Seen> seen) {
    return IntStream.range(0, seen.size())
        .boxed()
        .sorted(Comparator.comparingDouble(v -> -seen.get(v).mean()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[][] columns(List<Seen> seen, int[] selected) {
    double[][] x = new double[seen.get(0).scores().length][selected.length];
    for (int i = 0; i < x.length; i++) {
      for (int v = 0; v < selected.length; v++) {
        x[i][v] = seen.get(selected[v]).scores()[i];
      }
    }
    return x;
  }

  private static NetDx model(
      PatientData training,
      Learning learning,
      List<CandidateNetwork> candidates,
      List<Seen> seen,
      int[] selected,
      FeatureCox cox) {
    byte[] of = learning.classes().of();
    int[] references = IntStream.range(0, of.length).filter(i -> of[i] != 0).toArray();
    List<String> patients = Arrays.stream(references).mapToObj(training.patients()::get).toList();
    List<PatientNetwork> networks = new ArrayList<>();
    for (int v : selected) {
      CandidateNetwork chosen = candidates.get(v);
      networks.add(
          new PatientNetwork(
              chosen.name(),
              chosen.correlation(),
              chosen.block(),
              profiles(chosen, training, patients)));
    }
    List<NetDx.Ranked> ranking = new ArrayList<>();
    for (int v : order(seen)) {
      ranking.add(
          new NetDx.Ranked(
              candidates.get(v).name(),
              candidates.get(v).block().features().size(),
              seen.get(v).mean(),
              seen.get(v).folds(),
              Arrays.stream(selected).anyMatch(s -> s == v)));
    }
    return new NetDx(
        learning.classes().landmark(),
        patients,
        Arrays.stream(references).map(i -> of[i]).toArray(),
        learning.neighbours(),
        networks,
        ranking,
        cox);
  }
}
