package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.MoaNetChoice.Configuration;
import org.omicroutes.network.NetworkBiomarkers;
import org.omicroutes.neural.AttentionEnsemble;
import org.omicroutes.neural.AttentionTraining;
import org.omicroutes.neural.Engines;
import org.omicroutes.neural.MoaNetConfig;
import org.omicroutes.neural.TokenScaler;
import org.omicroutes.neural.Tokens;
import org.omicroutes.reduce.MofaModel;
import org.omicroutes.survival.ConformalSurvival;
import org.omicroutes.survival.CoxModel;
import org.omicroutes.survival.PiecewiseCalibration;

/**
 * {@code moanet}: see {@link MoaNetModel}. Nothing that a later part is trained on has seen the
 * patient it speaks of: the backbone's scores are out-of-fold, the genes behind the network
 * biomarkers are chosen without the patient's third, each network is asked about those that it
 * neither learned from nor was stopped by.
 *
 * <p>Chosen by inner folds: the share of the neighbours in propagation (0.5, 0.7, 0.9), the number
 * of factors (4, 8), each by what its tokens add linearly to the backbone; which groups of tokens
 * are taken in linearly ({@link TokenPath}). Chosen by the validation loss of one network: width,
 * dropout and weight decay. The networks take part where they raise the log partial likelihood of
 * patients they neither learned from nor were stopped by more than {@value #LEAST_GAIN} (a
 * likelihood ratio that chance exceeds once in twenty), so that they cost nothing where attention
 * finds nothing.
 */
@AutoService(ModelTrainer.class)
public final class MoaNetTrainer implements ModelTrainer<MoaNetModel> {
  private static final double[] ALPHAS = {0.7, 0.5, 0.9};
  private static final int[] FACTORS = {8, 4};
  private static final double[][] CONFIGURATIONS = {
    {8, 0.3, 0.1}, {8, 0.1, 0.1}, {16, 0.3, 0.1}, {16, 0.3, 1}
  };
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};
  private static final double LEAST_GAIN = 2;
  private static final int MEMBERS = 5;
  private static final int FEWEST_EVENTS = 20;
  private static final int CURVE_DAYS = 100;

  /** Tokens as chosen, with the values that training patients have in training. */
  private record Chosen(MoaNetTokens maker, Tokens tokens, double alpha) {}

  /** The networks and what they add to patients that they have not seen. */
  private record Networks(
      AttentionEnsemble ensemble,
      double slope,
      double gain,
      double[] unseen,
      List<Configuration> tried) {}

  @Override
  public String name() {
    return "moanet";
  }

  @Override
  public String summary() {
    return "Cross-modal attention over clinical variables, latent factors, network biomarkers and"
        + " burden, on top of a kernel Cox ensemble of all modalities.";
  }

  @Override
  public Class<MoaNetModel> type() {
    return MoaNetModel.class;
  }

  @Override
  public boolean usesNetwork() {
    return true;
  }

  @Override
  public MoaNetModel fit(PatientData training, SurvivalData survival, FitContext context) {
    return fitWithScores(training, survival, context).model();
  }

  /**
   * A fitted model and what it says of its training patients when it has not seen them.
   *
   * @param outOfFold scores before calibration
   */
  record Fit(MoaNetModel model, double[] outOfFold) {}

  /** As {@link #fit}, with the out-of-fold scores, for a model that builds on this one. */
  Fit fitWithScores(PatientData training, SurvivalData survival, FitContext context) {
    var backbone = new BackboneTrainer().fitWithScores(training, survival, context);
    BackboneHazard hazard = BackboneHazard.of(backbone, survival);
    double[] hazards = hazard.hazards(backbone.byMember());
    context.progress().accept(0.2);
    Chosen chosen = tokens(training, survival, hazards, context);
    context.progress().accept(0.4);
    TokenScaler scaler = TokenScaler.fit(chosen.tokens());
    Map<String, double[][]> blocks = TokenPath.blocks(scaler, scaler.standardised(chosen.tokens()));
    // Clinical variables and the measurements behind the factors are in the backbone already.
    blocks.keySet().retainAll(chosen.maker().unseenByBackbone());
    TokenPath.Fit path = TokenPath.choose(hazards, blocks, survival, context);
    Networks networks = networks(chosen.tokens(), survival, path.outOfFold(), context);
    double[] scores = path.outOfFold().clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] += networks.slope() * networks.unseen()[i];
    }
    PiecewiseCalibration calibration =
        PiecewiseCalibration.of(scores, Fold.numbers(survival, context), survival);
    double[] days = days(survival);
    MoaNetModel model =
        new MoaNetModel(
            backbone.model(),
            hazard,
            chosen.maker(),
            path.path(),
            networks.ensemble(),
            networks.slope(),
            calibration,
            days,
            bounds(days, calibration.survival(scores, days), survival),
            choice(chosen, networks, context));
    return new Fit(model, scores);
  }

  private static MoaNetChoice choice(Chosen chosen, Networks networks, FitContext context) {
    return new MoaNetChoice(
        context.seed(),
        context.innerFolds(),
        chosen.alpha(),
        chosen.maker().factors(),
        networks.tried(),
        networks.ensemble().members().stream().mapToInt(m -> m.bestEpoch()).toArray(),
        networks.gain());
  }

  /** The tokens whose share of propagation and number of factors add most to the backbone. */
  private static Chosen tokens(
      PatientData training, SurvivalData survival, double[] hazards, FitContext context) {
    Map<String, List<String>> summaries = new LinkedHashMap<>();
    training
        .of(Modality.Kind.SUMMARY)
        .forEach((name, modality) -> summaries.put(name, modality.values().featureIds()));
    String clinical = Roles.of(training).clinical();
    MofaModel mofa = MoaNetFactors.fit(training, FACTORS[0], context.seed());
    List<String> variables =
        clinical == null ? List.of() : training.modalities().get(clinical).values().featureIds();
    MoaNetTokens maker = new MoaNetTokens(clinical, variables, mofa, 0, null, summaries);
    maker = maker.with(null, factors(maker, training, survival, hazards, context));
    NetworkTokens network = NetworkTokens.of(training, survival, context.network(), context.seed());
    double alpha = Double.NaN;
    double best = Double.NEGATIVE_INFINITY;
    NetworkTokens.Fit kept = null;
    for (int k = 0; network != null && k < ALPHAS.length; k++) {
      NetworkTokens.Fit fit = network.fit(ALPHAS[k]);
      if (fit != null) {
        var only = new MoaNetTokens(null, List.of(), null, 0, fit.biomarkers(), Map.of());
        double gain = gain(only.of(training, fit.outOfFold()), survival, hazards, context);
        if (gain > best) {
          best = gain;
          kept = fit;
          alpha = ALPHAS[k];
        }
      }
    }
    if (kept == null) {
      return new Chosen(maker, maker.of(training), alpha);
    }
    NetworkBiomarkers biomarkers = kept.biomarkers();
    MoaNetTokens all = maker.with(biomarkers, maker.factors());
    return new Chosen(all, all.of(training, kept.outOfFold()), alpha);
  }

  private static int factors(
      MoaNetTokens maker,
      PatientData training,
      SurvivalData survival,
      double[] hazards,
      FitContext context) {
    if (maker.mofa() == null) {
      return 0;
    }
    int chosen = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int count : FACTORS) {
      int used = Math.min(count, maker.mofa().factors());
      var only = new MoaNetTokens(null, List.of(), maker.mofa(), used, null, Map.of());
      double gain = used == chosen ? best : gain(only.of(training), survival, hazards, context);
      if (gain > best) {
        best = gain;
        chosen = used;
      }
    }
    return chosen;
  }

  /** What all these tokens add to the backbone, by the cross-validated partial likelihood. */
  private static double gain(
      Tokens tokens, SurvivalData survival, double[] hazards, FitContext context) {
    TokenScaler scaler = TokenScaler.fit(tokens);
    Map<String, double[][]> blocks = TokenPath.blocks(scaler, scaler.standardised(tokens));
    return TokenPath.fit(hazards, List.copyOf(blocks.keySet()), blocks, survival, context)
        .path()
        .gain();
  }

  private static Networks networks(
      Tokens tokens, SurvivalData survival, double[] offset, FitContext context) {
    AttentionTraining training =
        new AttentionTraining(Engines.preferred(), tokens, survival, offset);
    if (survival.eventCount() < FEWEST_EVENTS) {
      return new Networks(
          training.untrained(configuration(CONFIGURATIONS[0], context)),
          0,
          0,
          new double[offset.length],
          List.of());
    }
    List<Configuration> tried = new ArrayList<>();
    for (double[] values : CONFIGURATIONS) {
      double loss = training.validationLoss(configuration(values, context));
      tried.add(new Configuration((int) values[0], values[1], values[2], loss));
      context.progress().accept(0.5 + 0.2 * tried.size() / CONFIGURATIONS.length);
    }
    tried.sort(Comparator.comparingDouble(Configuration::loss));
    Configuration best = tried.get(0);
    double[] values = {best.width(), best.dropout(), best.weightDecay()};
    AttentionTraining.Result result =
        training.train(
            configuration(values, context),
            done -> context.progress().accept(0.7 + 0.3 * done / MEMBERS));
    return weighed(result, survival, offset, tried);
  }

  private static MoaNetConfig configuration(double[] values, FitContext context) {
    return new MoaNetConfig(
        (int) values[0],
        2,
        1,
        values[1],
        0.1,
        0.01,
        values[2],
        100,
        10,
        1.0 / MEMBERS,
        MEMBERS,
        context.seed());
  }

  /** A Cox model of both parts gives the networks' slope in units of the offset's. */
  private static Networks weighed(
      AttentionTraining.Result result,
      SurvivalData survival,
      double[] offset,
      List<Configuration> tried) {
    double[][] both = new double[offset.length][];
    double[][] one = new double[offset.length][];
    for (int i = 0; i < both.length; i++) {
      both[i] = new double[] {offset[i], result.unseen()[i]};
      one[i] = new double[] {offset[i]};
    }
    CoxModel.Ties ties = CoxModel.Ties.BRESLOW;
    CoxModel with = CoxModel.fit(List.of("offset", "networks"), both, survival, ties);
    CoxModel without = CoxModel.fit(List.of("offset"), one, survival, ties);
    double[] slopes = with.coefficients();
    double gain = with.logLikelihood() - without.logLikelihood();
    boolean helps = with.converged() && slopes[0] > 0 && slopes[1] > 0 && gain > LEAST_GAIN;
    double slope = helps ? Math.min(1, slopes[1] / slopes[0]) : 0;
    return new Networks(result.ensemble(), slope, gain, result.unseen(), tried);
  }

  /** Distinct event times, at most {@value #CURVE_DAYS}, evenly among them. */
  private static double[] days(SurvivalData survival) {
    double[] events =
        java.util.stream.IntStream.range(0, survival.size())
            .filter(survival::event)
            .mapToDouble(survival::time)
            .sorted()
            .distinct()
            .toArray();
    int count = Math.min(CURVE_DAYS, events.length);
    double[] days = new double[count];
    Arrays.setAll(days, k -> events[(int) ((k + 1L) * events.length / count) - 1]);
    return days;
  }

  private static List<ConformalSurvival> bounds(
      double[] days, double[][] curves, SurvivalData survival) {
    return Arrays.stream(LEVELS)
        .mapToObj(
            level ->
                ConformalSurvival.fit(days, curves, survival.times(), survival.events(), 1 - level))
        .toList();
  }
}
