package org.omicroutes.api.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Lets an answer leave when the audit log has its entry: a process killed later still has it. */
public class AuditedAnswers {
  /** Of those who wait for an answer, nobody waits longer for an audit log that does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject RequestGuard guard;
  @Inject CurrentVertxRequest current;

  /** After {@link PathTemplate}: filters of answers run from the highest number down. */
  @ServerResponseFilter(priority = Priorities.AUTHENTICATION)
  public Uni<Void> filter(ContainerResponseContext response) {
    RoutingContext context = current.getCurrent();
    if (context == null) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .completionStage(guard.answering(context, response.getStatus()))
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem((Void) null);
  }
}
