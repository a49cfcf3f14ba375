package org.omicroutes.ops;

import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import java.util.Map;

/** A file of a run as an answer. */
final class ServedFile {
  /**
   * A report carries its scripts and styles inside itself. It runs as a site of its own, which
   * reaches nothing of the server.
   */
  private static final String POLICY =
      "sandbox allow-scripts allow-downloads allow-popups; default-src 'none';"
          + " script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "pdf", "application/pdf",
          "gz", "application/gzip",
          "md", "text/plain;charset=UTF-8",
          "log", "text/plain;charset=UTF-8",
          "txt", "text/plain;charset=UTF-8",
          "yaml", "text/plain;charset=UTF-8");

  private ServedFile() {}

  static Response answer(Path file) {
    String name = file.getFileName().toString();
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    Response.ResponseBuilder answer =
        Response.ok(file, type == null ? "application/octet-stream" : type)
            .header("Content-Security-Policy", POLICY)
            .header("X-Content-Type-Options", "nosniff")
            .header("Cache-Control", "no-store");
    if (type == null || type.endsWith("gzip")) {
      answer.header("Content-Disposition", "attachment");
    }
    return answer.build();
  }
}
