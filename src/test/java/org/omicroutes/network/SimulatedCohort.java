package org.omicroutes.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.formats.TextFiles;

/** The cohort of test-data, harmonised by the simplest means: enough to try the network steps. */
final class SimulatedCohort {
  static final Path FOLDER = Path.of("test-data", "cohort");

  final Map<String, LabelledMatrix> layers = new LinkedHashMap<>();
  final List<String> patients = new ArrayList<>();
  final List<String> module;
  private final Map<String, Double> time = new HashMap<>();
  private final Map<String, Boolean> event = new HashMap<>();
  private final Map<String, String> batch = new HashMap<>();

  SimulatedCohort() throws IOException {
    module = Files.readAllLines(FOLDER.resolve("truth/module.txt"));
    List<String> lines = Files.readAllLines(FOLDER.resolve("clinical.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      batch.put(cells[0], cells[6]);
      if (!cells[1].isEmpty() && !cells[1].equals("0")) {
        patients.add(cells[0]);
        time.put(cells[0], Double.parseDouble(cells[1]));
        event.put(cells[0], cells[2].equals("1"));
      }
    }
    layers.put("rna", rna());
    layers.put("methylation", methylation());
    layers.put("mutation", mutations());
  }

  private LabelledMatrix rna() throws IOException {
    LabelledMatrix counts = MatrixFiles.read(FOLDER.resolve("rna_counts.tsv.gz"));
    double[][] values = counts.toArray();
    for (int s = 0; s < counts.sampleCount(); s++) {
      double depth = Arrays.stream(counts.column(s)).sum();
      for (double[] row : values) {
        row[s] = Math.log(1e6 * row[s] / depth + 1);
      }
    }
    return withoutBatchMeans(counts.withValues(values));
  }

  private LabelledMatrix methylation() throws IOException {
    LabelledMatrix betas = MatrixFiles.read(FOLDER.resolve("methylation_beta.tsv.gz"));
    LabelledMatrix m = withoutBatchMeans(betas.map(b -> Math.log((b + 0.001) / (1.001 - b))));
    Map<String, List<double[]>> byGene = new LinkedHashMap<>();
    List<String> map = Files.readAllLines(FOLDER.resolve("probe_map.csv"));
    for (String line : map.subList(1, map.size())) {
      String[] cells = line.split(",");
      byGene.computeIfAbsent(cells[1], g -> new ArrayList<>()).add(m.row(m.featureIndex(cells[0])));
    }
    double[][] means = new double[byGene.size()][m.sampleCount()];
    int g = 0;
    for (List<double[]> rows : byGene.values()) {
      for (int s = 0; s < m.sampleCount(); s++) {
        int sample = s;
        means[g][s] =
            rows.stream()
                .mapToDouble(row -> row[sample])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
      }
      g++;
    }
    return LabelledMatrix.of(List.copyOf(byGene.keySet()), m.sampleIds(), means);
  }

  private static LabelledMatrix mutations() throws IOException {
    Map<String, TreeSet<String>> mutated = new LinkedHashMap<>();
    TreeSet<String> genes = new TreeSet<>();
    for (Samplesheet.Row row :
        Samplesheet.read(FOLDER.resolve("samplesheet.csv")).layer("mutation")) {
      TreeSet<String> own = new TreeSet<>();
      try (var in = TextFiles.reader(row.path())) {
        for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
          String[] annotation = line.split("CSQ=")[1].split("\\|");
          if (line.contains("\tPASS\t") && annotation[2].matches("HIGH|MODERATE")) {
            own.add(annotation[3]);
          }
        }
      }
      mutated.put(row.patient(), own);
      genes.addAll(own);
    }
    List<String> samples = List.copyOf(mutated.keySet());
    double[][] values =
        genes.stream()
            .map(g -> samples.stream().mapToDouble(s -> mutated.get(s).contains(g) ? 1 : 0))
            .map(row -> row.toArray())
            .toArray(double[][]::new);
    return LabelledMatrix.of(List.copyOf(genes), samples, values);
  }

  private LabelledMatrix withoutBatchMeans(LabelledMatrix matrix) {
    double[][] values = matrix.toArray();
    for (double[] row : values) {
      Map<String, double[]> sums = new HashMap<>();
      for (int pass = 0; pass < 2; pass++) {
        for (int s = 0; s < row.length; s++) {
          double[] sum =
              sums.computeIfAbsent(batch.get(matrix.sampleIds().get(s)), b -> new double[2]);
          if (pass == 0 && !Double.isNaN(row[s])) {
            sum[0] += row[s];
            sum[1]++;
          } else if (pass == 1) {
            row[s] -= sum[0] / sum[1];
          }
        }
      }
    }
    return matrix.withValues(values);
  }

  /** Signed z per gene: correlation with the martingale residuals of a model without covariates. */
  GeneScores scores(LabelledMatrix layer, List<String> fit) {
    LabelledMatrix known = layer.selectSamples(layer.knownSamples(fit));
    double[] residuals = residuals(known.sampleIds());
    double[] z = new double[known.featureCount()];
    for (int g = 0; g < z.length; g++) {
      double[] row = known.row(g);
      double mean = Arrays.stream(row).filter(v -> !Double.isNaN(v)).average().orElse(0);
      double score = 0;
      double variance = 0;
      for (int s = 0; s < row.length; s++) {
        double part = Double.isNaN(row[s]) ? 0 : (row[s] - mean) * residuals[s];
        score += part;
        variance += part * part;
      }
      z[g] = variance > 0 ? score / Math.sqrt(variance) : Double.NaN;
    }
    return GeneScores.of(known.featureIds(), z);
  }

  private double[] residuals(List<String> samples) {
    List<String> order = new ArrayList<>(samples);
    order.sort(Comparator.comparingDouble(time::get));
    Map<String, Double> residual = new HashMap<>();
    double hazard = 0;
    for (int i = 0; i < order.size(); i++) {
      boolean seen = event.get(order.get(i));
      hazard += seen ? 1.0 / (order.size() - i) : 0;
      residual.put(order.get(i), (seen ? 1 : 0) - hazard);
    }
    return samples.stream().mapToDouble(residual::get).toArray();
  }

  /** Harrell's C of a risk that may be missing for some of the samples. */
  double concordance(List<String> samples, double[] risk) {
    double agreeing = 0;
    double pairs = 0;
    for (int i = 0; i < risk.length; i++) {
      for (int j = 0; j < risk.length; j++) {
        boolean usable = event.get(samples.get(i)) && !Double.isNaN(risk[i] + risk[j]);
        if (usable && time.get(samples.get(i)) < time.get(samples.get(j))) {
          pairs++;
          agreeing += risk[i] > risk[j] ? 1 : risk[i] == risk[j] ? 0.5 : 0;
        }
      }
    }
    return agreeing / pairs;
  }
}
