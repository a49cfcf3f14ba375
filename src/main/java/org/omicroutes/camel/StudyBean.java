package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.omicroutes.cohort.DataException;
import org.omicroutes.models.PanCancer;

/**
 * What the routes of a study ask to find their way: its cohorts, repeats, folds, models and
 * ablations.
 */
public final class StudyBean {
  private static final String SHEET = "samplesheet/";

  /** With fewer there is no cohort to leave out when the score's penalty is chosen. */
  private static final int LEAST_SOURCES = 2;

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

  /** All patients of each cohort, as fold 0 of the first repeat: {@code COHORT/1/0}. */
  public List<String> wholes(Exchange exchange) {
    return cohorts(exchange).stream().map(cohort -> cohort + "/1/0").toList();
  }

  /**
   * Whether cohorts get a score learned from the others: there are enough of them, the option says
   * so, and a model that makes use of the score is trained.
   */
  public boolean isPanCancer(Exchange exchange) {
    boolean used =
        models(exchange).stream().anyMatch(CohortBean.PAN_CANCER_MODELS::contains)
            || number(exchange, "ablationRepeats") > 0;
    return used
        && exchange.getProperty("panCancer", Boolean.class)
        && cohorts(exchange).size() > LEAST_SOURCES;
  }

  /** The cohorts that get a score learned from the others. */
  public List<String> panCancerCohorts(Exchange exchange) {
    return isPanCancer(exchange) ? cohorts(exchange) : List.of();
  }

  /** Clinical variables of all cohorts but that of the property {@code cohort}, as a port. */
  public String otherClinical(Exchange exchange) {
    return others(exchange, "%1$s/clinical=work/cohorts/%1$s/1/0/clinical/clinical.tsv");
  }

  /** Layers of continuous values of all cohorts but that of the property {@code cohort}. */
  public String otherContinuous(Exchange exchange) {
    return others(exchange, "%1$s/=work/cohorts/%1$s/1/0/continuous/*.tsv.gz");
  }

  /** Layers of 0 and 1 of all cohorts but that of the property {@code cohort}. */
  public String otherBinary(Exchange exchange) {
    return others(exchange, "%1$s/=work/cohorts/%1$s/1/0/binary/*.tsv.gz");
  }

  /** Survival of all cohorts but that of the property {@code cohort}. */
  public String otherSurvival(Exchange exchange) {
    return others(exchange, "%1$s=work/cohorts/%1$s/survival.tsv");
  }

  private String others(Exchange exchange, String pattern) {
    String own = CohortBean.text(exchange, "cohort");
    return cohorts(exchange).stream()
        .filter(cohort -> !cohort.equals(own))
        .map(pattern::formatted)
        .collect(Collectors.joining(","));
  }

  /**
   * All folds as {@code COHORT/REPEAT/FOLD}.
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

  /** Whether any of the models is one of a horizon, which learn from values as they were read. */
  public boolean hasModelsOfHorizon(Exchange exchange) {
    return named(exchange).anyMatch(NamedModel::isOfHorizon);
  }

  /** Whether any of the models learns from harmonised layers. */
  public boolean hasModelsOfSurvival(Exchange exchange) {
    return named(exchange).anyMatch(model -> !model.isOfHorizon());
  }

  private Stream<NamedModel> named(Exchange exchange) {
    return models(exchange).stream().map(NamedModel::of);
  }

  /**
   * The horizon by whose label the patients are split into folds; empty where they are by event.
   */
  public String splitHorizon(Exchange exchange) {
    return CohortBean.text(exchange, "paper").equals("mmfn")
        ? CohortBean.text(exchange, "horizon")
        : "";
  }

  /** Whether the main model of a study of MMFN is explained in this fold, where it was trained. */
  public boolean isMainExplained(Exchange exchange) {
    return CohortBean.text(exchange, "trained").equals(CohortBean.text(exchange, "model"))
        && repeat(exchange) <= number(exchange, "explainedRepeats")
        && fold(exchange) <= number(exchange, "explainedFolds");
  }

  /** Whether the model of the property {@code trained} is to be explained. */
  public boolean isExplained(Exchange exchange) {
    return list(exchange, "explained").contains(CohortBean.text(exchange, "trained"))
        && repeat(exchange) <= number(exchange, "explainedRepeats");
  }

  /**
   * What MOANet is trained without in this repeat: the network, the pan-cancer score and each layer
   * in turn, then all layers but one.
   */
  public List<String> ablations(Exchange exchange) throws IOException {
    List<String> ablations = new ArrayList<>();
    if (repeat(exchange) > number(exchange, "ablationRepeats")) {
      return ablations;
    }
    List<String> layers = new ArrayList<>(List.of(CohortBean.CLINICAL));
    layers.addAll(cohortBean.layers(exchange));
    ablations.add(CohortBean.WITHOUT_NETWORK);
    if (isPanCancer(exchange)) {
      ablations.add(CohortBean.WITHOUT + PanCancer.MODALITY);
    }
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
