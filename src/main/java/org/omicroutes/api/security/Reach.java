package org.omicroutes.api.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** From where the server can be reached, and whether it asks for a login. */
@ApplicationScoped
public class Reach {
  @ConfigProperty(name = "quarkus.http.host")
  String host;

  @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true")
  boolean isOn;

  @ConfigProperty(name = "quarkus.management.host")
  String managementHost;

  @ConfigProperty(name = "quarkus.management.host-enabled", defaultValue = "true")
  boolean isManagementOn;

  @ConfigProperty(name = "omicroutes.login.required", defaultValue = "false")
  boolean required;

  @ConfigProperty(name = "omicroutes.oidc.enabled", defaultValue = "false")
  boolean oidc;

  /** Whether requests of this machine are let in without a login. */
  boolean isOpen() {
    return !required && isLoopback(host);
  }

  /** Whether metrics are shown without a login. */
  boolean isManagementOpen() {
    return !required && isLoopback(managementHost);
  }

  /** Whether bearer tokens of an OpenID Connect issuer are taken. */
  boolean takesTokens() {
    return oidc;
  }

  /** The address that others can reach; empty where there is none. */
  String exposed() {
    if (isOn && !isLoopback(host)) {
      return host;
    }
    return isManagementOn && !isLoopback(managementHost) ? managementHost : "";
  }

  /** Whether nobody but this machine reaches a host; one that is not known may be any. */
  static boolean isLoopback(String host) {
    String name = withoutBrackets(host.strip());
    try {
      return !name.isEmpty()
          && Stream.of(InetAddress.getAllByName(name)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * The host and port that a request names: its header {@code Host}, or what stands for it in
   * HTTP/2; null for none.
   */
  static String named(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    HostAndPort authority = host == null ? request.authority() : null;
    if (authority == null) {
      return host;
    }
    return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
  }

  /**
   * Whether a {@code Host} header names this machine as itself. Names are not looked up: a page
   * from elsewhere could let its own name point here.
   */
  static boolean namesLoopback(String authority) {
    if (authority == null) {
      return false;
    }
    String name = withoutBrackets(authority.strip().replaceFirst(":\\d+$", ""));
    return name.toLowerCase(Locale.ROOT).equals("localhost")
        || name.equals("::1")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  private static String withoutBrackets(String name) {
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }
}
