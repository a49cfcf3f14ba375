package org.omicroutes.api.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Notes which endpoint a request came to, for the audit log. */
@Provider
public class PathTemplate implements ContainerResponseFilter {
  private static final String KEY = PathTemplate.class.getName();

  @Context ResourceInfo endpoint;
  @Inject CurrentVertxRequest current;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (endpoint.getResourceClass() != null && current.getCurrent() != null) {
      String template =
          path(endpoint.getResourceClass().getAnnotation(Path.class))
              + path(endpoint.getResourceMethod().getAnnotation(Path.class));
      current.getCurrent().put(KEY, template.isEmpty() ? "/" : template);
    }
  }

  private static String path(Path path) {
    if (path == null) {
      return "";
    }
    String plain = path.value().replaceAll("^/+|/+$", "");
    return plain.isEmpty() ? "" : "/" + plain;
  }

  /** The template of the endpoint; empty where the request came to none. */
  static Optional<String> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }
}
