package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A figure of a study with what is said of it.
 *
 * @param topic the section it belongs to, such as {@code T1}
 * @param finding what is to be seen in this one
 * @param howToRead one sentence on reading such a figure
 * @param numbers the values behind it, or null
 * @param further whether it is folded away on the page
 */
record StudyFigure(
    String topic, Svg svg, String finding, String howToRead, Page.Table numbers, boolean further) {

  /** What can be drawn, and what cannot with the reason. */
  record All(List<StudyFigure> figures, List<String> absent) {}

  static All all(StudyView view) {
    Maker maker = new Maker(view);
    maker.discrimination();
    maker.riskGroups();
    maker.importance();
    maker.missingLayers();
    maker.calibration();
    maker.inside();
    return new All(maker.figures, maker.absent);
  }

  /** Goes through the figures in the order of the page. */
  private static final class Maker {
    private final StudyView view;
    private final String main;
    private final List<StudyFigure> figures = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    Maker(StudyView view) {
      this.view = view;
      this.main = StudyView.label(view.main());
    }

    private void add(
        String topic,
        Optional<Svg> svg,
        String lacking,
        String finding,
        String howToRead,
        Supplier<Page.Table> numbers) {
      if (svg.isPresent()) {
        Page.Table table = numbers == null ? null : numbers.get();
        figures.add(new StudyFigure(topic, svg.get(), finding, howToRead, table, false));
      } else {
        absent.add(lacking);
      }
    }

    private void further(String topic, List<Svg> drawings, String howToRead) {
      for (Svg svg : drawings) {
        figures.add(new StudyFigure(topic, svg, "", howToRead, null, true));
      }
    }

    void discrimination() {
      add(
          "T1",
          AucFigure.draw(view),
          "F1, td-AUC over time: the study has no td-AUC curves.",
          "td-AUC of each model, above the events seen by then. "
              + (view.strong().size() < view.models().size()
                  ? "Coloured are " + main + ", the clinical model and the best of the others. "
                  : "")
              + "Bars are 95 % intervals; one that leaves the panel is cut off and has no cap.",
          "higher is better and 0.5 is chance; the number beside a line’s end is the model’s in "
              + "the key; where few events are seen, the AUC is uncertain.",
          () -> AucFigure.numbers(view));
    }

    void riskGroups() {
      String how =
          "each curve is the share still alive (Kaplan–Meier, with 95 % limits), below it the "
              + "patients at risk; the further apart the curves, the better the ranking.";
      add(
          "T1",
          RiskGroupFigure.main(view),
          "KM, survival by risk group: the study has no curves of " + main + ".",
          "Patients in groups by " + main + "’s held-out risk; months after 120 are left out.",
          how,
          () -> RiskGroupFigure.numbers(view));
      further("T1", RiskGroupFigure.others(view), how);
    }

    void importance() {
      add(
          "T3",
          ImportanceFigure.models(view),
          "F3, importance of feature groups: the study has no Shapley values.",
          "Each group’s share of the mean absolute Shapley values; the ring is " + main + "’s.",
          "a wide part is a group that moves a model’s predictions much, for better or worse; "
              + "numbers are per cent.",
          () -> ImportanceFigure.numbers(view));
      ImportanceFigure.cohorts(view)
          .ifPresent(
              svg ->
                  figures.add(
                      new StudyFigure(
                          "T3",
                          svg,
                          "The same for " + main + " in each cohort.",
                          "rows that differ much say that cohorts differ in what carries the "
                              + "prognosis, or that they are small.",
                          null,
                          false)));
    }

    void missingLayers() {
      add(
          "T4",
          MissingLayersFigure.draw(view),
          "Missing layers: the study took no layers away at prediction.",
          "td-AUC of " + main + " when layers are missing at prediction, with 95 % intervals.",
          "columns run from all layers to few; a mark near the first column’s height is a layer "
              + "that can be spared.",
          () -> MissingLayersFigure.numbers(view));
    }

    void calibration() {
      String how =
          "where a belt does not hold the dashed line, predictions are too high (belt below it) or "
              + "too low (above it); ticks are patients, those with an event up.";
      add(
          "T6",
          BeltFigure.main(view, "F4"),
          "F4, calibration: the study has no calibration belts of " + main + ".",
          "Calibration belts of " + main + " with 80 % and 95 % bands.",
          how,
          null);
      further("T6", BeltFigure.others(view, "F4"), how);
    }

    void inside() {
      add(
          "space",
          FactorSpaceFigure.draw(view),
          "F2, latent factors: the study has no factors.",
          "Patients by the first three latent factors; shape and colour are thirds of held-out "
              + "risk. Turn it with the mouse, or with the arrow keys once it has the focus.",
          "where shapes separate, factors go with risk; near patients are larger and stronger.",
          null);
      add(
          "attention",
          AttentionFigure.draw(view),
          "Attention: the study has no attention weights.",
          "Mean weight that the modality of the row gives to that of the column.",
          "a strong column is a modality that the others listen to; attention shows where the "
              + "model looks, not what causes its prediction.",
          null);
    }
  }
}
