package org.omicroutes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * Talks to a running server.
 *
 * <p>What the server takes for a mistake of the caller (a name that is not there, a value out of
 * range) is an {@link IllegalArgumentException}; all else that goes wrong is an {@link IOException}
 * in words.
 */
final class ServerClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:OMICROUTES_SERVER:-http://127.0.0.1:8080}",
      description = "Address of the server. Default: OMICROUTES_SERVER, or http://127.0.0.1:8080.")
  private URI server;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:OMICROUTES_API_KEY:-}",
      description = {
        "API key. Default: OMICROUTES_API_KEY, which others on the machine cannot read.",
        "A server that is bound to its own machine needs none."
      })
  private String key;

  JsonNode get(String path, Map<String, ?> query) throws IOException {
    String asked =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue().toString()))
            .collect(Collectors.joining("&"));
    return send("GET", asked.isEmpty() ? path : path + "?" + asked, BodyPublishers.noBody());
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException {
    return send("POST", path, BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body)));
  }

  /** A part of a path, whatever characters are in it. */
  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode send(String method, String path, BodyPublisher body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(method, body);
    if (!key.isBlank()) {
      request.header("X-API-Key", key);
    }
    try {
      HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      return answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (HttpTimeoutException e) {
      throw new IOException(
          server + " did not answer within " + PATIENCE.toSeconds() + " seconds", e);
    } catch (ConnectException e) {
      throw new IOException(
          "no server answers at "
              + server
              + ": is 'omicroutes serve' running? Name another address with --server or"
              + " OMICROUTES_SERVER",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + server);
    }
  }

  private URI address(String path) {
    String scheme = server.getScheme();
    if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "--server is '" + server + "': expected an address such as http://127.0.0.1:8080");
    }
    return URI.create(server.toString().replaceAll("/+$", "") + path);
  }

  private JsonNode answer(HttpResponse<String> response) throws IOException {
    int status = response.statusCode();
    JsonNode body = parse(response.body());
    String said = body == null ? "" : body.path("msg").asText("");
    switch (status) {
      case 400, 404, 409 -> {
        if (said.isEmpty()) {
          throw new IOException(server + " is no OmicRoutes server: it answered " + status);
        }
        throw new IllegalArgumentException(said);
      }
      case 401 ->
          throw new IOException(
              "the server wants to know who asks: give an API key with OMICROUTES_API_KEY or --key");
      case 403 ->
          throw new IOException("the server does not allow this to the role of this API key");
      default -> {
        if (status / 100 != 2) {
          throw new IOException(
              "the server answered " + status + (said.isEmpty() ? "" : ": " + said));
        }
        if (body == null) {
          throw new IOException(server + " is no OmicRoutes server: its answer is no JSON");
        }
        return body;
      }
    }
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode node = new ObjectMapper().readTree(text);
      return node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
