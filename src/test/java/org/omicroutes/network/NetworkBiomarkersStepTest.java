package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.ScoreFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

/** The network steps one after the other on the simulated cohort, learned on 200 patients. */
class NetworkBiomarkersStepTest {
  private static final Path NETWORK = SimulatedCohort.FOLDER.resolve("network.tsv.gz");
  private static SimulatedCohort cohort;
  private static List<String> fit;
  private static List<String> held;

  @TempDir Path dir;

  @BeforeAll
  static void readCohort() throws Exception {
    cohort = new SimulatedCohort();
    fit = cohort.patients.subList(0, 200);
    held = cohort.patients.subList(200, cohort.patients.size());
  }

  @Test
  void propagationRanksThePlantedModuleAtTheTop() throws Exception {
    propagate(cohort.patients);
    assertThat(hits("propagated.tsv", 15)).isGreaterThanOrEqualTo(14);
    assertThat(hits("propagated.tsv", 20)).isEqualTo(15);
    // with fewer patients the scores alone miss some of the planted genes, and the network helps
    propagate(fit);
    assertThat(hits("combined.tsv", 20)).isEqualTo(12);
    assertThat(hits("propagated.tsv", 20)).isGreaterThanOrEqualTo(14);
  }

  @Test
  void theFirstModuleTellsTheRiskOfPatientsItWasNotLearnedFrom() throws Exception {
    propagate(fit);
    step(fit).run();
    List<String> table = Files.readAllLines(dir.resolve("biomarkers.tsv"));
    assertThat(table)
        .hasSize(101)
        .first()
        .isEqualTo("rank\tgene\tscore\tseed\tmodule\tneighbours\tlayers");
    long planted =
        table.stream()
            .map(line -> line.split("\t"))
            .filter(cells -> cells[4].equals("M1") && cohort.module.contains(cells[1]))
            .count();
    assertThat(planted).isGreaterThanOrEqualTo(10);
    LabelledMatrix features = features();
    assertThat(features.featureIds()).hasSize(20).contains("M1|rna", "M1|mutation", "all|rna");
    assertThat(features.featureIds().get(0)).isEqualTo("M1|rna");
    assertThat(concordance(features, "M1|rna")).isGreaterThan(0.73);
    assertThat(concordance(features, "M1|methylation")).isGreaterThan(0.68);
    assertThat(concordance(features, "M1|mutation")).isGreaterThan(0.63);
  }

  @Test
  void featuresAreStandardisedOnFitSamplesAndMissingWithTheLayer() throws Exception {
    propagate(fit);
    step(fit).run();
    LabelledMatrix features = features();
    LabelledMatrix rna = cohort.layers.get("rna");
    int f = features.featureIndex("M1|rna");
    Moments moments =
        Moments.of(features.selectSamples(features.knownSamples(rna.knownSamples(fit))).row(f));
    assertThat(moments.mean()).isCloseTo(0, within(1e-12));
    assertThat(moments.sd()).isCloseTo(1, within(1e-12));
    for (int s = 0; s < features.sampleCount(); s++) {
      boolean measured = rna.sampleIndex(features.sampleIds().get(s)) >= 0;
      assertThat(Double.isNaN(features.at(f, s))).isNotEqualTo(measured);
    }
  }

  @Test
  void samplesThatAreNotFittedOnChangeNothingThatIsLearned() throws Exception {
    propagate(fit);
    step(fit).run();
    String state = Files.readString(dir.resolve("state.json"));
    step(fit, layer -> layer.selectSamples(layer.knownSamples(fit))).run();
    assertThat(Files.readString(dir.resolve("state.json"))).isEqualTo(state);
  }

  @Test
  void aStateGivesNewPatientsTheSameFeaturesAndSaysWhatTheyLack() throws Exception {
    propagate(fit);
    step(fit).run();
    LabelledMatrix all = features();
    String table = Files.readString(dir.resolve("biomarkers.tsv"));
    LabelledMatrix rna = cohort.layers.get("rna");
    List<String> reversed = new ArrayList<>(rna.featureIds());
    Collections.reverse(reversed);
    reversed.remove("GENE0035");
    Path file = dir.resolve("new.tsv");
    MatrixFiles.write(file, rna.selectFeatures(reversed).selectSamples(rna.knownSamples(held)));
    var applied =
        StepTester.of(new NetworkBiomarkersStep())
            .in("matrix", "rna", file)
            .in("state", dir.resolve("state.json"))
            .out("out", dir.resolve("again.tsv"))
            .out("out-features", dir.resolve("features.tsv"))
            .run();
    assertThat(Files.readString(dir.resolve("again.tsv"))).isEqualTo(table);
    assertThat(applied.notes())
        .hasSize(2)
        .anyMatch(note -> note.startsWith("layers [methylation, mutation] are not given"))
        .anyMatch(note -> note.contains("rna lacks 1 genes of the features, such as GENE0035"));
    LabelledMatrix held = features();
    assertThat(held.featureIds()).isEqualTo(all.featureIds());
    for (int f = 0; f < held.featureCount(); f++) {
      String id = held.featureIds().get(f);
      for (int s = 0; s < held.sampleCount(); s++) {
        double before = all.at(f, all.sampleIndex(held.sampleIds().get(s)));
        if (!id.endsWith("|rna")) {
          assertThat(held.at(f, s)).isNaN();
        } else if (id.startsWith("M3")) {
          assertThat(held.at(f, s)).isEqualTo(before);
        }
      }
    }
  }

  @Test
  void withoutStateTheInputsToFitOnAreAskedFor() throws Exception {
    propagate(fit);
    Path file = dir.resolve("rna.tsv");
    MatrixFiles.write(file, cohort.layers.get("rna"));
    var bare = StepTester.of(new NetworkBiomarkersStep()).in("matrix", "rna", file);
    assertThatThrownBy(bare::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer-scores: found none of the layer rna");
    bare.in("layer-scores", "rna", dir.resolve("rna.scores.tsv"));
    assertThatThrownBy(bare::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found nothing, expected a file, as no fitted --state is given");
  }

  private int hits(String file, int top) throws Exception {
    return (int)
        ScoreFiles.read(dir.resolve(file)).geneIds().stream()
            .limit(top)
            .filter(cohort.module::contains)
            .count();
  }

  private LabelledMatrix features() throws Exception {
    return MatrixFiles.read(dir.resolve("features.tsv"));
  }

  private static double concordance(LabelledMatrix features, String id) {
    LabelledMatrix test = features.selectSamples(features.knownSamples(held));
    return cohort.concordance(test.sampleIds(), test.row(test.featureIndex(id)));
  }

  private void propagate(List<String> samples) throws Exception {
    var combine = StepTester.of(new CombineScoresStep()).out("out", dir.resolve("combined.tsv"));
    for (Map.Entry<String, LabelledMatrix> layer : cohort.layers.entrySet()) {
      Path file = dir.resolve(layer.getKey() + ".scores.tsv");
      ScoreFiles.write(file, cohort.scores(layer.getValue(), samples));
      combine.in("scores", layer.getKey(), file);
    }
    combine.run();
    StepTester.of(new PropagateStep())
        .in("network", NETWORK)
        .in("scores", dir.resolve("combined.tsv"))
        .out("out", dir.resolve("propagated.tsv"))
        .run();
  }

  private StepTester<NetworkBiomarkersStep.Options> step(List<String> samples) throws Exception {
    return step(samples, layer -> layer);
  }

  private StepTester<NetworkBiomarkersStep.Options> step(
      List<String> samples, UnaryOperator<LabelledMatrix> change) throws Exception {
    TableFiles.writeIds(dir.resolve("fit.txt"), samples);
    var step =
        StepTester.of(new NetworkBiomarkersStep())
            .in("network", NETWORK)
            .in("scores", dir.resolve("propagated.tsv"))
            .in("seeds", dir.resolve("combined.tsv"))
            .in("fit-samples", dir.resolve("fit.txt"))
            .out("out", dir.resolve("biomarkers.tsv"))
            .out("out-features", dir.resolve("features.tsv"))
            .out("out-state", dir.resolve("state.json"));
    for (Map.Entry<String, LabelledMatrix> layer : cohort.layers.entrySet()) {
      Path file = dir.resolve(layer.getKey() + ".tsv");
      MatrixFiles.write(file, change.apply(layer.getValue()));
      step.in("matrix", layer.getKey(), file);
      step.in("layer-scores", layer.getKey(), dir.resolve(layer.getKey() + ".scores.tsv"));
    }
    return step;
  }
}
