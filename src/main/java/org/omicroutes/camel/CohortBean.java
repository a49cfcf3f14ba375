package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerData;
import org.omicroutes.formats.LayerReader;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.PanCancer;

/**
 * What the routes ask of a cohort to find their way: its layers, what they hold, its folds. Reads
 * the samplesheet only, never the data.
 */
public final class CohortBean {
  static final String CLINICAL = "clinical";

  /** The layer of gene expression. */
  static final String EXPRESSION = "rna";

  static final String WITHOUT = "without-";
  static final String WITHOUT_NETWORK = WITHOUT + "network";
  static final String ONLY = "only-";

  /** The models that take a score learned from other cohorts; the others are what they were. */
  static final Set<String> PAN_CANCER_MODELS = Set.of("backbone", "moanet", "stacked");

  private final Map<String, LayerReader> readers = new TreeMap<>();

  CohortBean() {
    for (LayerReader reader :
        ServiceLoader.load(LayerReader.class, CohortBean.class.getClassLoader())) {
      reader.formats().forEach(format -> readers.put(format, reader));
    }
  }

  /** The omic layers of the exchange's samplesheet, in the order of their names. */
  public List<String> layers(Exchange exchange) throws IOException {
    return List.copyOf(layersOf(sheet(exchange)));
  }

  /**
   * The layers that the model of the exchange's property {@code model} knows as well; one of a
   * horizon knows no other than gene expression.
   *
   * @throws DataException where there is no model, or none of its layers in the sheet
   */
  public List<String> knownLayers(Exchange exchange) throws IOException {
    Path file = PredictBean.model(exchange);
    Path model = file.getParent();
    boolean expressionOnly = NamedModel.isOfHorizon(ModelFiles.header(file).name());
    Samplesheet sheet = sheet(exchange);
    List<String> known = new ArrayList<>();
    for (String layer : layersOf(sheet)) {
      if (Files.isDirectory(model.resolve("layers").resolve(layer))
          && (!expressionOnly || layer.equals(EXPRESSION))) {
        known.add(layer);
      }
    }
    if (known.isEmpty() && !hasClinical(exchange)) {
      throw DataException.in(sheet.file())
          .column("layer")
          .error(String.join(", ", layersOf(sheet)), "a layer of the model: " + layers(model));
    }
    return known;
  }

  private static String layers(Path model) throws IOException {
    try (Stream<Path> layers = Files.list(model.resolve("layers"))) {
      return layers
          .map(layer -> layer.getFileName().toString())
          .sorted()
          .collect(Collectors.joining(", ", "clinical, ", ""));
    }
  }

  private Set<String> layersOf(Samplesheet sheet) {
    Set<String> layers = new TreeSet<>();
    for (Samplesheet.Row row : sheet.rows()) {
      if (readers.containsKey(row.format())) {
        layers.add(row.layer());
      }
    }
    return layers;
  }

  /** COUNTS, BETA, BINARY or READY: what the layer of the property {@code layer} holds. */
  public String kind(Exchange exchange) throws IOException {
    return reader(sheet(exchange), text(exchange, "layer")).kind().name();
  }

  /** Whether the layer of the property {@code layer} holds 0 and 1, such as mutations. */
  public boolean isBinary(Exchange exchange) throws IOException {
    return kind(exchange).equals("BINARY");
  }

  /** Whether the layer of the property {@code layer} comes with a mutation burden. */
  public boolean hasBurden(Exchange exchange) throws IOException {
    return hasBurden(sheet(exchange), text(exchange, "layer"));
  }

  /**
   * Whether the layer of the property {@code layer} is made of calls, so that a gene that is not
   * there is one without a mutation.
   */
  public boolean isCalls(Exchange exchange) throws IOException {
    return Set.of("vcf", "maf").contains(first(sheet(exchange), text(exchange, "layer")).format());
  }

  private boolean hasBurden(Samplesheet sheet, String layer) {
    return reader(sheet, layer).kind() == LayerData.Kind.BINARY;
  }

  private LayerReader reader(Samplesheet sheet, String layer) {
    return readers.get(first(sheet, layer).format());
  }

  private Samplesheet.Row first(Samplesheet sheet, String layer) {
    return sheet.layer(layer).stream()
        .filter(row -> readers.containsKey(row.format()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("layer " + layer + " without rows"));
  }

  /**
   * The clinical modalities of the fold in the property {@code dir}, as a port takes them; for a
   * model of a horizon the values as they were read.
   */
  public String clinical(Exchange exchange) {
    if (isLeftOut(exchange, CLINICAL)) {
      return "";
    }
    String files = text(exchange, "dir") + "/clinical/clinical";
    if (isOfHorizon(exchange)) {
      return "clinical=" + files + "-raw.tsv";
    }
    return "clinical=" + files + ".tsv,clinical-rich=" + files + "-rich.tsv";
  }

  /** Whether the model of the property {@code trained}, if any, is one of a horizon. */
  private static boolean isOfHorizon(Exchange exchange) {
    return !text(exchange, "trained").isEmpty() && NamedModel.trained(exchange).isOfHorizon();
  }

  /**
   * The layers of continuous values of the fold, as a port takes them; for a model of a horizon the
   * gene expression as it was read, where the cohort has it.
   */
  public String continuous(Exchange exchange) throws IOException {
    if (isOfHorizon(exchange)) {
      return layers(exchange).contains(EXPRESSION) && !isLeftOut(exchange, EXPRESSION)
          ? EXPRESSION + "=" + text(exchange, "work") + "/layers/" + EXPRESSION + ".tsv.gz"
          : "";
    }
    return modalities(exchange, false);
  }

  /** The layers of 0 and 1 of the fold, as a port takes them; a model of a horizon has none. */
  public String binary(Exchange exchange) throws IOException {
    return isOfHorizon(exchange) ? "" : modalities(exchange, true);
  }

  private String modalities(Exchange exchange, boolean binary) throws IOException {
    String folder = text(exchange, "dir") + (binary ? "/binary/" : "/continuous/");
    List<String> files = new ArrayList<>();
    for (String layer : layers(exchange)) {
      boolean isBinary = reader(sheet(exchange), layer).kind() == LayerData.Kind.BINARY;
      if (isBinary == binary && !isLeftOut(exchange, layer)) {
        files.add(layer + "=" + folder + layer + ".tsv.gz");
      }
    }
    return String.join(",", files);
  }

  /**
   * The mutation burdens of the cohort and, for the models that take it, the pan-cancer score in
   * the property {@code panCancerScore}, as a port takes them. The score stays where a layer is
   * taken away, or its own worth would be taken for the layer's; a layer alone is without it. A
   * model of a horizon has neither.
   */
  public String summary(Exchange exchange) throws IOException {
    List<String> files = new ArrayList<>();
    if (isOfHorizon(exchange)) {
      return "";
    }
    for (String layer : layers(exchange)) {
      if (hasBurden(sheet(exchange), layer) && !isLeftOut(exchange, layer)) {
        files.add("burden-" + layer + "=" + text(exchange, "work") + "/burden/" + layer + ".tsv");
      }
    }
    String score = text(exchange, "panCancerScore");
    if (!score.isEmpty()
        && PAN_CANCER_MODELS.contains(text(exchange, "trained"))
        && !isLeftOut(exchange, PanCancer.MODALITY)) {
      files.add(PanCancer.MODALITY + "=" + score);
    }
    return String.join(",", files);
  }

  /**
   * The network, where the model of the property {@code trained} makes use of it and no ablation
   * takes it away.
   */
  public String network(Exchange exchange) {
    return NamedModel.trained(exchange).usesNetwork()
            && !text(exchange, "ablation").equals(WITHOUT_NETWORK)
        ? text(exchange, "network")
        : "";
  }

  /** Whether the ablation in the property {@code ablation} takes a layer away. */
  private static boolean isLeftOut(Exchange exchange, String layer) {
    String ablation = text(exchange, "ablation");
    return ablation.startsWith(ONLY)
        ? !ablation.equals(ONLY + layer)
        : ablation.equals(WITHOUT + layer);
  }

  /** A property of the exchange; empty where there is none. */
  static String text(Exchange exchange, String property) {
    String text = exchange.getProperty(property, String.class);
    return text == null ? "" : text;
  }

  /** The models that a main job compares, the chosen one last. */
  public List<String> models(Exchange exchange) {
    Set<String> models = new LinkedHashSet<>(List.of("cox", "ridge", "kernel-ensemble"));
    String chosen = text(exchange, "model");
    models.remove(chosen);
    models.add(chosen);
    return List.copyOf(models);
  }

  /** 0 (all patients: the final model) and the numbers of the folds. */
  public List<Integer> folds(Exchange exchange) {
    int folds = exchange.getProperty("folds", Integer.class);
    return IntStream.rangeClosed(0, folds).boxed().toList();
  }

  /** Whether the cohort has more than one batch; before it is read, that it may. */
  public boolean hasBatches(Exchange exchange) throws IOException {
    OmicRun run = exchange.getProperty(OmicRun.PROPERTY, OmicRun.class);
    if (run.isPlanning()) {
      return true;
    }
    Path file = run.folder().resolve(text(exchange, "work")).resolve("batches.tsv");
    if (!Files.exists(file)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(1).map(line -> line.substring(line.indexOf('\t') + 1)).distinct().count()
          > 1;
    }
  }

  /** Whether the samplesheet names a clinical table. */
  public boolean hasClinical(Exchange exchange) throws IOException {
    return sheet(exchange).rows().stream().anyMatch(row -> row.format().equals("clinical"));
  }

  /**
   * Whether the layer of the property {@code layer} has a fitted state of this name. A batch
   * correction also needs to know the patients' batches, which come with the clinical table.
   */
  public boolean fitted(Exchange exchange, String state) throws IOException {
    return Files.exists(Path.of(exchange.getProperty("state", String.class)).resolve(state))
        && (!state.startsWith("combat") || hasClinical(exchange));
  }

  private static Samplesheet sheet(Exchange exchange) throws IOException {
    return Samplesheet.read(Path.of(exchange.getProperty("samplesheet", String.class)));
  }
}
