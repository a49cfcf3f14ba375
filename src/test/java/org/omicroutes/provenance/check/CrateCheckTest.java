package org.omicroutes.provenance.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.SampleRun;
import org.omicroutes.provenance.check.CrateCheck.Verdict;

class CrateCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody is named unasked. */
  private static final String AGENT = "SHOULD #run agent";

  @TempDir static Path dir;
  private static Path run;
  private static String good;

  @BeforeAll
  static void run() throws Exception {
    run = SampleRun.in(dir);
    good = Files.readString(run.resolve(Crate.FILE));
  }

  @Test
  void aRunOfOursConformsToAllProfiles() throws IOException {
    Verdict verdict = CrateCheck.of(run);
    assertThat(verdict.conforms()).isTrue();
    assertThat(verdict.profiles())
        .containsExactly(
            "RO-Crate 1.1",
            "Workflow RO-Crate 1.0",
            "Process Run Crate 0.5",
            "Workflow Run Crate 0.5",
            "Provenance Run Crate 0.5");
    assertThat(verdict.findings()).extracting(CrateCheckTest::shown).containsExactly(AGENT);
    assertThat(verdict.files()).isGreaterThan(30);
  }

  private static String shown(Finding finding) {
    return finding.severity() + " " + finding.entity() + " " + finding.property();
  }

  /** A way to break a crate; what it does to the document, and maybe to the files. */
  interface Break {
    void in(ObjectNode crate) throws IOException;
  }

  private static ObjectNode entity(ObjectNode crate, String id) {
    for (JsonNode entity : crate.get("@graph")) {
      if (entity.path("@id").asText().equals(id)) {
        return (ObjectNode) entity;
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static ObjectNode link(String id) {
    return JSON.createObjectNode().put("@id", id);
  }

  private static void remove(ObjectNode crate, String entity, String property) {
    assertThat(entity(crate, entity).remove(property)).isNotNull();
  }

  private static void removeLink(ObjectNode crate, String entity, String property, String id) {
    ArrayNode links = (ArrayNode) entity(crate, entity).get(property);
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).get("@id").asText().equals(id)) {
        links.remove(i);
        return;
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static void add(ObjectNode crate, Object entity) {
    ((ArrayNode) crate.get("@graph")).add(JSON.valueToTree(entity));
  }

  private static Arguments broken(String name, Break how, String... findings) {
    return Arguments.of(name, how, List.of(findings));
  }

  static Stream<Arguments> ways() {
    return Stream.of(
            document(), rootAndDescriptor(), actions(), parameters(), stepsAndEngine(), disk())
        .flatMap(s -> s);
  }

  private static Stream<Arguments> document() {
    return Stream.of(
        broken(
            "no context of RO-Crate",
            c -> ((ArrayNode) c.get("@context")).remove(0),
            "MUST - @context"),
        broken(
            "terms of the run context without it",
            c -> ((ArrayNode) c.get("@context")).remove(1),
            "MUST - @context"),
        broken(
            "a context that is not known",
            c -> ((ArrayNode) c.get("@context")).add("https://example.org/context"),
            "SHOULD - @context"),
        broken(
            "an entity without a type", c -> remove(c, "#licence", "@type"), "MUST #licence @type"),
        broken(
            "two entities of one id",
            c -> add(c, Map.of("@id", "#java", "@type", "SoftwareApplication")),
            "MUST #java @id"),
        broken(
            "a reference that leads nowhere",
            c -> entity(c, "#licence").set("author", link("#nobody")),
            "MUST #licence author"),
        broken(
            "an entity inside another",
            c ->
                entity(c, "#licence")
                    .set("author", JSON.createObjectNode().put("@type", "Person").put("name", "A")),
            "MUST #licence author"),
        broken(
            "an id that is no URI reference",
            c -> add(c, Map.of("@id", "#two words", "@type", "Thing")),
            "MUST #two words @id"));
  }

  private static Stream<Arguments> rootAndDescriptor() {
    return Stream.of(
        broken(
            "no descriptor",
            c -> entity(c, Crate.FILE).put("@id", "metadata.json"),
            "MUST ro-crate-metadata.json @id"),
        broken(
            "a descriptor about nothing",
            c -> remove(c, Crate.FILE, "about"),
            "MUST ro-crate-metadata.json about"),
        broken(
            "a descriptor of no version",
            c -> removeLink(c, Crate.FILE, "conformsTo", "https://w3id.org/ro/crate/1.1"),
            "SHOULD ro-crate-metadata.json conformsTo"),
        broken("no date", c -> remove(c, "./", "datePublished"), "MUST ./ datePublished"),
        broken(
            "a date that is none",
            c -> entity(c, "./").put("datePublished", "yesterday"),
            "MUST ./ datePublished"),
        broken("no licence", c -> remove(c, "./", "license"), "MUST ./ license"),
        broken("no name", c -> remove(c, "./", "name"), "MUST ./ name"),
        broken(
            "a file that the root does not have",
            c -> removeLink(c, "./", "hasPart", "scores.tsv"),
            "MUST scores.tsv hasPart"),
        broken(
            "a profile that is not described",
            c -> entity(c, "https://w3id.org/ro/wfrun/process/0.5").put("@id", "#process"),
            "MUST ./ conformsTo"),
        broken(
            "steps without a claim to their profile",
            c -> removeLink(c, "./", "conformsTo", "https://w3id.org/ro/wfrun/provenance/0.5"),
            "SHOULD ./ conformsTo"));
  }

  private static Stream<Arguments> actions() {
    return Stream.of(
        broken(
            "an action without a tool",
            c -> remove(c, "#action-1", "instrument"),
            "MUST #action-1 instrument"),
        broken(
            "a status that is none",
            c -> entity(c, "#action-1").set("actionStatus", link("http://schema.org/Done")),
            "SHOULD #action-1 actionStatus"),
        broken(
            "an error of an action that did not fail",
            c -> entity(c, "#action-1").put("error", "it failed"),
            "SHOULD #action-1 error"),
        broken(
            "an end before the start",
            c -> entity(c, "#action-1").put("endTime", "2001-01-01T00:00:00Z"),
            "MUST #action-1 endTime"),
        broken(
            "a step that ends after the run",
            c -> entity(c, "#action-1").put("endTime", "2999-01-01T00:00:00Z"),
            "MUST #action-1 endTime"),
        broken(
            "an action that the root does not mention",
            c -> removeLink(c, "./", "mentions", "#action-2"),
            "SHOULD ./ mentions"),
        broken(
            "a run without an end",
            c -> remove(c, "#run", "endTime"),
            "SHOULD #run endTime",
            "SHOULD ./ -"),
        broken(
            "both versions of a tool",
            c -> entity(c, "#step-select").put("version", "9"),
            "SHOULD #step-select softwareVersion"),
        broken(
            "an input that is a result as well",
            c -> entity(c, "#action-2").set("result", link("work/m.tsv")),
            "MUST #action-2 object"));
  }

  private static Stream<Arguments> parameters() {
    return Stream.of(
        broken(
            "a parameter without a type",
            c -> remove(c, "#select-top", "additionalType"),
            "MUST #select-top additionalType"),
        broken(
            "a parameter of nothing",
            c ->
                add(
                    c,
                    Map.of(
                        "@id",
                        "#x",
                        "@type",
                        "FormalParameter",
                        "additionalType",
                        "Text",
                        "name",
                        "x")),
            "MUST #x input"),
        broken(
            "a value of another tool's parameter",
            c ->
                entity(c, valueOf(c, "#select-top")).set("exampleOfWork", link("#m-values-offset")),
            "MUST #select-top=33 exampleOfWork"),
        broken(
            "a required input that is not given",
            c -> removeLink(c, "#run", "object", inputs("betas.tsv")),
            "SHOULD #run object"),
        broken(
            "an input that is no parameter",
            c -> ((ArrayNode) entity(c, "#step-select").get("input")).add(link("#java")),
            "MUST #step-select input"),
        broken(
            "a connection from nowhere",
            c -> remove(c, connection(c), "sourceParameter"),
            "MUST #connection sourceParameter"));
  }

  private static Stream<Arguments> stepsAndEngine() {
    return Stream.of(
        broken(
            "no main workflow",
            c -> remove(c, "./", "mainEntity"),
            "MUST ./ mainEntity",
            "SHOULD ./ -"),
        broken(
            "a main workflow that is none",
            c ->
                entity(c, "workflow/sample.yaml")
                    .set("@type", JSON.valueToTree(List.of("File", "SoftwareSourceCode", "HowTo"))),
            "MUST workflow/sample.yaml @type"),
        broken(
            "steps of what is no HowTo",
            c -> ((ArrayNode) entity(c, "workflow/sample.yaml").get("@type")).remove(3),
            "MUST workflow/sample.yaml @type"),
        broken(
            "no language of the workflow",
            c -> remove(c, "workflow/sample.yaml", "programmingLanguage"),
            "MUST workflow/sample.yaml programmingLanguage"),
        broken(
            "no execution of the workflow",
            c -> entity(c, "#run").set("instrument", link("#engine")),
            "MUST ./ mentions",
            "MUST #orchestration result",
            "SHOULD #engine url",
            "SHOULD ./ -"),
        broken(
            "a tool that is no part of the workflow",
            c -> removeLink(c, "workflow/sample.yaml", "hasPart", "#step-select"),
            "MUST workflow/sample.yaml hasPart",
            "MUST #howto-select workExample"),
        broken(
            "a step of no workflow",
            c -> removeLink(c, "workflow/sample.yaml", "step", "#howto-select"),
            "MUST #howto-select step"),
        broken(
            "a step without a tool",
            c -> remove(c, "#howto-select", "workExample"),
            "MUST #howto-select workExample"),
        broken(
            "an execution of another step's tool",
            c -> entity(c, "#control-3").set("instrument", link("#howto-simulate")),
            "MUST #control-3 object"),
        broken(
            "a step before the one that it needs",
            c -> entity(c, "#howto-m-values").put("position", "9"),
            "MUST #howto-impute position"),
        broken(
            "an execution that no ControlAction has",
            c -> {
              remove(c, "#control-5", "object");
            },
            "MUST #control-5 object",
            "SHOULD #action-5 object"),
        broken(
            "an engine that did not orchestrate a step",
            c -> removeLink(c, "#orchestration", "object", "#control-2"),
            "MUST #orchestration object"),
        broken(
            "an engine without a result",
            c -> remove(c, "#orchestration", "result"),
            "MUST #orchestration result"));
  }

  private static Stream<Arguments> disk() {
    return Stream.of(
        broken(
            "a file that is gone",
            c -> Files.delete(copy.resolve("scores.tsv")),
            "MUST scores.tsv @id"),
        broken(
            "a file of another size",
            c -> Files.writeString(copy.resolve("scores.tsv"), "longer than it was, by far\n"),
            "MUST scores.tsv contentSize",
            "MUST scores.tsv sha256"),
        broken(
            "a file with another byte",
            c -> Files.writeString(copy.resolve("scores.tsv"), flipped(copy.resolve("scores.tsv"))),
            "MUST scores.tsv sha256"),
        broken(
            "a file that is a folder",
            c -> {
              Files.delete(copy.resolve("scores.tsv"));
              Files.createDirectory(copy.resolve("scores.tsv"));
            },
            "MUST scores.tsv @type"),
        broken(
            "a file out of the crate",
            c -> {
              ((ArrayNode) entity(c, "./").get("hasPart")).add(link("../x.tsv"));
              add(
                  c,
                  Map.of(
                      "@id",
                      "../x.tsv",
                      "@type",
                      "File",
                      "name",
                      "x",
                      "encodingFormat",
                      "text/csv"));
            },
            "MUST ../x.tsv @id"));
  }

  private static String flipped(Path file) throws IOException {
    return Files.readString(file).replaceFirst("TP53", "TP54");
  }

  private static String inputs(String name) {
    return dir.resolve("inputs").resolve(name).toUri().toString();
  }

  private static String valueOf(ObjectNode crate, String parameter) {
    for (JsonNode entity : crate.get("@graph")) {
      if (entity.path("@type").asText().equals("PropertyValue")
          && entity.path("exampleOfWork").toString().contains(parameter + "\"")) {
        return entity.get("@id").asText();
      }
    }
    throw new IllegalArgumentException(parameter);
  }

  private static String connection(ObjectNode crate) {
    for (JsonNode entity : crate.get("@graph")) {
      if (entity.path("@id").asText().startsWith("#connection-quantile")) {
        ((ObjectNode) entity).put("@id", "#connection");
        renameLinks(crate, "quantile");
        return "#connection";
      }
    }
    throw new IllegalArgumentException("no connection");
  }

  private static void renameLinks(ObjectNode crate, String from) {
    for (JsonNode entity : crate.get("@graph")) {
      for (JsonNode link : entity.path("connection")) {
        if (link.get("@id").asText().startsWith("#connection-" + from)) {
          ((ObjectNode) link).put("@id", "#connection");
          return;
        }
      }
    }
  }

  private static Path copy;

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void findsWhatIsBrokenAndOnlyThat(String name, Break how, List<String> expected)
      throws IOException {
    copy = dir.resolve("broken-" + name.replace(' ', '-'));
    copy(run, copy);
    ObjectNode crate = (ObjectNode) JSON.readTree(good);
    how.in(crate);
    JSON.writeValue(copy.resolve(Crate.FILE).toFile(), crate);
    List<String> found =
        CrateCheck.of(copy).findings().stream()
            .map(CrateCheckTest::shown)
            .filter(finding -> !finding.equals(AGENT))
            .distinct()
            .toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        if (!from.relativize(file).startsWith(".omicroutes")) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }

  @Test
  void aCrateOfAnotherMakerIsJudgedByWhatItClaims() throws IOException {
    Path other = Files.createDirectories(dir.resolve("other"));
    Files.writeString(
        other.resolve(Crate.FILE),
        """
        {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [
          {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
           "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"}},
          {"@id": "./", "@type": "Dataset", "name": "Rain", "description": "Rain in 2020",
           "datePublished": "2021-05-01", "license": {"@id": "https://spdx.org/licenses/CC0-1.0"}},
          {"@id": "https://spdx.org/licenses/CC0-1.0", "@type": "CreativeWork", "name": "CC0",
           "description": "No rights reserved"}]}
        """);
    Verdict verdict = CrateCheck.of(other.resolve(Crate.FILE));
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.profiles()).containsExactly("RO-Crate 1.2");
  }

  @Test
  void saysWhatIsNoCrate() throws IOException {
    Path empty = Files.createDirectories(dir.resolve("empty"));
    assertThatThrownBy(() -> CrateCheck.of(empty))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a folder without ro-crate-metadata.json");
    Path broken = Files.writeString(dir.resolve("broken.json"), "{\"@graph\": [\n  {]}");
    assertThatThrownBy(() -> CrateCheck.of(broken))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("broken.json, line 2, column 4: found broken JSON");
    Path list = Files.writeString(dir.resolve("list.json"), "[]");
    assertThatThrownBy(() -> CrateCheck.of(list)).hasMessageContaining("JSON that is no object");
  }
}
