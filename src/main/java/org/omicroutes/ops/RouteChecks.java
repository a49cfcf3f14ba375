package org.omicroutes.ops;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.HealthRegistry;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Keeps one readiness check, {@code route ID}, for every route through which work comes in, from
 * its initialization until it is removed.
 */
@Singleton
public class RouteChecks implements RoutePolicyFactory {
  // Asked for when a check is called: it needs the context, which needs this factory.
  @Inject Instance<RouteHealth> health;

  /** Before any route is made: the beans that nobody injects are not in Camel's registry. */
  void install(@Observes StartupEvent event, CamelContext context, PollClocks clocks) {
    context.addRoutePolicyFactory(clocks);
    context.addRoutePolicyFactory(this);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return new RoutePolicySupport() {
      @Override
      public void onInit(Route added) {
        if (RouteHealth.isEntry(added)) {
          registry().register(name(routeId), () -> check(routeId));
        }
      }

      @Override
      public void onRemove(Route removed) {
        if (RouteHealth.isEntry(removed)) {
          registry().remove(name(routeId));
        }
      }
    };
  }

  private HealthCheckResponse check(String routeId) {
    Optional<String> reason = health.get().reason(routeId);
    var response = HealthCheckResponse.named(name(routeId)).status(reason.isEmpty());
    reason.ifPresent(why -> response.withData("reason", why));
    health.get().trouble(routeId).ifPresent(what -> response.withData("trouble", what));
    return response.build();
  }

  /** Of the check of a route. */
  static String name(String routeId) {
    return "route " + routeId;
  }

  private static HealthRegistry registry() {
    return HealthRegistries.getRegistry(HealthType.READINESS);
  }
}
