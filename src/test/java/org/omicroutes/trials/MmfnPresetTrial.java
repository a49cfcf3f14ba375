package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.Modality;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.mmfn.FusionPreset;
import org.omicroutes.models.mmfn.Interaction;
import org.omicroutes.models.mmfn.MmfnTrainer;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.survival.FoldSplit;

/**
 * Tries sizes of MMFN's small networks: within the training patients of each outer fold, the AUC of
 * what networks say of patients they were not trained on chooses; the AUC of the outer fold shows
 * what the choice was worth.
 *
 * <p>{@code MmfnPresetTrial FOLDS SEEDS CANDIDATES COHORT...}: how many of five outer folds, how
 * many seeds, names of candidates or {@code all}, and folders with {@code rna.tsv.gz}, {@code
 * clinical.tsv} (raw) and {@code survival.tsv}.
 */
public final class MmfnPresetTrial {
  private static final int OUTER = 5;

  private MmfnPresetTrial() {}

  private record Cohort(String name, PatientData data, SurvivalData survival) {}

  /** Sums over fits. */
  private static final class Row {
    private double inner;
    private double outer;
    private double seconds;
    private int fits;
  }

  public static void main(String[] args) throws IOException {
    int folds = Integer.parseInt(args[0]);
    int seeds = Integer.parseInt(args[1]);
    Map<String, FusionPreset> candidates = candidates();
    if (!args[2].equals("all")) {
      candidates.keySet().retainAll(List.of(args[2].split(",")));
    }
    System.out.println("| cohort | candidate | inner AUC | outer AUC | seconds a fit |");
    System.out.println("|---|---|---:|---:|---:|");
    for (String folder : Arrays.asList(args).subList(3, args.length)) {
      Cohort cohort = read(Path.of(folder));
      Map<String, Row> rows = new LinkedHashMap<>();
      candidates.keySet().forEach(name -> rows.put(name, new Row()));
      double chosen = 0;
      for (int seed = 1; seed <= seeds; seed++) {
        for (int fold = 1; fold <= folds; fold++) {
          chosen += tryAll(cohort, seed, fold, candidates, rows) / seeds / folds;
        }
      }
      rows.forEach((name, row) -> print(cohort.name(), name, row));
      System.out.printf(
          Locale.ROOT, "| %s | chosen by inner AUC | | %.3f | |%n", cohort.name(), chosen);
    }
  }

  private static void print(String cohort, String name, Row row) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.3f | %.3f | %.1f |%n",
        cohort,
        name,
        row.inner / row.fits,
        row.outer / row.fits,
        row.seconds / row.fits);
  }

  private static Cohort read(Path folder) throws IOException {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    LabelledMatrix clinical = MatrixFiles.read(folder.resolve("clinical.tsv"));
    LabelledMatrix rna = MatrixFiles.read(folder.resolve("rna.tsv.gz"));
    modalities.put("clinical", new Modality(Modality.Kind.CLINICAL, clinical));
    modalities.put("rna", new Modality(Modality.Kind.CONTINUOUS, rna));
    SurvivalData survival = TableFiles.readSurvival(folder.resolve("survival.tsv"));
    return new Cohort(
        folder.getFileName().toString(),
        new PatientData(survival.sampleIds(), modalities),
        survival);
  }

  /** Fits every candidate within one outer fold; the outer AUC of the one with the best inner. */
  private static double tryAll(
      Cohort cohort,
      int seed,
      int fold,
      Map<String, FusionPreset> candidates,
      Map<String, Row> rows) {
    ClassOptions options = ClassOptions.DEFAULT.with(ClassOptions.Preset.SMALL_COHORT);
    int[] outer = FoldSplit.stratified(cohort.survival(), options.days(), OUTER, seed);
    List<String> inside = chosen(cohort, outer, fold, false);
    List<String> outside = chosen(cohort, outer, fold, true);
    FitContext context = new FitContext(seed, OUTER, null, done -> {}).with(options);
    double best = 0;
    double worth = 0;
    for (var candidate : candidates.entrySet()) {
      long start = System.nanoTime();
      SurvivalData training = cohort.survival().select(inside);
      var fit =
          new MmfnTrainer()
              .fit(cohort.data().select(inside), training, context, candidate.getValue());
      double inner = Interaction.area(fit.outOfFold(), training);
      double[] said = fit.model().probability(cohort.data().select(outside));
      double reached = Interaction.area(said, cohort.survival().select(outside));
      Row row = rows.get(candidate.getKey());
      row.inner += inner;
      row.outer += reached;
      row.seconds += (System.nanoTime() - start) / 1e9;
      row.fits++;
      worth = inner > best ? reached : worth;
      best = Math.max(best, inner);
    }
    return worth;
  }

  private static List<String> chosen(Cohort cohort, int[] folds, int fold, boolean inside) {
    return IntStream.range(0, folds.length)
        .filter(i -> (folds[i] == fold) == inside)
        .mapToObj(cohort.survival().sampleIds()::get)
        .toList();
  }

  /** The preset and what differs from it by one thing, or goes another way altogether. */
  private static Map<String, FusionPreset> candidates() {
    FusionPreset base = FusionPreset.of(ClassOptions.Preset.SMALL_COHORT);
    Map<String, FusionPreset> all = new LinkedHashMap<>();
    all.put("small-cohort", base);
    List<Integer> genomic = List.of(16, 8);
    List<Integer> clinical = List.of(32);
    // genes, genomic, clinical, dropout, dropout of genes, l2, rate
    all.put("genomic-8", preset(5000, List.of(8), clinical, 0.3, 0.8, 1e-2, 5e-3));
    all.put("genomic-64-16", preset(5000, List.of(64, 16), clinical, 0.3, 0.8, 1e-2, 5e-3));
    all.put("clinical-64-16", preset(5000, genomic, List.of(64, 16), 0.3, 0.8, 1e-2, 5e-3));
    all.put("clinical-16-8", preset(5000, genomic, List.of(16, 8), 0.3, 0.8, 1e-2, 5e-3));
    all.put("dropout-.1", preset(5000, genomic, clinical, 0.1, 0.8, 1e-2, 5e-3));
    all.put("dropout-.5", preset(5000, genomic, clinical, 0.5, 0.8, 1e-2, 5e-3));
    all.put("input-.5", preset(5000, genomic, clinical, 0.3, 0.5, 1e-2, 5e-3));
    all.put("l2-1e-1", preset(5000, genomic, clinical, 0.3, 0.8, 1e-1, 5e-3));
    all.put("l2-1e-3", preset(5000, genomic, clinical, 0.3, 0.8, 1e-3, 5e-3));
    all.put("rate-1e-3", preset(5000, genomic, clinical, 0.3, 0.8, 1e-2, 1e-3));
    all.put("genes-1000", preset(1000, genomic, clinical, 0.3, 0.8, 1e-2, 5e-3));
    all.put("all-64-16", preset(5000, List.of(64, 16), List.of(64, 16), 0.3, 0.5, 1e-1, 5e-3));
    return all;
  }

  private static FusionPreset preset(
      int genes,
      List<Integer> genomic,
      List<Integer> clinical,
      double dropout,
      double inputDropout,
      double l2,
      double rate) {
    FusionConfig sizes =
        new FusionConfig(
            1,
            1,
            List.of(),
            genomic,
            clinical,
            List.of(16),
            List.of(16),
            2,
            8,
            true,
            dropout,
            dropout,
            inputDropout,
            l2,
            rate,
            5,
            16,
            100,
            10);
    return new FusionPreset(genes, false, true, sizes);
  }
}
