package org.omicroutes.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;

/** Support vectors and Platt's scaling held against scikit-learn's. */
class SupportVectorsOracleTest {
  private static final List<String> CASE_DATA =
      List.of("ring", "ring", "ring", "wide", "wide", "breast", "breast");

  private static ClassData data(String name, boolean isWeighted) throws IOException {
    Frozen table = Frozen.read("svm/" + name + ".tsv.gz");
    List<String> features = table.header().subList(2, table.header().size());
    double[][] columns = new double[features.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = table.numbers(features.get(j));
    }
    double[][] rows = new double[table.size()][columns.length];
    for (int i = 0; i < rows.length; i++) {
      int row = i;
      Arrays.setAll(rows[i], j -> columns[j][row]);
    }
    return isWeighted
        ? ClassData.of(rows, table.numbers("label"), table.numbers("weight"))
        : ClassData.of(rows, table.numbers("label"));
  }

  @Test
  void decisionValuesAgreeWithScikitLearn() throws IOException {
    Frozen cases = Frozen.read("svm/cases.tsv.gz");
    Frozen decisions = Frozen.read("svm/decisions.tsv.gz");
    for (String number : cases.texts("case")) {
      Frozen row = cases.where("case", number);
      boolean isWeighted = row.number("weighted") == 1;
      double gamma = row.number("gamma") == 0 ? Double.NaN : row.number("gamma");
      String name = CASE_DATA.get(Integer.parseInt(number) - 1);
      ClassData data = data(name, isWeighted);
      SupportVectors fitted =
          SupportVectorTrainer.fit(
              data, new SupportOptions(List.of(row.number("cost")), gamma, 3, 5, 1));
      String what =
          "%s, %d samples × %d features, C %s%s"
              .formatted(
                  name,
                  data.size(),
                  data.features(),
                  row.texts("cost").get(0),
                  isWeighted ? ", weighted" : "");
      Agreement.of("svm", "svm", "scikit-learn", "SVC", what)
          .absolute(
              "decision values",
              fitted.decision(data.rows()),
              decisions.where("case", number).numbers("decision"),
              1e-5);
    }
  }

  @Test
  void probabilitiesOfDecisionValuesAgreeWithScikitLearn() throws IOException {
    Frozen table = Frozen.read("svm/platt.tsv.gz");
    double[] decisions = table.numbers("decision");
    double[] labels = table.numbers("label");
    double[] ones = new double[labels.length];
    Arrays.fill(ones, 1);
    PlattScaling plain = PlattScaling.fit(decisions, labels, ones);
    PlattScaling weighted = PlattScaling.fit(decisions, labels, table.numbers("weight"));
    assertThat(plain.slope()).isNegative();
    Agreement.of("svm", "svm", "scikit-learn", "_SigmoidCalibration", "200 decision values")
        .absolute(
            "probabilities",
            Arrays.stream(decisions).map(plain::probability).toArray(),
            table.numbers("probability"),
            1e-5)
        .absolute(
            "weighted probabilities",
            Arrays.stream(decisions).map(weighted::probability).toArray(),
            table.numbers("weighted"),
            1e-5);
  }
}
