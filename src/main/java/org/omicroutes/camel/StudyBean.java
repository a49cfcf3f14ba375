package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.omicroutes.cohort.DataException;

/**
 * What the routes of a study ask to find their way: its cohorts, repeats, folds, models and
 * ablations.
 */
public final class StudyBean {
  private static final String SHEET = "samplesheet/";

  private final CohortBean cohortBean;

  StudyBean(CohortBean cohortBean) {
    this.cohortBean = cohortBean;
  }

  /** The names of the cohorts, sorted. */
  public List<String> cohorts(Exchange exchange) {
    return List.copyOf(sheets(exchange).keySet());
  }

  private static Map<String, String> sheets(Exchange exchange) {
    Map<String, String> sheets = new TreeMap<>();
    exchange
        .getProperties()
        .forEach(
            (name, value) -> {
              if (name.startsWith(SHEET)) {
                sheets.put(name.substring(SHEET.length()), String.valueOf(value));
              }
            });
    return sheets;
  }

  /** The samplesheet of the property {@code cohort}. */
  public String samplesheet(Exchange exchange) {
    return sheets(exchange).get(CohortBean.text(exchange, "cohort"));
  }

  /** 1 to the number of repeats. */
  public List<Integer> repeats(Exchange exchange) {
    return IntStream.rangeClosed(1, number(exchange, "repeats")).boxed().toList();
  }

  /** The seed of the split of the property {@code repeat}. */
  public long repeatSeed(Exchange exchange) {
    return exchange.getProperty("seed", Long.class) + number(exchange, "repeat") - 1;
  }

  /** The folder of published splits of the property {@code cohort}. */
  public String splits(Exchange exchange) {
    return splits(exchange, CohortBean.text(exchange, "cohort")).toString();
  }

  private static Path splits(Exchange exchange, String cohort) {
    return Path.of(CohortBean.text(exchange, "splits").replace("{cohort}", cohort))
        .toAbsolutePath();
  }

  /**
   * All folds as {@code COHORT/REPEAT/FOLD}; fold 0 of the first repeat stands for all patients.
   *
   * @throws DataException where the published splits of a cohort are not there
   */
  public List<String> folds(Exchange exchange) throws IOException {
    List<String> places = new ArrayList<>();
    for (String cohort : cohorts(exchange)) {
      int folds =
          CohortBean.text(exchange, "splits").isEmpty()
              ? number(exchange, "folds")
              : published(splits(exchange, cohort));
      places.add(cohort + "/1/0");
      for (int repeat : repeats(exchange)) {
        for (int fold = 1; fold <= folds; fold++) {
          places.add(cohort + "/" + repeat + "/" + fold);
        }
      }
    }
    return places;
  }

  private static int published(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw DataException.in(folder).error("no folder", "published splits, one file a fold");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.filter(file -> file.toString().endsWith(".csv")).count();
    }
  }

  /** The cohort of the property {@code place}. */
  public String cohort(Exchange exchange) {
    return CohortBean.text(exchange, "place").split("/")[0];
  }

  /** The repeat of the property {@code place}. */
  public int repeat(Exchange exchange) {
    return Integer.parseInt(CohortBean.text(exchange, "place").split("/")[1]);
  }

  /** The fold of the property {@code place}. */
  public int fold(Exchange exchange) {
    return Integer.parseInt(CohortBean.text(exchange, "place").split("/")[2]);
  }

  /** The models to compare, in the order of the option. */
  public List<String> models(Exchange exchange) {
    return list(exchange, "models");
  }

  /** Whether the model of the property {@code trained} is to be explained. */
  public boolean isExplained(Exchange exchange) {
    return list(exchange, "explained").contains(CohortBean.text(exchange, "trained"))
        && repeat(exchange) <= number(exchange, "explainedRepeats");
  }

  /**
   * What MOANet is trained without in this repeat: each layer and the network in turn, then all
   * layers but one.
   */
  public List<String> ablations(Exchange exchange) throws IOException {
    List<String> ablations = new ArrayList<>();
    if (repeat(exchange) > number(exchange, "ablationRepeats")) {
      return ablations;
    }
    List<String> layers = new ArrayList<>(List.of(CohortBean.CLINICAL));
    layers.addAll(cohortBean.layers(exchange));
    ablations.add(CohortBean.WITHOUT_NETWORK);
    if (layers.size() > 1) {
      layers.forEach(layer -> ablations.add(CohortBean.WITHOUT + layer));
      layers.forEach(layer -> ablations.add(CohortBean.ONLY + layer));
    }
    return ablations;
  }

  private static List<String> list(Exchange exchange, String property) {
    String text = CohortBean.text(exchange, property);
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  private static int number(Exchange exchange, String property) {
    return exchange.getProperty(property, Integer.class);
  }
}
