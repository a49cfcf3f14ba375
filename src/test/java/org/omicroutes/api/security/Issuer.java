package org.omicroutes.api.security;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer: discovery, keys, and tokens signed with RSA, good ones and others. */
public final class Issuer implements QuarkusTestResourceLifecycleManager {
  private static final RsaJsonWebKey KEY = key("one");

  /** Says that it is the issuer's, and is not. */
  private static final RsaJsonWebKey FOREIGN = key("one");

  private static String url;

  private HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    url = "http://localhost:" + server.getAddress().getPort() + "/lab";
    answer(
        "/lab/.well-known/openid-configuration",
        """
        {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token",
         "authorization_endpoint": "%1$s/login", "response_types_supported": ["code"],
         "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256"]}
        """
            .formatted(url));
    answer("/lab/keys", new JsonWebKeySet(KEY).toJson());
    server.start();
    return Map.of("omicroutes.oidc.enabled", "true", "omicroutes.oidc.url", url);
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  private static RsaJsonWebKey key(String id) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a good token says. */
  static JwtClaims claims(String subject, String... groups) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(url);
    claims.setSubject(subject);
    claims.setAudience("omicroutes");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringListClaim("groups", List.of(groups));
    return claims;
  }

  static String signed(JwtClaims claims) {
    return signed(claims, KEY);
  }

  static String signedByAnother(JwtClaims claims) {
    return signed(claims, FOREIGN);
  }

  private static String signed(JwtClaims claims, PublicJsonWebKey key) {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKey(key.getPrivateKey());
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return text(token);
  }

  /** The public key taken for the secret of another algorithm. */
  static String signedWithPublicKey(JwtClaims claims) {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
    token.setKeyIdHeaderValue(KEY.getKeyId());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    return text(token);
  }

  static String unsigned(JwtClaims claims) {
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    token.setPayload(claims.toJson());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    return text(token);
  }

  /** A good token whose claims were changed afterwards. */
  static String changed(JwtClaims claims, String subject) {
    String[] parts = signed(claims).split("\\.");
    claims.setSubject(subject);
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.toJson().getBytes(StandardCharsets.UTF_8));
    return parts[0] + "." + payload + "." + parts[2];
  }

  private static String text(JsonWebSignature token) {
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
