package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.neural.Engines;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.trials.Program;
import picocli.CommandLine;

/**
 * A native executable holds every step: it says of each, and does with each, what this Java says
 * and does. Without one (see docs/native.md) there is nothing to compare.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NativeIT {
  /** Of the steps that no workflow of this test runs; {@code out/} differs between the two. */
  private static final String CALLS =
      """
      coxnet --features features.tsv --survival survival.tsv --folds 3 --out out/coxnet.tsv --out-state out/coxnet.json
      cox --features features.tsv --survival survival.tsv --out out/cox.tsv --out-predictions out/cox-predictions.tsv --out-zph out/zph.tsv
      rsf --features features.tsv --survival survival.tsv --trees 20 --out out/rsf.tsv --out-predictions out/rsf-predictions.tsv --out-state out/rsf.json
      ridge --features one=features.tsv --features two=more.tsv --survival survival.tsv --out out/ridge.tsv
      optimism --features features.tsv --survival survival.tsv --bootstraps 10 --out out/optimism.tsv
      survival-metrics --predictions out/cox-predictions.tsv --compare out/rsf-predictions.tsv --survival survival.tsv --bootstraps 20 --out out/metrics.tsv
      risk-groups --predictions out/cox-predictions.tsv --survival survival.tsv --out out/risk-groups.tsv --out-tests out/tests.tsv
      log-rank --survival survival.tsv --groups groups.tsv --out out/log-rank.tsv
      kaplan-meier --survival survival.tsv --out out/kaplan-meier.tsv
      pca --matrix features.tsv --components 3 --out out/pca.tsv --out-state out/pca.json
      snf --view a=features.tsv --view b=more.tsv --neighbours 5 --out out/snf.tsv --out-clusters out/clusters.tsv
      out-of-fold --folds folds.tsv --full features.tsv --features 1=features.tsv --features 2=features.tsv --out out/out-of-fold.tsv
      published-folds --splits splits --survival survival.tsv --out out/published-folds.tsv
      neighbourhoods --network network.tsv --genes genes.txt --out out/neighbourhoods.tsv
      maf-mutations --maf mutations.maf --out out/maf.tsv --out-burden out/burden.tsv
      vcf-mutations --vcf calls/P001.vcf.gz --vcf calls/P003.vcf.gz --out out/vcf.tsv
      reading-plan --samplesheet calls.csv --out out/plan.json
      read-layer --samplesheet calls.csv --layer mutation --out out/layer.tsv --out-burden out/layer-burden.tsv --out-report out/layer.json
      join-layer --parts out/layer.tsv --burdens out/layer-burden.tsv --reports out/layer.json --out out/joined.tsv
      pan-cancer --survival A=survival.tsv --survival B=survival.tsv --continuous A/rna=features.tsv --continuous B/rna=more.tsv --out out/pan-cancer.json
      pan-cancer-score --model out/pan-cancer.json --continuous rna=features.tsv --out out/pan-cancer.tsv
      simulate --patients 30 --genes 100 --module-genes 10 --out out/simulated
      """;

  private static final String STEP = "step";

  @TempDir static Path dir;
  private static String engine;
  private final Set<String> run = new TreeSet<>();

  @BeforeAll
  static void compareWithThePlainEngine() throws IOException {
    assumeTrue(Program.isNative(), "no native executable is named");
    engine = System.setProperty(Engines.PROPERTY, "plain");
    write();
  }

  @AfterAll
  static void giveBack() {
    if (engine == null) {
      System.clearProperty(Engines.PROPERTY);
    } else {
      System.setProperty(Engines.PROPERTY, engine);
    }
  }

  @Test
  @Order(1)
  void saysOfEveryCommandWhatJavaSays() throws Exception {
    for (var command : CommandTree.build().getSubcommands().entrySet()) {
      saysTheSame(command.getValue(), List.of(command.getKey()));
    }
  }

  private static void saysTheSame(CommandLine command, List<String> names) throws Exception {
    CommandLineIT.Result result = call(names, "--help");
    assertThat(result.code()).as("%s: %s", names, result.err()).isZero();
    assertThat(result.out()).as("%s", names).isEqualTo(command.getUsageMessage());
    for (var one : command.getSubcommands().entrySet()) {
      saysTheSame(one.getValue(), Stream.concat(names.stream(), Stream.of(one.getKey())).toList());
    }
  }

  private static CommandLineIT.Result call(List<String> words, String... more) throws Exception {
    return CommandLineIT.call(
        dir, Stream.concat(words.stream(), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  @Order(2)
  void everyStepWritesWhatJavaWrites() throws Exception {
    for (String line : CALLS.lines().toList()) {
      CommandLineIT.Result result = call(words(line, "native"));
      assertThat(result.code()).as("%s: %s", line, result.err()).isZero();
      inJava(words(line, "java"));
      assertThat(files(dir.resolve("native"))).as(line).isEqualTo(files(dir.resolve("java")));
      run.add(line.substring(0, line.indexOf(' ')));
    }
    workflows();
    Set<String> all = new TreeSet<>();
    StepRegistry.get().all().forEach(step -> all.add(step.spec().name()));
    assertThat(run).isEqualTo(all);
  }

  /** Both papers' studies, and the main job; Java does them again and compares. */
  private void workflows() throws Exception {
    List<String> cohorts = new ArrayList<>();
    for (String seed : List.of("1", "2")) {
      String cohort = dir.resolve("cohort-" + seed).toString();
      CommandLineIT.Result made =
          call(
              List.of("simulate", "--patients", "180", "--genes", "150", "--batches", "2"),
              "--module-genes",
              "15",
              "--seed",
              seed,
              "--out",
              cohort);
      assertThat(made.code()).as(made.err()).isZero();
      cohorts.add(cohort);
    }
    String network = cohorts.get(0) + "/network.tsv.gz";
    List<String> study = new ArrayList<>(List.of("study", "--network", network));
    cohorts.forEach(cohort -> study.addAll(List.of("--samplesheet", cohort + "/samplesheet.csv")));
    study.addAll(List.of("--folds", "2", "--inner-folds", "2", "--features", "40"));
    // A native executable draws no PNG, and its report names none.
    givesTheSame(study, "study", "--ignore", "*.png", "--ignore", "study.{html,md}");
    List<String> mmfn = new ArrayList<>(List.of("study", "--paper", "mmfn", "--folds", "2"));
    mmfn.addAll(List.of("--samplesheet", cohorts.get(0) + "/samplesheet.csv", "--horizon", "24"));
    mmfn.addAll(List.of("--models", "mmfn-small,mmfn-clinical,random-forest,svm,logistic"));
    mmfn.addAll(List.of("--model", "mmfn-small", "--explained-patients", "10"));
    givesTheSame(mmfn, "mmfn", "--ignore", "*.png", "--ignore", "study.{html,md}");
    givesTheSame(
        List.of(
            "run",
            "prognosis",
            "--samplesheet",
            cohorts.get(0) + "/samplesheet.csv",
            "--network",
            network,
            "--folds",
            "2",
            "--features",
            "40"),
        "prognosis");
    Path again = dir.resolve("again");
    CommandLineIT.Result rerun =
        call(List.of("rerun", dir.resolve("prognosis").toString()), "--out", again.toString());
    assertThat(rerun.code()).as(rerun.err()).isZero();
    assertThat(rerun.err()).contains("the same: ");
    Path explained = dir.resolve("explained.tsv");
    CommandLineIT.Result predicted =
        call(
            List.of("predict", "--model", dir.resolve("prognosis/model").toString()),
            "--samplesheet",
            cohorts.get(1) + "/samplesheet.csv",
            "--out",
            dir.resolve("predicted.tsv").toString(),
            "--out-explanation",
            explained.toString());
    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(explained).isNotEmptyFile();
    run.add("apply-model");
  }

  private void givesTheSame(List<String> words, String name, String... but) throws Exception {
    Path out = dir.resolve(name);
    CommandLineIT.Result result = call(words, "--out", out.toString());
    assertThat(result.code()).as("%s: %s", name, result.err()).isZero();
    for (String line : Files.readAllLines(out.resolve(".omicroutes/history.jsonl"))) {
      run.add(new ObjectMapper().readTree(line).get(STEP).asText());
    }
    List<String> rerun = List.of("rerun", out.toString(), "--out", out + "-in-java");
    inJava(Stream.concat(rerun.stream(), Stream.of(but)).toList());
  }

  private static void inJava(List<String> words) {
    String[] arguments = words.toArray(String[]::new);
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said, true);
    int code = CommandTree.of(arguments).setOut(printer).setErr(printer).execute(arguments);
    assertThat(code).as("%s: %s", words, said).isZero();
  }

  /** Of a line, with files in this test's folder. */
  private static List<String> words(String line, String out) throws IOException {
    Files.createDirectories(dir.resolve(out));
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      String file = word.substring(equals + 1).replaceFirst("^out/", out + "/");
      boolean isFile = file.contains(".") || file.contains("/") || file.equals("splits");
      words.add(isFile ? word.substring(0, equals + 1) + dir.resolve(file) : word);
    }
    return words;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(),
            // The two lie in folders of their own, which reports name.
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace(folder.toString(), ""));
      }
    }
    return files;
  }

  private static void write() throws IOException {
    int samples = 40;
    StringBuilder survival = new StringBuilder("sample\ttime\tevent\n");
    StringBuilder groups = new StringBuilder("sample\tgroup\n");
    StringBuilder folds = new StringBuilder("sample\tfold\n");
    List<String> ids = new ArrayList<>();
    for (int s = 0; s < samples; s++) {
      ids.add("s" + s);
      survival.append(
          "s" + s + "\t" + (100 + s * 7919 % 1009) + "\t" + (s % 3 == 0 ? 0 : 1) + "\n");
      groups.append("s" + s + "\t" + (s % 2 == 0 ? "a" : "b") + "\n");
      folds.append("s" + s + "\t" + (1 + s % 2) + "\n");
    }
    text("survival.tsv", survival.toString());
    text("groups.tsv", groups.toString());
    text("folds.tsv", folds.toString());
    text("features.tsv", matrix(ids, 6, 104_729));
    text("more.tsv", matrix(ids, 5, 15_485_863));
    text("network.tsv", "gene1\tgene2\nTP53\tKRAS\nKRAS\tEGFR\n");
    text("genes.txt", "KRAS\n");
    text(
        "mutations.maf",
        "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\nTP53\tMissense_Mutation\ta\n");
    Files.createDirectories(dir.resolve("splits"));
    String half = String.join("\n", pairs(ids, 0));
    text("splits/splits_0.csv", ",train,val\n" + half + "\n");
    text("splits/splits_1.csv", ",train,val\n" + String.join("\n", pairs(ids, 1)) + "\n");
    PrognosisIT.copy(Path.of("test-data/cohort/calls"), dir.resolve("calls"));
    text("clinical.csv", "sample,time,event,age\nP001,100,1,60\nP003,200,0,50\n");
    text(
        "calls.csv",
        "layer,format,path,sample,patient,batch\n"
            + "mutation,vcf,calls/P001.vcf.gz,P001-T,P001,B1\n"
            + "mutation,vcf,calls/P003.vcf.gz,P003-T,P003,B1\n"
            + "clinical,clinical,clinical.csv,,,\n");
  }

  /** Rows of a published split: the even samples train and the odd ones test, or the reverse. */
  private static List<String> pairs(List<String> ids, int first) {
    List<String> rows = new ArrayList<>();
    for (int s = 0; s < ids.size(); s += 2) {
      rows.add(s / 2 + "," + ids.get(s + first) + "," + ids.get(s + 1 - first));
    }
    return rows;
  }

  private static String matrix(List<String> ids, int features, long step) {
    StringBuilder text = new StringBuilder("feature\t" + String.join("\t", ids));
    for (int f = 0; f < features; f++) {
      text.append("\ng").append(f);
      for (int s = 0; s < ids.size(); s++) {
        text.append('\t').append((s * step + f * 1_299_709L) * 48_271 % 1000 / 500.0);
      }
    }
    return text.append('\n').toString();
  }

  private static void text(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }
}
