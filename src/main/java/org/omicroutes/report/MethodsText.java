package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.report.Page.Table.Cell;

/** The methods, with the numbers of this run. */
final class MethodsText {
  private MethodsText() {}

  static List<String> paragraphs(ReportInputs in, Comparison comparison) {
    List<String> text = new ArrayList<>();
    EvaluationReport metrics = in.metrics();
    text.add(
        "Evaluation: "
            + metrics.folds()
            + "-fold cross-validation over "
            + Numbers.count(metrics.patients())
            + " patients with "
            + Numbers.count(metrics.events())
            + " events. Every model was scored on the same held-out patients. Models: "
            + comparison.ranked().stream().map(Comparison::label).collect(Collectors.joining(", "))
            + ". Intervals of a model are Student’s t over folds. Differences are paired by fold, "
            + "with the corrected resampled standard error of Nadeau and Bengio (2003), because "
            + "folds share training patients and the plain error would be too small.");
    if (in.flow() != null && !in.flow().layers().isEmpty()) {
      text.add("Layers: " + layers(in.flow()) + ". A patient who lacks a layer is kept.");
    }
    if (in.batches() != null && !in.after().isEmpty()) {
      text.add(
          "Batches: layers "
              + String.join(", ", in.after().keySet())
              + " are shown before and after correction. The share of variance between batches is "
              + "the sum over all features of the between-batch sum of squares over that of the "
              + "total; a missing value counts as the feature’s mean.");
    }
    if (in.variance() != null) {
      text.add(
          in.variance().columns().size()
              + " latent factors over "
              + in.variance().rows().size()
              + " views.");
    }
    text.add(
        "Risk groups are quantile groups of the risk within each fold, because risks of different "
            + "folds need not share a scale. Survival curves are Kaplan–Meier estimates with 95 % "
            + "limits; groups are compared with the log-rank test. Days become months by division "
            + "by 30.4375.");
    return text;
  }

  private static String layers(CohortFlow flow) {
    return flow.layers().stream()
        .map(
            l ->
                l.name()
                    + " ("
                    + Numbers.count(l.features())
                    + " features, "
                    + Numbers.count(l.kept())
                    + " patients)")
        .collect(Collectors.joining(", "));
  }

  static Page.Table definitions(EvaluationReport metrics) {
    Page.Table table = new Page.Table("Definitions", "Metric", "What it is");
    if (metrics.definitions() != null) {
      new TreeMap<>(metrics.definitions())
          .forEach((name, meaning) -> table.row(Cell.of(name), Cell.of(meaning)));
    }
    return table;
  }
}
