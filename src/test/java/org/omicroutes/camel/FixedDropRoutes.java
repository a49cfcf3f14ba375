package org.omicroutes.camel;

import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import org.omicroutes.api.Announcer.DropAnnounced;
import org.omicroutes.drops.DropRoute;

/** Routes for tests of a server in which none runs. */
@Vetoed
public final class FixedDropRoutes extends LoadedDropRoutes {
  private final List<DropRoute> routes;

  /**
   * @param routes that a test may change
   */
  public FixedDropRoutes(List<DropRoute> routes) {
    this.routes = routes;
  }

  @Override
  public List<DropRoute> all() {
    return List.copyOf(routes);
  }

  @Override
  void announced(DropAnnounced event) {
    // Nobody looks.
  }
}
