package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.evaluate.EvaluationReport.Curve;
import org.omicroutes.evaluate.EvaluationReport.RiskGroups;

class FiguresTest {

  /** Five patients: deaths at 6, 12 and 30 months, censored at 12 and 40. */
  private static Curve curve() {
    return new Curve(
        "high",
        5,
        3,
        new double[] {0, 6, 12, 30, 40},
        new double[] {1, 0.8, 0.6, 0.3, 0.3},
        new double[] {1, 0.5, 0.3, 0.1, 0.1},
        new double[] {1, 1, 0.9, 0.8, 0.8},
        new int[] {5, 5, 4, 2, 1},
        new boolean[] {false, false, true, false, true});
  }

  @Test
  void readsTheCurveAsByHand() {
    assertThat(SurvivalFigures.atRisk(curve(), 0)).isEqualTo(5);
    assertThat(SurvivalFigures.atRisk(curve(), 12)).isEqualTo(4);
    assertThat(SurvivalFigures.atRisk(curve(), 24)).isEqualTo(2);
    assertThat(SurvivalFigures.atRisk(curve(), 36)).isEqualTo(1);
    assertThat(SurvivalFigures.atRisk(curve(), 48)).isZero();
    assertThat(SurvivalFigures.median(curve())).isEqualTo(30);
    assertThat(SurvivalFigures.at(curve(), 5.9)).isEqualTo(1);
    assertThat(SurvivalFigures.at(curve(), 12)).isEqualTo(0.6);
    assertThat(SurvivalFigures.at(curve(), 29)).isEqualTo(0.6);
    assertThat(SurvivalFigures.at(curve(), 41)).isNaN();
  }

  @Test
  void drawsTheStepsWhereTheyBelong() {
    Svg svg =
        SurvivalFigures.kaplanMeier(new RiskGroups(1, null, 0, null, List.of(curve())), "moanet");
    // The chart is 730 wide from 120 for 40 months, 330 high from 46 for 0 to 1.
    assertThat(svg.inline())
        .contains("d=\"M120 46L229.5 46L229.5 112L339 112L339 178L667.5 178L667.5 277L850 277");
  }

  @Test
  void drawsLimitsThatEndBeforeTheCurve() {
    assertThat(SurvivalFigures.carried(new double[] {1, 0.5, Double.NaN}))
        .containsExactly(1, 0.5, 0.5);
  }

  @Test
  void followsUpByTheReverseKaplanMeierEstimate() {
    double month = SurvivalPredictions.DAYS_PER_MONTH;
    SurvivalData survival =
        new SurvivalData(
            List.of("a", "b", "c", "d", "e"),
            new double[] {10 * month, 20 * month, 20 * month, 30 * month, 40 * month},
            new boolean[] {false, true, false, false, false});
    // 4/5 after 10 months; of 3 at risk once the death at 20 has left, 2/3; then 1/2 at 30: 0.267.
    assertThat(SurvivalFigures.medianFollowUp(survival)).isEqualTo(30, within(1e-9));
  }

  @Test
  void choosesRoundTicks() {
    assertThat(Scale.linear(0, 97).ticks(5)).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0);
    assertThat(Scale.linear(-0.3, 0.31).ticks(3)).containsExactly(-0.2, 0.0, 0.2);
    assertThat(Scale.log(0.5, 2000).ticks(3)).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(Scale.log(1, 100).fraction(10)).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void writesNumbersAsPeopleReadThem() {
    assertThat(Numbers.fixed(-0.0001, 2)).isEqualTo("0.00");
    assertThat(Numbers.fixed(Double.NaN, 2)).isEqualTo("–");
    assertThat(Numbers.signed(-0.25, 2)).isEqualTo("\u22120.25");
    assertThat(Numbers.pValue(0.00001)).isEqualTo("p < 0.001");
    assertThat(Numbers.pValue(0.0421)).isEqualTo("p = 0.042");
    assertThat(Numbers.significant(12345)).isEqualTo("12345");
    assertThat(Numbers.significant(0.04567)).isEqualTo("0.0457");
    assertThat(Svg.n(-0.04)).isEqualTo("0");
    assertThat(Svg.n(-12.36)).isEqualTo("-12.4");
  }

  @Test
  void findsThePrincipalComponentsOfAPlane() {
    // Two orthogonal directions over four samples: sums of squares 36 and 4.
    LabelledMatrix matrix =
        LabelledMatrix.of(
            List.of("f", "g"),
            List.of("a", "b", "c", "d"),
            new double[][] {{13, 7, 13, 7}, {1, 1, -1, Double.NaN}});
    LabelledMatrix full =
        LabelledMatrix.of(
            matrix.featureIds(),
            matrix.sampleIds(),
            new double[][] {{13, 7, 13, 7}, {1, 1, -1, -1}});
    PrincipalComponents pca = PrincipalComponents.of(full, 500);
    assertThat(pca.share()[0]).isEqualTo(0.9, within(1e-9));
    assertThat(pca.share()[1]).isEqualTo(0.1, within(1e-9));
    for (int s = 0; s < 4; s++) {
      assertThat(Math.abs(pca.scores()[s][0])).isEqualTo(3, within(1e-4));
      assertThat(Math.abs(pca.scores()[s][1])).isEqualTo(1, within(1e-4));
    }
    assertThat(PrincipalComponents.of(matrix, 500).scores()[3][0]).isNotNaN();
  }

  @Test
  void sharesVarianceBetweenBatchesAsByHand() {
    // Means 2 and 6 around 4: between 4 * 4 = 16; total 9 + 1 + 1 + 9 = 20.
    LabelledMatrix matrix =
        LabelledMatrix.of(List.of("f"), List.of("a", "b", "c", "d"), new double[][] {{1, 3, 5, 7}});
    assertThat(PrincipalComponents.varianceBetween(matrix, new int[] {0, 0, 1, 1}, 2))
        .isEqualTo(0.8, within(1e-12));
  }

  @Test
  void placesConnectedGenesCloserThanOthers() {
    double[][] at = ForceLayout.place(6, List.of(new int[] {0, 1}, new int[] {2, 3}));
    double linked = Math.hypot(at[0][0] - at[1][0], at[0][1] - at[1][1]);
    double apart = Math.hypot(at[0][0] - at[2][0], at[0][1] - at[2][1]);
    assertThat(linked).isLessThan(apart);
    assertThat(List.of(at)).allSatisfy(p -> assertThat(p[0]).isBetween(0.0, 1.0));
  }
}
