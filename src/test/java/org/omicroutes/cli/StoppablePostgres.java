package org.omicroutes.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A PostgreSQL that goes and comes back, with what was in it, at the same port. */
final class StoppablePostgres implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  StoppablePostgres(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    start();
  }

  void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .start();
  }

  /** Its clients are thrown out. */
  void stop() throws IOException {
    server.close();
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
