package org.omicroutes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepRunner;

/** A small model of clinical data and expression, trained by the steps that train real ones. */
final class TrainedModel {
  static final int PATIENTS = 80;
  static final int GENES = 20;

  private final Path dir;
  private final Path model;

  private TrainedModel(Path dir) {
    this.dir = dir;
    this.model = dir.resolve("model");
  }

  /** Leaves the model in {@code dir/model}: age and the first gene shorten life. */
  static void in(Path dir) throws Exception {
    TrainedModel trained = new TrainedModel(Files.createDirectories(dir));
    trained.writeCohort();
    trained.train();
  }

  private void writeCohort() throws IOException {
    Random random = new Random(3);
    List<String> clinical = new ArrayList<>(List.of("patient\ttime\tevent\tage\tstage"));
    double[][] genes = new double[GENES][PATIENTS];
    StringJoiner header = new StringJoiner("\t").add("feature");
    for (int i = 0; i < PATIENTS; i++) {
      for (double[] gene : genes) {
        gene[i] = random.nextGaussian();
      }
      double age = 40 + 40 * random.nextDouble();
      double hazard = Math.exp(0.06 * (age - 60) + genes[0][i]);
      long time = 1 + Math.round(-Math.log(random.nextDouble()) * 900 / hazard);
      clinical.add("P" + i + "\t" + time + "\t1\t" + Math.round(age) + "\tI" + "I".repeat(i % 3));
      header.add("P" + i);
    }
    Files.write(dir.resolve("clinical.tsv"), clinical);
    List<String> matrix = new ArrayList<>(List.of(header.toString()));
    for (int g = 0; g < GENES; g++) {
      StringJoiner row = new StringJoiner("\t").add("G" + g);
      for (double value : genes[g]) {
        row.add(String.format(Locale.ROOT, "%.4f", value));
      }
      matrix.add(row.toString());
    }
    Files.write(dir.resolve("rna.tsv"), matrix);
    Files.writeString(
        dir.resolve("samplesheet.csv"),
        "layer,format,path\nclinical,clinical,clinical.tsv\nrna,matrix,rna.tsv\n");
  }

  private void train() throws Exception {
    step(
        "read-clinical",
        Map.of("samplesheet", dir.resolve("samplesheet.csv")),
        Map.of("out-survival", at("survival.tsv"), "out-covariates", at("covariates.tsv")),
        Map.of());
    Map<String, Path> covariates = Map.of("covariates", at("covariates.tsv"));
    step(
        "clinical-features",
        covariates,
        Map.of("out", at("c.tsv"), "out-state", model.resolve("clinical-features.json")),
        Map.of());
    step(
        "clinical-features",
        covariates,
        Map.of("out", at("r.tsv"), "out-state", model.resolve("clinical-rich-features.json")),
        Map.of("rich", "true"));
    Path layer = model.resolve("layers/rna");
    step(
        "select",
        Map.of("matrix", at("rna.tsv")),
        Map.of("out", at("s.tsv"), "out-state", layer.resolve("select.json")),
        Map.of("top", "" + GENES));
    step(
        "rank-normal",
        Map.of("matrix", at("s.tsv")),
        Map.of("out", at("n.tsv"), "out-state", layer.resolve("rank-normal.json.gz")),
        Map.of());
    step(
        "train",
        Map.of(
            "clinical/clinical",
            at("c.tsv"),
            "clinical/clinical-rich",
            at("r.tsv"),
            "continuous/rna",
            at("n.tsv"),
            "survival",
            at("survival.tsv")),
        Map.of("out-model", model.resolve("model.json.gz")),
        Map.of("model", "ridge"));
  }

  private Path at(String name) {
    return dir.resolve(name);
  }

  private static void step(
      String name, Map<String, Path> inputs, Map<String, Path> outputs, Map<String, String> values)
      throws Exception {
    run(StepRegistry.get().find(name).orElseThrow(), inputs, outputs, values);
  }

  private static <P extends Record> void run(
      Step<P> step, Map<String, Path> inputs, Map<String, Path> outputs, Map<String, String> values)
      throws Exception {
    Invocation.Builder<P> invocation = Invocation.of(step);
    inputs.forEach(
        (port, file) -> {
          String[] parts = port.split("/");
          if (parts.length == 2) {
            invocation.namedInput(parts[0], parts[1], file);
          } else {
            invocation.input(port, List.of(file));
          }
        });
    outputs.forEach(invocation::output);
    values.forEach(invocation::parameter);
    StepRunner.withoutMemory().run(invocation.build());
  }
}
