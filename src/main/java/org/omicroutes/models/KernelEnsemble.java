package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.omicroutes.survival.ScoreCalibration;

/**
 * The mean of several kernel Cox models, each score centred and scaled by its training patients. A
 * patient is judged by the members whose decisive modality they have: one without clinical data by
 * the member of RNA alone, one without RNA by those that need clinical data, one without both by
 * stand-ins, kernel Cox models of one other modality each. Nobody can be judged by nothing: a
 * patient of whom nothing is known gets the score 0, that of the average patient. Other missing
 * values count as the training mean.
 *
 * @param scales of every modality that a member uses
 * @param members at least one
 * @param standIns asked about patients about whom no member is; scaled so that the slope of the
 *     calibration is right for them too
 * @param calibration of the mean score, from inner out-of-fold scores
 */
public record KernelEnsemble(
    List<ModalityScale> scales,
    List<Member> members,
    List<Member> standIns,
    ScoreCalibration calibration)
    implements SurvivalModel {

  public KernelEnsemble {
    // Model files of before there were any have none.
    standIns = standIns == null ? List.of() : List.copyOf(standIns);
  }

  /** Without stand-ins. */
  KernelEnsemble(List<ModalityScale> scales, List<Member> members, ScoreCalibration calibration) {
    this(scales, members, List.of(), calibration);
  }

  /**
   * @param name what it is made of
   * @param needs the modality without which it is not asked
   * @param score before scaling
   * @param lambda the chosen penalty; 0 where nothing was fitted
   * @param mean of the score over the training patients
   * @param sd of the score over the training patients, above 0
   */
  public record Member(
      String name, String needs, KernelScore score, double lambda, double mean, double sd) {

    /** The same with scores so many times as large. */
    Member times(double factor) {
      return new Member(name, needs, score, lambda, mean, sd / factor);
    }
  }

  /**
   * The mean scaled score of each patient, before calibration.
   *
   * @param patients at will
   */
  public double[] scores(PatientData patients) {
    return mean(memberScores(patients));
  }

  /**
   * The scaled scores of members and stand-ins.
   *
   * @return members and then stand-ins × patients; NaN where one is not asked about a patient
   */
  double[][] memberScores(PatientData patients) {
    int n = patients.patients().size();
    Map<String, double[][]> rows = new LinkedHashMap<>();
    for (ModalityScale scale : scales) {
      rows.put(scale.modality(), scale.rows(patients));
    }
    double[][] main = scaled(patients, members, rows, n);
    double[][] others = scaled(patients, standIns, rows, n);
    for (int i = 0; i < n; i++) {
      int patient = i;
      if (Arrays.stream(main).anyMatch(m -> !Double.isNaN(m[patient]))) {
        Arrays.stream(others).forEach(standIn -> standIn[patient] = Double.NaN);
      }
    }
    return Stream.of(main, others).flatMap(Arrays::stream).toArray(double[][]::new);
  }

  private double[][] scaled(
      PatientData patients, List<Member> wanted, Map<String, double[][]> rows, int n) {
    List<double[]> own = new ArrayList<>();
    wanted.forEach(member -> own.add(member.score().of(rows, n)));
    return scaled(patients, wanted, own);
  }

  /**
   * Scales scores of members, and takes out those that are not asked for.
   *
   * @param raw by member, unscaled scores of the patients
   */
  double[][] scaled(PatientData patients, List<double[]> raw) {
    return scaled(patients, members, raw);
  }

  private double[][] scaled(PatientData patients, List<Member> wanted, List<double[]> raw) {
    Map<String, boolean[]> known = new LinkedHashMap<>();
    for (ModalityScale scale : scales) {
      known.put(scale.modality(), scale.known(patients));
    }
    double[][] scaled = new double[wanted.size()][patients.patients().size()];
    for (int m = 0; m < scaled.length; m++) {
      Member member = wanted.get(m);
      boolean[] asked = known.get(member.needs());
      for (int i = 0; i < asked.length; i++) {
        scaled[m][i] = asked[i] ? (raw.get(m)[i] - member.mean()) / member.sd() : Double.NaN;
      }
    }
    return scaled;
  }

  /** The mean of the scaled scores of the members that are asked; 0 where none is. */
  static double[] mean(double[][] scaled) {
    double[] means = new double[scaled[0].length];
    for (int i = 0; i < means.length; i++) {
      int asked = 0;
      for (double[] member : scaled) {
        if (!Double.isNaN(member[i])) {
          means[i] += member[i];
          asked++;
        }
      }
      means[i] = asked == 0 ? 0 : means[i] / asked;
    }
    return means;
  }

  @Override
  public double[] risk(PatientData patients) {
    return calibration.risk(scores(patients));
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    return calibration.survival(scores(patients), days);
  }
}
