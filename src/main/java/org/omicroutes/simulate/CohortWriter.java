package org.omicroutes.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/** Draws a cohort and writes its files into a folder, with the truth beside them. */
final class CohortWriter {
  private static final String[] STAGES = {"I", "II", "III", "IV"};

  private final CohortDesign design;
  private final Path folder;
  private final List<String> genes;
  private final SimulatedNetwork network;
  private final SimulatedPatients patients;
  private final GeneEffects effects;

  CohortWriter(CohortDesign design, Path folder) {
    this.design = design;
    this.folder = folder;
    int width = Math.max(4, Integer.toString(design.genes()).length());
    this.genes =
        IntStream.rangeClosed(1, design.genes())
            .mapToObj(g -> String.format(Locale.ROOT, "GENE%0" + width + "d", g))
            .toList();
    this.network = SimulatedNetwork.draw(genes, design.moduleGenes(), design.seed());
    this.patients = new SimulatedPatients(design);
    this.effects = new GeneEffects(design, network);
  }

  void write() throws IOException {
    Files.createDirectories(folder.resolve("calls"));
    Files.createDirectories(folder.resolve("truth"));
    writeNetwork();
    writeClinical();
    MatrixFiles.write(
        folder.resolve("rna_counts.tsv.gz"),
        SimulatedLayers.counts(design, genes, patients, effects));
    writeMethylation();
    int[] called = SimulatedPatients.having(patients.hasMutations);
    SimulatedCalls calls = new SimulatedCalls(design, genes, patients, effects);
    for (int patient : called) {
      calls.write(folder.resolve(callFile(patient)), patient);
    }
    writeSamplesheet(called);
    writeTruth();
  }

  private String callFile(int patient) {
    return "calls/" + patients.ids.get(patient) + ".vcf.gz";
  }

  private String batch(int patient) {
    return "B" + (patients.batch[patient] + 1);
  }

  private void writeNetwork() throws IOException {
    Interactions interactions = network.interactions();
    try (BufferedWriter out = TextFiles.writer(folder.resolve("network.tsv.gz"))) {
      out.write("gene1\tgene2\tcombined_score\n");
      for (int e = 0; e < interactions.size(); e++) {
        out.write(genes.get(interactions.first(e)) + "\t" + genes.get(interactions.second(e)));
        out.write("\t" + Math.round(interactions.weight(e) * 1000) + "\n");
      }
    }
  }

  private void writeMethylation() throws IOException {
    var methylation = SimulatedLayers.methylation(design, genes, patients, effects);
    MatrixFiles.write(folder.resolve("methylation_beta.tsv.gz"), methylation.betas());
    try (BufferedWriter out = TextFiles.writer(folder.resolve("probe_map.csv"))) {
      out.write("probe,symbol\n");
      for (int p = 0; p < methylation.probeGenes().size(); p++) {
        out.write(methylation.betas().featureIds().get(p) + ",");
        out.write(methylation.probeGenes().get(p) + "\n");
      }
    }
  }

  /** The clinical table with the usual mess: empty cells, words for missing, a time of 0. */
  private void writeClinical() throws IOException {
    int[] spoiled = new Draws(design.seed(), 9).permutation(patients.size());
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < patients.size(); i++) {
      rows.add(
          new String[] {
            patients.ids.get(i),
            Long.toString(patients.days[i]),
            patients.event[i] ? "1" : "0",
            Integer.toString(patients.age[i]),
            patients.female[i] ? "female" : "male",
            STAGES[patients.stage[i] - 1],
            batch(i)
          });
    }
    for (int k = 0; k < 5; k++) {
      rows.get(spoiled[k])[3] = "";
      rows.get(spoiled[5 + k])[5] = "";
    }
    rows.get(spoiled[10])[5] = "[Not Available]";
    rows.get(spoiled[11])[5] = "[Discrepancy]";
    rows.get(spoiled[12])[1] = "0";
    rows.get(spoiled[13])[1] = "";
    try (BufferedWriter out = TextFiles.writer(folder.resolve("clinical.csv"))) {
      out.write("patient,time,event,age,sex,stage,batch\n");
      for (String[] row : rows) {
        out.write(String.join(",", row) + "\n");
      }
    }
  }

  private void writeSamplesheet(int[] called) throws IOException {
    try (BufferedWriter out = TextFiles.writer(folder.resolve("samplesheet.csv"))) {
      out.write("layer,format,path,sample,patient,batch\n");
      out.write("rna,counts,rna_counts.tsv.gz,,,\n");
      out.write("methylation,beta,methylation_beta.tsv.gz,,,\n");
      out.write("methylation,probe-map,probe_map.csv,,,\n");
      out.write("clinical,clinical,clinical.csv,,,\n");
      for (int i : called) {
        String id = patients.ids.get(i);
        out.write("mutation,vcf," + callFile(i) + "," + id + "-T," + id + "," + batch(i) + "\n");
      }
    }
  }

  private void writeTruth() throws IOException {
    Path truth = folder.resolve("truth");
    Json.write(truth.resolve("parameters.json"), design);
    try (BufferedWriter out = TextFiles.writer(truth.resolve("module.txt"))) {
      for (int gene : network.module()) {
        out.write(genes.get(gene) + "\n");
      }
    }
    writeColumns(
        truth.resolve("risk.tsv"),
        List.of("risk", "clinical_risk"),
        patients.risk,
        patients.clinicalRisk);
    List<String> names = new ArrayList<>(List.of("activity"));
    List<double[]> columns = new ArrayList<>(List.of(patients.activity));
    for (int f = 0; f < patients.nuisance.length; f++) {
      names.add("factor" + (f + 1));
      columns.add(patients.nuisance[f]);
    }
    writeColumns(truth.resolve("factors.tsv"), names, columns.toArray(double[][]::new));
  }

  private void writeColumns(Path file, List<String> names, double[]... columns) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("patient\t" + String.join("\t", names) + "\n");
      for (int i = 0; i < patients.size(); i++) {
        int row = i;
        String values =
            String.join(
                "\t",
                Arrays.stream(columns)
                    .map(column -> String.format(Locale.ROOT, "%.4f", column[row]))
                    .toList());
        out.write(patients.ids.get(i) + "\t" + values + "\n");
      }
    }
  }
}
