package org.omicroutes.report;

import java.util.List;

/** The section on the network itself: where it looks, and how it was trained. */
final class InsideSection {
  private InsideSection() {}

  /** Adds the section where there is anything to show; {@code attention} may be null. */
  static void add(Page page, HeatMap attention, List<TrainingFigure.Epoch> history) {
    if (attention == null && history.isEmpty()) {
      return;
    }
    page.section("inside", "Inside the model");
    if (attention != null) {
      HeatMap map = attention;
      page.figure(
          map.draw(
              "attention",
              "Attention between layers",
              map.rows().size() + " by " + map.columns().size() + " mean attention weights",
              "Query",
              "Key"),
          "Mean weight that the layer of the row (query) gives to the layer of the column (key).",
          "a strong column is a layer that the others listen to; attention shows where the model "
              + "looks, not what causes its prediction.",
          map.table("Attention", "Query"));
    }
    if (!history.isEmpty()) {
      page.figure(
          TrainingFigure.draw(history),
          TrainingFigure.members(history).size()
              + " networks; marks are the epochs of lowest validation loss, where a network is "
              + "kept.",
          "both losses should fall together; a validation loss that rises while the training "
              + "loss falls is overfitting, which early stopping cuts off.",
          null);
    }
    page.endSection();
  }
}
