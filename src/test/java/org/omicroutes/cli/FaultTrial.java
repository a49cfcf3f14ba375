package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.omicroutes.formats.SmallCohort;

/** Folders and routes of a trial in which something fails below a real server. */
final class FaultTrial implements AutoCloseable {
  /** The shipped route and profile, but with the waits of a test. */
  private static final String ROUTE =
      """
      - route:
          id: prognosis-drop
          errorHandler: {noErrorHandler: {}}
          from:
            uri: "omic-drops:{{omicroutes.drops}}"
            parameters:
              profiles: marker
              results: "{{omicroutes.results}}"
              delay: 500ms
              walkUnfinished: 1s
              attempts: 2
              backOff: 1s
              maxBackOff: 2s
            steps:
              - bean: {ref: omicDrops, method: prognosis}
      """;

  private static final String PROFILE =
      """
      description: A folder with a samplesheet and the marker COMPLETE.
      folder: [[samplesheet.csv, COMPLETE]]
      copied: [COMPLETE]
      settle: 1s
      """;

  final Path dir;
  final Path drops;
  private final List<Path> mounted = new ArrayList<>();
  private final Path routes;
  private final Path profiles;

  FaultTrial(Path dir) throws IOException {
    this(dir, ROUTE);
  }

  /**
   * @param route in place of the shipped one
   */
  FaultTrial(Path dir, String route) throws IOException {
    this.dir = dir;
    drops = Files.createDirectory(dir.resolve("drops"));
    routes = Files.createDirectory(dir.resolve("routes"));
    profiles = Files.createDirectory(dir.resolve("profiles"));
    Files.writeString(routes.resolve("drops.yaml"), route);
    Files.writeString(profiles.resolve("marker.yaml"), PROFILE);
  }

  ServerProcess serve(Path results, Map<String, String> environment, String... before)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    // A busy machine is none of the troubles that are looked for.
    all.put("QUARKUS_VERTX_WARNING_EXCEPTION_TIME", "600s");
    // What is tried here is much smaller than what health asks for by default.
    all.putIfAbsent("OMICROUTES_DISK_LEAST", "1M");
    all.putIfAbsent("OMICROUTES_DISK_LEAST_FILES", "10");
    return ServerProcess.start(
        dir,
        all,
        List.of(before),
        "--drops",
        drops.toString(),
        "--results",
        results.toString(),
        "--routes",
        routes.toString(),
        "--profiles",
        profiles.toString());
  }

  /** A drop that is complete. */
  Path drop(String name) throws IOException {
    Path folder = SmallCohort.write(drops.resolve(name));
    // Contents of its own: a copy would be a duplicate.
    Files.writeString(folder.resolve("note.txt"), name);
    Files.writeString(folder.resolve("COMPLETE"), "");
    return folder;
  }

  /** A small file system of its own; where that is not allowed the test is skipped. */
  Path disk(String name, String size) throws Exception {
    Path folder = Files.createDirectory(dir.resolve(name));
    mount(folder, "-t", "tmpfs", "-o", "size=" + size, "tmpfs");
    return folder;
  }

  /** Makes a folder appear at another place, as a network folder does. */
  void bind(Path real, Path at) throws Exception {
    mount(at, "--bind", real.toString());
  }

  private void mount(Path at, String... what) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(what));
    command.add(at.toString());
    String said = call(command);
    assumeThat(said).as("a file system can be mounted here; mount says").isEqualTo("done");
    mounted.add(at);
  }

  void unmount(Path at) throws Exception {
    mounted.remove(at);
    // Lazily: somebody may just be looking at it, as at a server that goes away.
    assertThat(call(List.of("umount", "--lazy", at.toString()))).isEqualTo("done");
  }

  /** "done", or what the program said of its failure. */
  static String call(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      return process.waitFor() == 0 ? "done" : "failed: " + said;
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }

  /** Fills a disk to its last byte. */
  static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    byte[] block = new byte[1024];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return ballast;
  }

  /** Whether the drops were done once each, with whole results and nothing beside them. */
  static void assertDoneOnce(String url, Path results, String... names) throws Exception {
    List<String> done =
        StateQuery.rows(
            url,
            "SELECT d.path FROM dropped d JOIN dropped_history h ON h.drop_id = d.id"
                + " WHERE h.state = 'DONE'");
    assertThat(done).containsExactlyInAnyOrder(names);
    assertThat(StateQuery.rows(url, "SELECT path FROM dropped WHERE state <> 'DONE'")).isEmpty();
    assertThat(StateQuery.rows(url, "SELECT state FROM run"))
        .hasSize(names.length)
        .containsOnly("COMPLETE");
    for (String name : names) {
      Path folder = results.resolve(name);
      assertThat(folder.resolve("COMPLETE")).exists();
      assertThat(folder.resolve("report.html")).isNotEmptyFile();
      assertThat(folder.resolve("ro-crate-metadata.json"))
          .content()
          .contains("CompletedActionStatus");
      try (Stream<Path> files = Files.walk(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(file -> file.startsWith(".omicroutes-") || file.endsWith(".tmp"));
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (Path at : List.copyOf(mounted)) {
      unmount(at);
    }
  }
}
