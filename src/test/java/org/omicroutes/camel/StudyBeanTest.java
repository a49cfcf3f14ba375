package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class StudyBeanTest {
  private static final String SHEET = Path.of("test-data/cohort/samplesheet.csv").toString();

  private final CohortBean cohorts = new CohortBean();
  private final StudyBean study = new StudyBean(cohorts);
  private final DefaultCamelContext context = new DefaultCamelContext();

  private Exchange exchange(String... names) {
    Exchange exchange = new DefaultExchange(context);
    for (String name : names) {
      exchange.setProperty("samplesheet/" + name, SHEET);
    }
    exchange.setProperty("samplesheet", SHEET);
    exchange.setProperty("models", "moanet,cox");
    exchange.setProperty("ablationRepeats", "1");
    exchange.setProperty("panCancer", "true");
    exchange.setProperty("place", names[0] + "/1/1");
    exchange.setProperty("dir", "d");
    exchange.setProperty("work", "w");
    return exchange;
  }

  @Test
  void aCohortIsNeverAmongItsOwnSources() {
    List<String> names = List.of("LU", "LUAD", "PAAD", "STAD");
    Exchange exchange = exchange(names.toArray(String[]::new));
    assertThat(study.panCancerCohorts(exchange)).isEqualTo(names);
    for (String target : names) {
      exchange.setProperty("cohort", target);
      for (String port :
          List.of(
              study.otherClinical(exchange),
              study.otherContinuous(exchange),
              study.otherBinary(exchange),
              study.otherSurvival(exchange))) {
        assertThat(port.split(","))
            .hasSize(3)
            .noneMatch(file -> file.startsWith(target + "/") || file.startsWith(target + "="))
            .noneMatch(file -> file.contains("/" + target + "/"));
      }
    }
    exchange.setProperty("cohort", "LU");
    assertThat(study.otherBinary(exchange)).startsWith("LUAD/=work/cohorts/LUAD/1/0/binary/*");
    assertThat(study.otherSurvival(exchange)).startsWith("LUAD=work/cohorts/LUAD/survival.tsv,");
  }

  @Test
  void thereIsNoScoreWithTwoCohortsWhereItIsNotWantedOrWhereNobodyTakesIt() {
    assertThat(study.panCancerCohorts(exchange("A", "B"))).isEmpty();
    Exchange unwanted = exchange("A", "B", "C");
    unwanted.setProperty("panCancer", "false");
    assertThat(study.isPanCancer(unwanted)).isFalse();
    Exchange untaken = exchange("A", "B", "C");
    untaken.setProperty("models", "cox,ridge");
    untaken.setProperty("ablationRepeats", "0");
    assertThat(study.isPanCancer(untaken)).isFalse();
  }

  @Test
  void onlySomeModelsTakeTheScore() throws IOException {
    Exchange exchange = exchange("A", "B", "C");
    exchange.setProperty("panCancerScore", "d/summary/pan-cancer.tsv");
    Map<String, Boolean> takes = new LinkedHashMap<>();
    for (String model : List.of("moanet", "stacked", "backbone", "cox", "kernel-ensemble")) {
      exchange.setProperty("trained", model);
      takes.put(model, cohorts.summary(exchange).contains("pan-cancer=d/summary/pan-cancer.tsv"));
    }
    assertThat(takes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "moanet",
                true,
                "stacked",
                true,
                "backbone",
                true,
                "cox",
                false,
                "kernel-ensemble",
                false));
  }

  @Test
  void theScoreIsTakenAwayByItselfAndStaysWhereALayerIs() throws IOException {
    Exchange exchange = exchange("A", "B", "C");
    exchange.setProperty("panCancerScore", "d/summary/pan-cancer.tsv");
    exchange.setProperty("trained", "moanet");
    assertThat(study.ablations(exchange)).contains("without-pan-cancer", "without-network");
    for (String ablation : study.ablations(exchange)) {
      exchange.setProperty("ablation", ablation);
      boolean without = ablation.equals("without-pan-cancer") || ablation.startsWith("only-");
      assertThat(cohorts.summary(exchange).contains("pan-cancer="))
          .describedAs(ablation)
          .isEqualTo(!without);
    }
    assertThat(study.ablations(exchange("A", "B"))).doesNotContain("without-pan-cancer");
  }

  /** Three cohorts of two folds: what has to come before the folds comes once a cohort. */
  @Test
  void theStudysRoutesAreGoneThrough() throws Exception {
    var workflow = Workflows.find("study").orElseThrow();
    Path sheet = Path.of(SHEET);
    Map<String, Path> inputs =
        Map.of(
            "samplesheet/A",
            sheet,
            "samplesheet/B",
            sheet,
            "samplesheet/C",
            sheet,
            "network",
            sheet);
    Map<String, String> options =
        Map.of("folds", "2", "models", "moanet,cox", "explained", "moanet");
    try (WorkflowEngine engine = new WorkflowEngine(context, 2)) {
      context.start();
      engine.load(workflow);
      Map<String, Integer> planned = engine.plan(workflow, inputs, Map.of(), options);
      assertThat(planned)
          .containsEntry("mofa", 3)
          .containsEntry("training-samples", 9)
          .containsEntry("pan-cancer", 3)
          .containsEntry("pan-cancer-score", 6)
          .containsEntry("train cox", 6);
      Map<String, Path> two = new LinkedHashMap<>(inputs);
      two.remove("samplesheet/C");
      assertThat(engine.plan(workflow, two, Map.of(), options)).doesNotContainKey("pan-cancer");
    } finally {
      context.stop();
    }
  }
}
