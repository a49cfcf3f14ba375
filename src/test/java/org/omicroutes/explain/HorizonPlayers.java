package org.omicroutes.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.Modality;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.models.mmfn.HorizonModel;
import org.omicroutes.models.mmfn.InputFeature;

/**
 * A cohort with genes, numbers and a category, and models of a horizon that can be seen through.
 */
final class HorizonPlayers {
  static final List<String> LEVELS = List.of("I", "II", "III");

  private HorizonPlayers() {}

  /** Genes normal with standard deviations 1, 2, 1, 2 …; age, size and the category stage. */
  static PatientData cohort(int patients, int genes, long seed) {
    Random random = new Random(seed);
    double[][] rna = new double[genes][patients];
    double[][] clinical = new double[5][patients];
    for (int i = 0; i < patients; i++) {
      for (int g = 0; g < genes; g++) {
        rna[g][i] = 7 + (1 + g % 2) * random.nextGaussian();
      }
      clinical[0][i] = 60 + 10 * random.nextGaussian();
      clinical[1][i] = 3 + random.nextGaussian();
      clinical[2 + i % 3][i] = 1;
    }
    List<String> ids = Players.ids("p", patients);
    List<String> variables =
        List.of("age_at_diagnosis", "size", "stage=I", "stage=II", "stage=III");
    Map<String, Modality> modalities = new LinkedHashMap<>();
    modalities.put(
        "clinical",
        new Modality(Modality.Kind.CLINICAL, LabelledMatrix.of(variables, ids, clinical)));
    modalities.put(
        "rna",
        new Modality(
            Modality.Kind.CONTINUOUS, LabelledMatrix.of(Players.ids("g", genes), ids, rna)));
    return new PatientData(ids, modalities);
  }

  /** Log odds linear in raw values; a missing one counts as 0. */
  record Logistic(double intercept, Map<String, Double> coefficients) implements HorizonModel {
    double logOdds(PatientData patients, String id) {
      double sum = intercept;
      for (Modality block : patients.modalities().values()) {
        LabelledMatrix values = block.values();
        int column = values.sampleIndex(id);
        for (int f = 0; f < values.featureCount() && column >= 0; f++) {
          double value = values.at(f, column);
          double coefficient = coefficients.getOrDefault(values.featureIds().get(f), 0.0);
          sum += Double.isNaN(value) ? 0 : coefficient * value;
        }
      }
      return sum;
    }

    @Override
    public double horizonDays() {
      return 1000;
    }

    @Override
    public double[] probability(PatientData patients) {
      return patients.patients().stream()
          .mapToDouble(id -> 1 / (1 + Math.exp(-logOdds(patients, id))))
          .toArray();
    }

    @Override
    public double[] risk(PatientData patients) {
      return probability(patients);
    }

    @Override
    public double[][] survival(PatientData patients, double[] days) {
      return Arrays.stream(probability(patients))
          .mapToObj(p -> Arrays.stream(days).map(d -> 1 - p).toArray())
          .toArray(double[][]::new);
    }
  }

  /**
   * A network of one layer, {@code Σ v_k tanh(w_k·z)}, or, {@code bilinear}, {@code Σ v_k z_k
   * z_{k+1} + Σ w_0·z}; the stage adds its number times the first z-score. Standardised as the
   * cohort is made.
   */
  record Network(int genes, double[][] w, double[] v, boolean bilinear, double attention)
      implements FusedModel {
    static Network random(int genes, int hidden, boolean bilinear, long seed) {
      double[][] w = Players.normal(hidden, genes + 2, seed);
      for (double[] row : w) {
        Arrays.setAll(row, j -> row[j] / Math.sqrt(row.length));
      }
      double[] v = Players.normal(1, bilinear ? genes + 1 : hidden, seed + 1)[0];
      return new Network(genes, w, v, bilinear, 0.6);
    }

    Network withoutAttention() {
      return new Network(genes, w, v, bilinear, Double.NaN);
    }

    @Override
    public List<InputFeature> inputFeatures() {
      List<InputFeature> inputs = new ArrayList<>();
      Players.ids("g", genes)
          .forEach(g -> inputs.add(new InputFeature("rna", g, InputFeature.Kind.GENE)));
      for (String number : List.of("age_at_diagnosis", "size")) {
        inputs.add(new InputFeature("clinical", number, InputFeature.Kind.CONTINUOUS));
      }
      inputs.add(new InputFeature("clinical", "stage", InputFeature.Kind.CATEGORY));
      return inputs;
    }

    @Override
    public double[][] prepared(PatientData patients) {
      List<Variable> variables = Variable.of(patients);
      double[][] prepared = new double[patients.patients().size()][genes + 3];
      for (int i = 0; i < prepared.length; i++) {
        for (Variable variable : variables) {
          double[] values = variable.values(patients, patients.patients().get(i));
          if (variable.name().equals("stage")) {
            prepared[i][genes + 2] =
                values[0] == 1 ? 1 : values[1] == 1 ? 2 : values[2] == 1 ? 3 : 0;
          } else if (variable.modality().equals("rna")) {
            int g = variable.rows()[0];
            prepared[i][g] = orZero((values[0] - 7) / (1 + g % 2));
          } else {
            boolean isAge = variable.name().startsWith("age");
            prepared[i][genes + (isAge ? 0 : 1)] =
                orZero(isAge ? (values[0] - 60) / 10 : values[0] - 3);
          }
        }
      }
      return prepared;
    }

    private static double orZero(double value) {
      return Double.isNaN(value) ? 0 : value;
    }

    private double logOdds(double[] z) {
      int numbers = genes + 2;
      double sum = 0.5 * z[numbers] * z[0];
      for (int k = 0; k < (bilinear ? 1 : w.length); k++) {
        double inner = 0;
        for (int j = 0; j < numbers; j++) {
          inner += w[k][j] * z[j];
        }
        sum += bilinear ? inner : v[k] * Math.tanh(inner);
      }
      for (int j = 0; bilinear && j + 1 < numbers; j++) {
        sum += v[j] * z[j] * z[j + 1];
      }
      return sum;
    }

    @Override
    public double[][] gradient(PatientData patients) {
      double[][] z = prepared(patients);
      double[][] gradient = new double[z.length][genes + 2];
      for (int i = 0; i < z.length; i++) {
        for (int j = 0; j < genes + 2; j++) {
          double[] up = z[i].clone();
          double[] down = z[i].clone();
          up[j] += 1e-5;
          down[j] -= 1e-5;
          gradient[i][j] = (logOdds(up) - logOdds(down)) / 2e-5;
        }
      }
      return gradient;
    }

    @Override
    public double[][] branchAttention(PatientData patients) {
      double[][] shares = new double[patients.patients().size()][];
      Arrays.setAll(
          shares,
          i -> Double.isNaN(attention) ? new double[0] : new double[] {attention, 1 - attention});
      return shares;
    }

    @Override
    public double horizonDays() {
      return 1000;
    }

    @Override
    public double[] probability(PatientData patients) {
      return Arrays.stream(prepared(patients))
          .mapToDouble(z -> 1 / (1 + Math.exp(-logOdds(z))))
          .toArray();
    }

    @Override
    public double[] risk(PatientData patients) {
      return probability(patients);
    }

    @Override
    public double[][] survival(PatientData patients, double[] days) {
      return Arrays.stream(probability(patients))
          .mapToObj(p -> Arrays.stream(days).map(d -> 1 - p).toArray())
          .toArray(double[][]::new);
    }
  }
}
