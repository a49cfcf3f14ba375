package org.omicroutes.api.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks at every request before it is known who sends it, again when it is known, and when it is
 * over.
 */
@ApplicationScoped
public class RequestGuard {
  /** Before Quarkus looks who it is, at 200. */
  private static final int FIRST = 1000;

  /** After that, and before it looks whether he may, at 100. */
  private static final int KNOWN = 120;

  private static final Set<HttpMethod> HARMLESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** Where a request keeps the status that the audit log has of it. */
  private static final String WRITTEN = RequestGuard.class.getName();

  @Inject Reach reach;
  @Inject RateLimits limits;
  @Inject AuditLog audit;

  @ConfigProperty(name = "omicroutes.limits.headers", defaultValue = "100")
  int mostHeaders;

  void register(@Observes Filters filters) {
    filters.register(this::first, FIRST);
    filters.register(this::known, KNOWN);
  }

  private void first(RoutingContext context) {
    HttpServerRequest request = context.request();
    String address = address(request);
    context.addEndHandler(done -> ended(context, address));
    if (request.headers().size() > mostHeaders) {
      ErrorBody.send(
          context,
          431,
          "found " + request.headers().size() + " headers; expected " + mostHeaders + " at most");
    } else if (!HARMLESS.contains(request.method()) && isOfAnotherSite(request)) {
      ErrorBody.send(context, 403, "a page of another site may not change anything here");
    } else if (Credentials.areThere(request.headers()) || !reach.isOpen()) {
      proceed(context, limits.untilLogin(address), "too many refused logins from your address");
    } else {
      context.next();
    }
  }

  private void known(RoutingContext context) {
    if (context.user() instanceof QuarkusHttpUser user
        && !user.getSecurityIdentity().isAnonymous()) {
      String name = user.getSecurityIdentity().getPrincipal().getName();
      proceed(context, limits.takeRequest(name), "too many requests");
    } else {
      context.next();
    }
  }

  private static void proceed(RoutingContext context, long wait, String why) {
    if (wait == 0) {
      context.next();
    } else {
      context.response().putHeader("Retry-After", String.valueOf(wait));
      ErrorBody.send(context, 429, why + "; try again in " + wait + " s");
    }
  }

  /**
   * Whether a browser sends this for a page that is not ours. It would add what its user logged in
   * with, or be on the machine that needs no login.
   */
  private static boolean isOfAnotherSite(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      return !authority(origin).equalsIgnoreCase(Reach.named(request));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !Set.of("same-origin", "none").contains(site.toLowerCase(Locale.ROOT));
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private void ended(RoutingContext context, String address) {
    int status = context.response().getStatusCode();
    if (status == 401) {
      limits.refused(address);
    }
    boolean isWritten = Integer.valueOf(status).equals(context.get(WRITTEN));
    if (!isWritten && (isDenied(status) || !HARMLESS.contains(context.request().method()))) {
      audit.record(context, address, status);
    }
  }

  private static boolean isDenied(int status) {
    return status == 401 || status == 403 || status == 429;
  }

  /**
   * An endpoint is about to answer. Who is told that something changed may rely on its entry in the
   * audit log; those who are not let are written down afterwards, so that nobody waits for them.
   *
   * @return completes when the answer may leave
   */
  CompletionStage<Void> answering(RoutingContext context, int status) {
    if (isDenied(status) || HARMLESS.contains(context.request().method())) {
      return CompletableFuture.completedFuture(null);
    }
    context.put(WRITTEN, status);
    return audit.record(context, address(context.request()), status);
  }

  /**
   * Where a request comes from; what a proxy says of it counts where quarkus.http.proxy says so.
   */
  private static String address(HttpServerRequest request) {
    return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
  }
}
