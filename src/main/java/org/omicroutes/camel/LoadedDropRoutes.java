package org.omicroutes.camel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.omicroutes.api.Announcer.DropAnnounced;
import org.omicroutes.drops.DropRoute;

/** The routes that take drops, as they are loaded now; they may change while the server runs. */
@ApplicationScoped
public class LoadedDropRoutes {
  /** Characters of the longest name of a profile that the state keeps. */
  private static final int LONGEST = 100;

  @Inject CamelContext context;

  /** All of them; none while the server starts. */
  public List<DropRoute> all() {
    return of(context);
  }

  static List<DropRoute> of(CamelContext context) {
    return context.getRoutes().stream()
        .filter(route -> route.getEndpoint() instanceof DropsEndpoint)
        .map(LoadedDropRoutes::describe)
        .toList();
  }

  /** Which profile takes a folder is known when somebody has looked at it. */
  private static DropRoute describe(Route route) {
    DropsEndpoint endpoint = (DropsEndpoint) route.getEndpoint();
    String profiles = String.join(",", endpoint.profiles());
    return new DropRoute(
        route.getRouteId(),
        endpoint.root(),
        profiles.substring(0, Math.min(LONGEST, profiles.length())));
  }

  void announced(@ObservesAsync DropAnnounced event) {
    lookNow(context, event.drop().route());
  }

  /** Has the route look at its folder now, not at its next poll. */
  static void lookNow(CamelContext context, String route) {
    Route loaded = context.getRoute(route);
    if (loaded != null && loaded.getConsumer() instanceof DropsConsumer consumer) {
      consumer.lookNow();
    }
  }
}
