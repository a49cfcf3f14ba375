package org.omicroutes.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.camel.DropsComponent;
import org.omicroutes.camel.OmicComponent;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Camel's own catalog makes of our entries, and the form of the Kamelets. */
class CamelCatalogTest {
  /** The schema of the custom resource kamelets.camel.apache.org, v1, as far as ours go. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "", Set.of("apiVersion", "kind", "metadata", "spec"),
          "metadata", Set.of("name", "annotations", "labels"),
          "spec",
              Set.of("definition", "dependencies", "template", "dataTypes", "sources", "versions"),
          "definition",
              Set.of(
                  "$schema",
                  "description",
                  "example",
                  "externalDocs",
                  "id",
                  "properties",
                  "required",
                  "title",
                  "type"),
          "property",
              Set.of(
                  "default",
                  "deprecated",
                  "description",
                  "enum",
                  "example",
                  "exclusiveMaximum",
                  "exclusiveMinimum",
                  "format",
                  "id",
                  "maxItems",
                  "maxLength",
                  "maxProperties",
                  "maximum",
                  "minItems",
                  "minLength",
                  "minProperties",
                  "minimum",
                  "multipleOf",
                  "nullable",
                  "pattern",
                  "title",
                  "type",
                  "uniqueItems",
                  "x-descriptors"));

  /** Options of the Kamelet component, which a Kamelet cannot have. */
  private static final List<String> TAKEN =
      List.of(
          "templateId",
          "routeId",
          "bridgeErrorHandler",
          "exceptionHandler",
          "exchangePattern",
          "block",
          "failIfNoConsumers",
          "lazyStartProducer",
          "timeout",
          "location",
          "noErrorHandler");

  private final CamelCatalog catalog = new DefaultCamelCatalog();

  @BeforeEach
  void add() {
    Map<String, String> entries = CamelExport.generated();
    catalog.addComponent("omic", OmicComponent.class.getName(), entries.get("omic.json"));
    catalog.addComponent(
        "omic-drops", DropsComponent.class.getName(), entries.get("omic-drops.json"));
  }

  private EndpointValidationResult validate(String uri) {
    return catalog.validateEndpointProperties(uri);
  }

  @Test
  void acceptsWhatTheComponentsTake() throws Exception {
    assertThat(catalog.findComponentNames()).contains("omic", "omic-drops");
    for (String uri :
        List.of(
            "omic:vst?counts=counts.tsv&out=vst.tsv&fitType=local&engine=nextflow",
            "omic:vst?counts=${header.counts}&out=vst.tsv&nsub={{nsub}}&fitType=${header.fit}",
            "omic:combine-scores?scores=scores/*.tsv&out=all.tsv",
            "omic:cwl?tool=sort.cwl&cwl.inTable=in.txt",
            "omic-drops:drops?delay=5s&parallel=2&backOffMultiplier=1.5&maxDepth=3&layers=rna")) {
      EndpointValidationResult result = validate(uri);
      assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }
    assertThat(catalog.endpointProperties("omic:vst?counts=c.tsv&out=v.tsv"))
        .isEqualTo(Map.of("step", "vst", "counts", "c.tsv", "out", "v.tsv"));
  }

  @Test
  void refusesWhatTheyDoNotTake() {
    assertThat(validate("omic:vts?out=x").getInvalidEnum()).containsKey("step");
    assertThat(validate("omic:vst?cuonts=x&out=y").getUnknown()).containsExactly("cuonts");
    assertThat(validate("omic:vst?fitType=loess").getInvalidEnum()).containsKey("fitType");
    assertThat(validate("omic:vst?nsub=many").getInvalidInteger()).containsKey("nsub");
    assertThat(validate("omic:combat?meanOnly=perhaps").getInvalidBoolean())
        .containsKey("meanOnly");
    assertThat(validate("omic:vst?engine=snakemake").getInvalidEnum()).containsKey("engine");
    assertThat(validate("omic-drops:drops?delay=soon").getInvalidDuration()).containsKey("delay");
    assertThat(validate("omic-drops:drops?atempts=3").getUnknown()).containsExactly("atempts");
  }

  @Test
  void everyPortAndParameterOfEveryStepIsAnOption() {
    Set<String> options = new HashSet<>();
    JsonMapper.generateComponentModel(CamelExport.generated().get("omic.json"))
        .getEndpointParameterOptions()
        .forEach(option -> options.add(option.getName()));
    for (Step<?> step : StepRegistry.get().all()) {
      assertThat(options).containsAll(names(step));
    }
    assertThat(
            JsonMapper.generateComponentModel(CamelExport.generated().get("omic.json"))
                .getEndpointPathOptions())
        .extracting(BaseOptionModel::getName)
        .containsExactly("step");
  }

  private static List<String> names(Step<?> step) {
    List<String> names = new ArrayList<>();
    step.spec().inputs().stream().map(Port::camelCaseName).forEach(names::add);
    step.spec().outputs().stream().map(Port::camelCaseName).forEach(names::add);
    step.spec().parameterList().stream().map(Parameters.Parameter::name).forEach(names::add);
    return names;
  }

  /** Where editors look, and Camel at run time. */
  @Test
  void theEntriesAreFoundInTheProgram() throws Exception {
    Properties listed = new Properties();
    try (InputStream in =
        getClass()
            .getClassLoader()
            .getResources("META-INF/services/org/apache/camel/component.properties")
            .asIterator()
            .next()
            .openStream()) {
      listed.load(in);
    }
    assertThat(listed)
        .containsEntry("components", "omic omic-drops")
        .containsEntry("groupId", Image.GROUP)
        .containsEntry("artifactId", Image.PROGRAM);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      for (var entry : CamelExport.generated().entrySet()) {
        assertThat(context.getComponentParameterJsonSchema(entry.getKey().replace(".json", "")))
            .isEqualTo(entry.getValue());
      }
    }
  }

  @Test
  void kameletsHaveTheFormOfCamelsOwn() {
    Map<String, String> kamelets = KameletExport.generated();
    assertThat(kamelets).hasSameSizeAs(StepRegistry.get().all());
    for (Step<?> step : StepRegistry.get().all()) {
      String name = "omic-" + step.spec().name() + "-action";
      Map<?, ?> kamelet = yaml(kamelets.get(name + ".kamelet.yaml"));
      assertThat(FIELDS.get("")).containsAll(strings(kamelet));
      assertThat(kamelet.get("apiVersion")).isEqualTo("camel.apache.org/v1");
      assertThat(kamelet.get("kind")).isEqualTo("Kamelet");
      Map<?, ?> metadata = map(kamelet, "metadata");
      assertThat(FIELDS.get("metadata")).containsAll(strings(metadata));
      // What Kubernetes takes for a name.
      assertThat(metadata.get("name")).isEqualTo(name).asString().matches("[a-z0-9-]{1,63}");
      assertThat(map(metadata, "labels"))
          .isEqualTo(Map.of("camel.apache.org/kamelet.type", "action"));
      assertThat(map(metadata, "annotations").values()).allMatch(String.class::isInstance);
      assertThat(FIELDS.get("spec")).containsAll(strings(map(kamelet, "spec")));
      checkDefinition(step, map(map(kamelet, "spec"), "definition"));
    }
  }

  private static void checkDefinition(Step<?> step, Map<?, ?> definition) {
    assertThat(FIELDS.get("definition")).containsAll(strings(definition));
    Map<?, ?> properties = map(definition, "properties");
    assertThat(strings(properties))
        .containsAll(names(step))
        .contains("engine")
        .doesNotContainAnyElementsOf(TAKEN);
    assertThat(strings(properties)).containsAll(list(definition.get("required")));
    for (Object key : properties.keySet()) {
      Map<?, ?> property = map(properties, key.toString());
      assertThat(FIELDS.get("property")).containsAll(strings(property));
      assertThat(List.of("string", "integer", "number", "boolean"))
          .contains(text(property, "type"));
      assertThat(text(property, "title")).isNotBlank();
      assertThat(text(property, "description")).isNotBlank();
      // Without one Camel would look for the name in the environment.
      assertThat(property.containsKey("default"))
          .as(step.spec().name() + " " + key)
          .isNotEqualTo(list(definition.get("required")).contains(key));
      if (property.containsKey("enum")) {
        assertThat(list(property.get("enum"))).contains(text(property, "default"));
      }
    }
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Map<?, ?> map(Map<?, ?> document, String part) {
    return (Map<?, ?>) document.get(part);
  }

  private static String text(Map<?, ?> document, String part) {
    return String.valueOf(document.get(part));
  }

  private static List<String> strings(Map<?, ?> map) {
    return list(List.copyOf(map.keySet()));
  }

  private static List<String> list(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }
}
