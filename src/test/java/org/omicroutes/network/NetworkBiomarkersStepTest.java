package org.omicroutes.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  void explore() throws Exception {
    for (String correction : List.of("none", "uniform")) {
      for (double alpha : new double[] {0.3, 0.5, 0.7, 0.9}) {
        propagate(cohort.patients, correction, alpha);
        List<String> ranked = ScoreFiles.read(dir.resolve("propagated.tsv")).geneIds();
        System.out.println(
            correction
                + " "
                + alpha
                + " all-patients hits "
                + hits(ranked, 15)
                + " "
                + hits(ranked, 20)
                + " "
                + hits(ranked, 30));
        propagate(fit, correction, alpha);
        ranked = ScoreFiles.read(dir.resolve("propagated.tsv")).geneIds();
        System.out.println(
            correction
                + " "
                + alpha
                + " 200 hits "
                + hits(ranked, 15)
                + " "
                + hits(ranked, 20)
                + " "
                + hits(ranked, 30));
      }
    }
    List<String> raw = ScoreFiles.read(dir.resolve("combined.tsv")).geneIds();
    System.out.println("raw 200 " + hits(raw, 15) + " " + hits(raw, 20) + " " + hits(raw, 30));
    for (String weighting : List.of("sign", "score")) {
      for (String correction : List.of("none", "uniform")) {
        propagate(fit, correction, 0.7);
        step(fit).param("weighting", weighting).run();
        LabelledMatrix features = MatrixFiles.read(dir.resolve("features.tsv"));
        System.out.println(weighting + " " + correction + " " + features.featureIds());
        for (int f = 0; f < features.featureCount(); f++) {
          LabelledMatrix test = features.selectSamples(features.knownSamples(held));
          System.out.printf(
              "  %s %.3f%n",
              features.featureIds().get(f), cohort.concordance(test.sampleIds(), test.row(f)));
        }
      }
    }
    System.out.println(Files.readString(dir.resolve("biomarkers.tsv")).lines().limit(30).toList());
  }

  private int hits(List<String> ranked, int top) {
    return (int) ranked.stream().limit(top).filter(cohort.module::contains).count();
  }

  private void propagate(List<String> samples, String correction, double alpha) throws Exception {
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
        .param("alpha", alpha)
        .param("degreeCorrection", correction)
        .out("out", dir.resolve("propagated.tsv"))
        .run();
  }

  private StepTester<NetworkBiomarkersStep.Options> step(List<String> samples) throws Exception {
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
      MatrixFiles.write(file, layer.getValue());
      step.in("matrix", layer.getKey(), file);
      step.in("layer-scores", layer.getKey(), dir.resolve(layer.getKey() + ".scores.tsv"));
    }
    return step;
  }
}
