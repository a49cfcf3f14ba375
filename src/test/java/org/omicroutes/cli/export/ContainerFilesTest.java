package org.omicroutes.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of {@code containers} agree with the program and with each other. */
class ContainerFilesTest {
  private static final Path CONTAINERS = Path.of("containers");
  private static final Path KUBERNETES = CONTAINERS.resolve("kubernetes");
  private static final Path COMPOSE = CONTAINERS.resolve("compose");

  private static JsonNode yaml(Path file) throws IOException {
    return documents(file).get(0);
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(Files.readString(file))
        .forEach(content -> documents.add(new ObjectMapper().valueToTree(content)));
    return documents;
  }

  private static JsonNode server() throws IOException {
    return yaml(COMPOSE.resolve("compose.yaml")).at("/services/omicroutes");
  }

  private static JsonNode pod(String file) throws IOException {
    return documents(KUBERNETES.resolve(file)).stream()
        .map(document -> document.at("/spec/template/spec"))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Containerfile", "Containerfile.native", "Containerfile.gpu"})
  void imagesAreOfThisVersionAndNotOfRoot(String file) throws IOException {
    List<String> lines = Files.readAllLines(CONTAINERS.resolve(file));
    assertThat(lines).contains("ARG VERSION=" + Image.version(), "USER 10001:10001");
    assertThat(lines).noneMatch(line -> line.startsWith("ENTRYPOINT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"omicroutes.yaml", "first-key.yaml"})
  void podsAreSealed(String file) throws IOException {
    JsonNode pod = pod(file);
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
    JsonNode container = pod.at("/containers/0");
    assertThat(container.at("/image").asText()).isEqualTo(Image.name());
    JsonNode rights = container.at("/securityContext");
    assertThat(rights.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(rights.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/volumeMounts").findValuesAsText("mountPath")).contains("/tmp");
  }

  @Test
  void probesAskWhatTheyAreNamedAfter() throws IOException {
    JsonNode container = pod("omicroutes.yaml").at("/containers/0");
    assertThat(container.at("/livenessProbe/httpGet/path").asText())
        .isEqualTo("/observe/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText())
        .isEqualTo("/observe/health/ready");
    assertThat(container.at("/startupProbe/httpGet/path").asText())
        .isEqualTo("/observe/health/started");
  }

  /** Kubernetes takes a field that it does not know for a mistake, or for nothing. */
  @Test
  void kubernetesKnowsEveryField() throws IOException {
    JsonNode together = yaml(KUBERNETES.resolve("kustomization.yaml"));
    List<String> files = new ArrayList<>(List.of("first-key.yaml"));
    files.addAll(List.of(texts(together.at("/resources"))));
    assertThat(files).contains("omicroutes.yaml", "storage.yaml");
    ObjectMapper strict = new ObjectMapper();
    strict.setAnnotationIntrospector(
        new JacksonAnnotationIntrospector() {
          @Override
          public Boolean hasAnySetter(Annotated member) {
            return false;
          }
        });
    strict.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    for (String file : files) {
      for (JsonNode document : documents(KUBERNETES.resolve(file))) {
        HasMetadata read = strict.treeToValue(document, kind(document.path("kind").asText()));
        assertThat(read.getApiVersion()).isEqualTo(document.path("apiVersion").asText());
        assertThat(read.getMetadata().getName()).as(file).isNotBlank();
        ((ObjectNode) document).putObject("spec").put("replica", 1);
        assertThatThrownBy(() -> strict.treeToValue(document, read.getClass()))
            .as(file)
            .isInstanceOf(UnrecognizedPropertyException.class);
      }
    }
  }

  /** What the generator was given is in what it made. */
  @Test
  void theDeploymentIsMadeFromItsBase() throws IOException {
    JsonNode base = documents(Path.of("src/main/kubernetes/kubernetes.yml")).get(0);
    JsonNode made = pod("omicroutes.yaml");
    assertThat(made.at("/initContainers")).isEqualTo(base.at("/spec/template/spec/initContainers"));
    assertThat(made.at("/containers/0/securityContext"))
        .isEqualTo(base.at("/spec/template/spec/containers/0/securityContext"));
    JsonNode tmp = base.at("/spec/template/spec/volumes/0");
    assertThat(made.at("/volumes")).contains(tmp);
  }

  private static Class<? extends HasMetadata> kind(String name) {
    return switch (name) {
      case "Deployment" -> Deployment.class;
      case "Job" -> Job.class;
      case "Namespace" -> Namespace.class;
      case "PersistentVolumeClaim" -> PersistentVolumeClaim.class;
      case "Service" -> Service.class;
      default -> throw new AssertionError("the kind " + name + " is not checked");
    };
  }

  @Test
  void composeAndKubernetesStartTheSameServer() throws IOException {
    JsonNode deployed = pod("omicroutes.yaml").at("/containers/0");
    assertThat(server().at("/image").asText()).isEqualTo(Image.name());
    assertThat(server().at("/read_only").asBoolean()).isTrue();
    Set<String> composed = new TreeSet<>();
    server().at("/environment").fieldNames().forEachRemaining(composed::add);
    assertThat(composed)
        .containsExactlyInAnyOrder(
            StreamSupport.stream(deployed.at("/env").spliterator(), false)
                .map(variable -> variable.path("name").asText())
                .toArray(String[]::new));
    assertThat(texts(deployed.at("/args"))).startsWith(texts(server().at("/command")));
  }

  private static String[] texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .toArray(String[]::new);
  }

  @Test
  void whatComposeMountsIsThere() throws IOException {
    List<Path> mounted = new ArrayList<>();
    for (JsonNode service : yaml(COMPOSE.resolve("compose.yaml")).at("/services")) {
      for (JsonNode volume : service.path("volumes")) {
        if (volume.asText().startsWith(".")) {
          mounted.add(COMPOSE.resolve(volume.asText().replaceFirst(":.*", "")));
        }
      }
    }
    assertThat(mounted).hasSizeGreaterThan(4).allSatisfy(file -> assertThat(file).isRegularFile());
  }
}
