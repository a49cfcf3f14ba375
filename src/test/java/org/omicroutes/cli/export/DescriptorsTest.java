package org.omicroutes.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.Json;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The descriptors under {@code workflows/} are those of the declarations. */
class DescriptorsTest {
  private static final Path CWL = Path.of("workflows/cwl");
  private static final Path NEXTFLOW = Path.of("workflows/nextflow");

  @TempDir Path dir;

  @Test
  void areCurrent() throws IOException {
    areCurrent(CWL, CwlExport.generated(), CwlExport.TOOLS, "cwl");
    areCurrent(NEXTFLOW, NextflowExport.generated(), NextflowExport.MODULES, "nextflow");
    areCurrent(Path.of("workflows/kamelets"), KameletExport.generated(), "", "kamelets");
    areCurrent(Path.of("workflows/camel"), CamelExport.generated(), "", "camel");
  }

  private static void areCurrent(Path folder, Map<String, String> files, String own, String kind)
      throws IOException {
    for (var file : files.entrySet()) {
      assertThat(folder.resolve(file.getKey()))
          .as("write it anew with ./omicroutes export " + kind)
          .hasContent(file.getValue());
    }
    assertThat(Folders.files(folder.resolve(own)))
        .extracting(file -> folder.relativize(file).toString())
        .isSubsetOf(files.keySet());
  }

  @Test
  void theProgramCarriesTheFilesOfTheMainJob() throws IOException {
    for (var file : CwlExport.shipped().entrySet()) {
      assertThat(CWL.resolve(file.getKey())).hasContent(file.getValue());
    }
    Set<String> written = new TreeSet<>();
    for (Path file : Folders.files(NEXTFLOW)) {
      written.add(NEXTFLOW.relativize(file).toString());
    }
    written.removeAll(NextflowExport.generated().keySet());
    assertThat(NextflowExport.shipped().keySet()).isEqualTo(written);
    assertThat(CwlExport.shipped().get("crate.cwl")).contains(Image.name());
    assertThat(NextflowExport.shipped().get("subworkflows/crate.nf")).contains(Image.name());
  }

  @Test
  void aToolHasEveryPortAndParameter() {
    for (Step<?> step : StepRegistry.get().all()) {
      Map<?, ?> tool =
          yaml(CwlExport.generated().get(CwlExport.TOOLS + "/" + step.spec().name() + ".cwl"));
      List<String> expected = new ArrayList<>();
      for (Port port : step.spec().inputs()) {
        expected.add(Names.snake(port.name()));
      }
      step.spec().parameterList().forEach(p -> expected.add(Names.snake(p.optionName())));
      assertThat(keys(tool, "inputs")).as(step.spec().name()).containsAll(expected);
      List<String> made = new ArrayList<>();
      step.spec().outputs().forEach(port -> made.add(Names.snake(port.name())));
      made.add("provenance");
      assertThat(keys(tool, "outputs")).as(step.spec().name()).containsExactlyElementsOf(made);
    }
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static List<String> keys(Map<?, ?> document, String part) {
    return ((Map<?, ?>) document.get(part)).keySet().stream().map(String::valueOf).toList();
  }

  /** The workflow's inputs and the pipeline's parameters have the main job's defaults. */
  @Test
  void theMainJobTakesItsDeclaredOptions() throws IOException {
    Map<?, ?> inputs =
        (Map<?, ?>) yaml(Files.readString(CWL.resolve("prognosis.cwl"))).get("inputs");
    String config = Files.readString(NEXTFLOW.resolve("nextflow.config"));
    for (Parameters.Parameter option : NextflowSchemas.options()) {
      String name = Names.snake(option.optionName());
      Object value = CwlTool.value(option);
      Object input = ((Map<?, ?>) inputs.get(name)).get("default");
      assertThat(String.valueOf(input)).as(name).isEqualTo(String.valueOf(value));
      assertThat(config.replace("'", ""))
          .containsPattern("(?m)^ +" + name + " += " + Pattern.quote(String.valueOf(value)) + "$");
    }
  }

  /** Which models take the network stands in the workflows, too. */
  @Test
  void theNetworkGoesToTheModelsThatUseIt() throws IOException {
    String using =
        SurvivalModels.all().values().stream()
            .filter(ModelTrainer::usesNetwork)
            .map(ModelTrainer::name)
            .sorted()
            .collect(Collectors.joining(" "));
    for (Path file :
        List.of(
            CWL.resolve("prognosis.cwl"), CWL.resolve("fold.cwl"), NEXTFLOW.resolve("main.nf"))) {
      Matcher list = Pattern.compile("\\[([^]]*gnn[^]]*)]").matcher(Files.readString(file));
      assertThat(list.find()).as(file.toString()).isTrue();
      assertThat(list.group(1).replaceAll("[^a-z -]", "")).isEqualTo(using);
    }
  }

  @Test
  void theInputsOfACohortNameItsFiles() throws IOException {
    Path cohort = Path.of("test-data/cohort");
    Path out = dir.resolve("inputs.json");
    CwlJob.of(cohort.resolve("samplesheet.csv"), cohort.resolve("network.tsv.gz"), 100).write(out);
    JsonNode inputs = Json.read(out, JsonNode.class);
    assertThat(inputs.at("/layers").findValuesAsText("kind"))
        .containsExactly("beta", "binary", "counts");
    assertThat(inputs.at("/layers/1/parts")).hasSize(3);
    for (JsonNode file : inputs.findValues("location")) {
      assertThat(dir.resolve(file.asText())).exists();
    }
    assertThat(inputs.at("/layers/1/parts/0/paths/0").asText()).isEqualTo("files/1/P001.vcf.gz");
    assertThat(inputs.at("/layers/1/parts/0/samplesheet/contents").asText())
        .contains("mutation,vcf,files/1/P001.vcf.gz,P001-T,P001,B1\n");
  }
}
