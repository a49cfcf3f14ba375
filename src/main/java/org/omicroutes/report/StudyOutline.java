package org.omicroutes.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.evaluate.StudyReport;

/**
 * How the page of a study is laid out.
 *
 * @param topics sections by topic, in the order of the page; tables of no topic come after them
 * @param note what is said of every number on the page
 * @param facts further large numbers of the summary: label, value, small print
 */
record StudyOutline(Map<String, String> topics, String note, List<String[]> facts) {
  /** The topic of what has none of its own. */
  static final String OTHER = "other";

  private static final String HELD_OUT =
      "Every number is of patients that the models had not seen in training, on the same folds "
          + "for all models; everything fitted is fitted inside the training part. Intervals "
          + "are %s ones. A star marks the best value of a column, whether or not the "
          + "difference is more than chance.";

  /** The page of a study of survival. */
  static StudyOutline survival() {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put("T1", "Models compared");
    topics.put("T2", "Stability");
    topics.put("T3", "What matters to models");
    topics.put("T4", "Layers removed");
    topics.put("T5", "Cohorts and subgroups");
    topics.put("T6", "Calibration");
    topics.put("space", "Latent factors");
    topics.put("attention", "Attention");
    topics.put(OTHER, "Further tables");
    return new StudyOutline(topics, heldOut("95\u00a0%"), List.of());
  }

  /**
   * What holds for every study of held-out patients.
   *
   * @param level of the intervals, as it is written
   */
  static String heldOut(String level) {
    return HELD_OUT.formatted(level);
  }

  /** The topic of a table: that of its number, of layers, or none. */
  String topicOf(StudyReport.Table table) {
    String number = table.id().replaceFirst("^([A-Z][0-9]+).*", "$1");
    if (topics.containsKey(number)) {
      return number;
    }
    return table.id().startsWith("missing") && topics.containsKey("T4") ? "T4" : OTHER;
  }

  /** Whether a table is called by its number. */
  static boolean numbered(StudyReport.Table table) {
    return table.id().matches("[TC][0-9].*");
  }
}
