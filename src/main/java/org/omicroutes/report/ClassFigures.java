package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The figures of a study of death by a horizon, in the order of its page. */
final class ClassFigures {
  private final ClassView view;
  private final String main;
  private final List<StudyFigure> figures = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();

  private ClassFigures(ClassView view) {
    this.view = view;
    this.main = StudyView.label(view.study().main());
  }

  /** What can be drawn, and what cannot with the reason. */
  static StudyFigure.All all(ClassView view) {
    ClassFigures made = new ClassFigures(view);
    made.curves();
    made.probabilities();
    made.confusion();
    made.calibration();
    made.learning();
    made.importance();
    return new StudyFigure.All(made.figures, made.absent);
  }

  private void add(
      String topic,
      List<Svg> drawings,
      String lacking,
      String finding,
      String howToRead,
      Supplier<Page.Table> numbers) {
    if (drawings.isEmpty()) {
      absent.add(lacking);
      return;
    }
    for (int k = 0; k < drawings.size(); k++) {
      Page.Table table = k == 0 && numbers != null ? numbers.get() : null;
      String said = k == 0 ? finding : "";
      figures.add(new StudyFigure(topic, drawings.get(k), said, howToRead, table, k > 0));
    }
  }

  private static List<Svg> list(Optional<Svg> svg) {
    return svg.map(List::of).orElse(List.of());
  }

  private void curves() {
    String stand =
        view.study().strong().size() < view.study().models().size()
            ? " Coloured are "
                + main
                + ", clinical Cox where there is one, and the best of the others; grey lines carry"
                + " their number."
            : "";
    add(
        "C1",
        list(CurveFigure.draw(view, CurveFigure.Kind.ROC)),
        "ROC curves: the study has none.",
        "Mean of the test folds' curves, so that the area is the AUC of the table." + stand,
        "the nearer to the upper left corner the better; the dashed line is chance.",
        () -> CurveFigure.numbers(view, CurveFigure.Kind.ROC));
    add(
        "C1",
        list(CurveFigure.draw(view, CurveFigure.Kind.PRECISION_RECALL)),
        "Precision-recall curves: the study has none.",
        "Test patients of all folds together." + stand,
        "of the deaths found (recall), how many calls are right (precision); the dashed line is "
            + "the share of deaths, which a model that tells nobody apart has.",
        () -> CurveFigure.numbers(view, CurveFigure.Kind.PRECISION_RECALL));
  }

  private void probabilities() {
    add(
        "C1",
        ProbabilityFigure.drawings(view),
        "Predicted probabilities: the study has no histograms.",
        "Test patients with a label by predicted probability of death, each group adding up to"
            + " 100 %.",
        "the less the bars above and below the line mirror each other, the better the groups are "
            + "told apart; bars in the shaded band are flagged for review.",
        null);
  }

  private void confusion() {
    add(
        "C2",
        ConfusionFigure.drawings(view),
        "Confusion matrices: the study has none.",
        "Counted patients with a label, without weights.",
        "the diagonal from the upper left holds those called right; a row is what became of the "
            + "patients.",
        null);
  }

  private void calibration() {
    List<Svg> belts = new ArrayList<>(list(BeltFigure.main(view.study(), "calibration")));
    belts.addAll(BeltFigure.others(view.study(), "calibration"));
    add(
        "C3",
        belts,
        "Calibration: the study has no calibration curves.",
        "Calibration curve of " + main + " with its 80 % and 95 % belts.",
        "where a belt does not hold the dashed line, predictions are too high (belt below it) or "
            + "too low (above it); ticks are patients, those who died up.",
        null);
  }

  private void learning() {
    String how =
        "where the validation line rises while the training line falls, the network learns its "
            + "patients by heart; training went back to the marked epoch.";
    String found = "Loss and accuracy by epoch, all networks of the first repeat.";
    List<String> models = new ArrayList<>(view.study().models());
    models.remove(view.study().main());
    models.add(0, view.study().main());
    boolean any = false;
    for (String model : models) {
      for (Svg svg : LearningFigure.drawings(view, model)) {
        Page.Table numbers = LearningFigure.numbers(view, model);
        figures.add(
            new StudyFigure("C5", svg, found, how, numbers, !model.equals(view.study().main())));
        any = true;
      }
    }
    if (!any) {
      absent.add("Training curves: the study has no training histories.");
    }
  }

  private void importance() {
    add(
        "C7",
        MethodsFigure.drawings(view),
        "Feature importance: the study has none.",
        "The features that lead by the first method, beside the other methods; bars are shares of "
            + "each method's largest value, numbers are ranks.",
        "where bars of a row differ much, the methods disagree on that feature; a dash is a "
            + "feature that the method was not asked about.",
        null);
  }
}
