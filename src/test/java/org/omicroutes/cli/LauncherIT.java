package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.step.Folders;

/** The launcher's archives of classes: made, used, made anew, and done without. */
class LauncherIT {
  @TempDir Path dir;

  private Path home;
  private Path app;

  /** A checkout of its own, whose libraries are hard links to the built ones. */
  @BeforeEach
  void checkout() throws IOException {
    home = Path.of("target/launcher-it").toAbsolutePath();
    if (Files.exists(home)) {
      Folders.delete(home);
    }
    app = Files.createDirectories(home.resolve("target/quarkus-app"));
    Files.copy(Path.of("omicroutes"), home.resolve("omicroutes"));
    home.resolve("omicroutes").toFile().setExecutable(true);
    Path built = Path.of("target/quarkus-app").toAbsolutePath();
    for (Path file : Folders.files(built)) {
      Path there = app.resolve(built.relativize(file));
      if (file.endsWith("quarkus-run.jar")) {
        Files.copy(file, there);
      } else if (!file.startsWith(built.resolve("archives"))) {
        Files.createDirectories(there.getParent());
        Files.createLink(there, file);
      }
    }
  }

  @AfterEach
  void remove() throws IOException {
    Folders.delete(home);
  }

  /** What {@code --version} loads classes from, which it must print as ever. */
  private boolean loadsFromArchive() throws Exception {
    Path log = dir.resolve("classes.log");
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("omicroutes").toString(), "--version")
            .redirectOutput(dir.resolve("out").toFile())
            .redirectError(dir.resolve("err").toFile());
    builder.environment().put("OMICROUTES_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    Process process = builder.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(dir.resolve("err")).isEmptyFile();
    assertThat(process.exitValue()).isZero();
    assertThat(dir.resolve("out")).content().startsWith("OmicRoutes ").contains("\nHTSJDK ");
    try (Stream<String> lines = Files.lines(log)) {
      return lines.anyMatch(
          line -> line.contains(" org.omicroutes.cli.Console ") && line.contains("shared objects"));
    }
  }

  private Path only(String ending) throws IOException {
    try (Stream<Path> files = Files.list(app.resolve("archives"))) {
      return files
          .filter(f -> f.toString().matches(".*\\.(" + ending + ")"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void makesAnArchiveAtFirstUseAndAnewWhereTheProgramChanged() throws Exception {
    assertThat(loadsFromArchive()).isTrue();
    FileTime made = Files.getLastModifiedTime(only("jsa|aot"));
    assertThat(loadsFromArchive()).isTrue();
    assertThat(Files.getLastModifiedTime(only("jsa|aot"))).isEqualTo(made);
    Files.setLastModifiedTime(
        app.resolve("quarkus-run.jar"), FileTime.fromMillis(System.currentTimeMillis() + 5000));
    assertThat(loadsFromArchive()).isTrue();
    assertThat(Files.getLastModifiedTime(only("jsa|aot"))).isGreaterThan(made);
    damage(only("jsa|aot"));
    loadsFromArchive();
  }

  private static void damage(Path archive) throws IOException {
    archive.toFile().setWritable(true);
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(64), 0);
    }
  }

  @Test
  void doesWithoutWhereNothingCanBeWritten() throws Exception {
    // Not a folder without rights: root would write there all the same.
    Files.writeString(app.resolve("archives"), "");
    assertThat(loadsFromArchive()).isFalse();
  }

  @Test
  void doesWithoutWhileAnotherProcessMakesIt() throws Exception {
    Files.createDirectories(app.resolve("archives/being-made"));
    assertThat(loadsFromArchive()).isFalse();
  }
}
