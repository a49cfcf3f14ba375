package org.omicroutes.api.security;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.omicroutes.state.ApiKeyStore;

/** What a request brings to say who sends it. */
final class Credentials {
  private static final String AUTHORIZATION = "Authorization";
  private static final String KEY = "X-API-Key";

  private Credentials() {}

  static boolean areThere(MultiMap headers) {
    return headers.contains(AUTHORIZATION) || headers.contains(KEY);
  }

  /** Whether there is a bearer token that is no API key. */
  static boolean hasToken(MultiMap headers) {
    return scheme(headers, "Bearer").isPresent() && apiKey(headers).isEmpty();
  }

  /**
   * The API key: in {@code X-API-Key}, as a bearer token, or as the password of HTTP's basic login,
   * by which a browser asks for it.
   */
  static Optional<String> apiKey(MultiMap headers) {
    String header = headers.get(KEY);
    if (header != null) {
      return Optional.of(header.strip());
    }
    return scheme(headers, "Bearer")
        .or(() -> scheme(headers, "Basic").flatMap(Credentials::password))
        .filter(text -> text.startsWith(ApiKeyStore.PREFIX));
  }

  private static Optional<String> scheme(MultiMap headers, String scheme) {
    String header = headers.get(AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)
        ? Optional.of(header.substring(scheme.length() + 1).strip())
        : Optional.empty();
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
