package org.omicroutes.trials;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.omicroutes.step.Folders;

/** A PostgreSQL of one's own from the programs of a Debian package, on loopback. */
final class PostgresCluster implements AutoCloseable {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  static final String USER = "omicroutes";

  private final Path bin;
  private final Path folder;
  private final int port;

  private PostgresCluster(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Makes and starts one.
   *
   * @throws IOException where the package is not installed, or it does not start
   */
  static PostgresCluster start() throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path folder = Files.createTempDirectory("omicroutes-postgresql-");
    PostgresCluster cluster = new PostgresCluster(newest(), folder, port);
    if (isRoot()) {
      call(List.of("chown", "postgres", folder.toString()));
    }
    cluster.call("initdb", "-D", cluster.data(), "-U", USER, "-A", "trust", "-E", "UTF8");
    String options = "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1";
    String log = folder.resolve("log").toString();
    cluster.call("pg_ctl", "-D", cluster.data(), "-w", "-l", log, "-o", options, "start");
    return cluster;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static Path newest() throws IOException {
    if (Files.isDirectory(PACKAGES)) {
      try (Stream<Path> versions = Files.list(PACKAGES)) {
        var newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Comparator.comparingInt(PostgresCluster::version));
        if (newest.isPresent()) {
          return newest.get();
        }
      }
    }
    throw new IOException(
        "found no PostgreSQL below "
            + PACKAGES
            + "; install Debian's package postgresql, or name a database with --database-url");
  }

  private static int version(Path bin) {
    String name = bin.getParent().getFileName().toString();
    return name.matches("[0-9]+") ? Integer.parseInt(name) : 0;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void call(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // PostgreSQL refuses to run as root.
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    call(command);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void call(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("omicroutes-postgresql-", ".txt");
    try {
      // Into a file: a server that goes on would keep a pipe open.
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(said));
      }
    } finally {
      Files.delete(said);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      call("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
