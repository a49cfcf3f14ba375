package org.omicroutes.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.neural.GraphicsCards.Card;

class DeviceTest {
  @TempDir Path dir;

  @AfterEach
  void forget() {
    System.clearProperty(Device.PROPERTY);
    System.clearProperty(Engines.PROPERTY);
  }

  private static Device asked(String device) {
    System.setProperty(Device.PROPERTY, device);
    return Device.current();
  }

  @Test
  void withoutCudaItIsTheProcessor() {
    assertThat(asked("auto")).isEqualTo(asked(" ")).isEqualTo(asked("cpu")).isEqualTo(Device.CPU);
    assertThat(Device.CPU.text()).isEqualTo("cpu");
    assertThatThrownBy(() -> asked("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OMICROUTES_DEVICE: found 'tpu', expected auto, cpu or gpu");
    assertThatThrownBy(() -> asked("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "OMICROUTES_DEVICE: found 'gpu', but this program is built without ND4J's library for"
                + " CUDA; use auto or cpu");
    System.setProperty(Engines.PROPERTY, "plain");
    assertThatThrownBy(() -> asked("gpu"))
        .hasMessageContaining("in plain Java (OMICROUTES_ENGINE)");
    assertThatThrownBy(Engines::preferred).hasMessageContaining("OMICROUTES_DEVICE: found 'gpu'");
  }

  private List<Card> cards(String script) throws IOException {
    Path program = Files.writeString(dir.resolve("nvidia-smi"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return GraphicsCards.of(program.toString());
  }

  @Test
  void theDriverTellsOfTheCards() throws IOException {
    assertThat(
            cards(
                "[ \"$*\" = '--query-gpu=compute_cap,name --format=csv,noheader' ] || exit 2;"
                    + " echo '8.6, NVIDIA A10'; echo; echo '3.5, Tesla K40m, old'"))
        .containsExactly(new Card("NVIDIA A10", 8.6), new Card("Tesla K40m, old", 3.5));
    assertThat(cards("echo 8.6, left over; exit 9")).isEmpty();
    assertThat(cards("echo No devices were found")).isEmpty();
    assertThat(GraphicsCards.of(dir.resolve("none").toString())).isEmpty();
  }

  @Test
  void everyCardHasToBeOneWithMachineCode() {
    Card old = new Card("K40", 3.5);
    Card good = new Card("L4", 8.9);
    Card hopper = new Card("H100", 9.0);
    assertThat(Device.whyNot(List.of(good, new Card("K80", 3.7)))).isEmpty();
    assertThat(Device.whyNot(List.of())).contains("nvidia-smi finds no NVIDIA card");
    assertThat(Device.whyNot(List.of(old, good, hopper)))
        .contains(
            "ND4J's library for CUDA 11.6 has no machine code for K40 (compute capability 3.5), H100"
                + " (compute capability 9.0), only for compute capabilities 3.7 to 8.9");
  }

  @Test
  void whatCudaAnnouncesCanBeHidden() throws IOException {
    String name = "META-INF/services/org.example.Backend";
    Path cpu = folder("nd4j-native", name);
    Path cuda = folder("nd4j-cuda-11.6", name);
    URL[] both = {cuda.toUri().toURL(), cpu.toUri().toURL()};
    try (URLClassLoader parent = new URLClassLoader(both, null)) {
      assertThat(Collections.list(parent.getResources(name))).hasSize(2);
      assertThat(Collections.list(new WithoutCuda(parent).getResources(name)))
          .containsExactly(cpu.resolve(name).toUri().toURL());
    }
  }

  private Path folder(String name, String resource) throws IOException {
    Path file = dir.resolve(name).resolve(resource);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    return dir.resolve(name);
  }
}
