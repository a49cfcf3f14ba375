package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.drops.Announcements;
import org.omicroutes.drops.DropRoute;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore;

/** Announced drops, whichever way they are announced. */
@ApplicationScoped
public class Announcer {
  @Inject Announcements announcements;
  @Inject Event<DropAnnounced> announced;

  /**
   * A folder was announced; whoever watches folders need not wait for the next time to look.
   *
   * @param drop that stands for the folder
   */
  public record DropAnnounced(Drop drop) {}

  @Produces
  @Singleton
  static Announcements announcements(
      DropStore drops,
      @ConfigProperty(name = "omicroutes.drops") Path root,
      @ConfigProperty(name = "omicroutes.drop-route", defaultValue = "prognosis-drop") String route,
      @ConfigProperty(name = "omicroutes.drop-profile", defaultValue = "manifest") String profile) {
    return new Announcements(drops, List.of(new DropRoute(route, root, profile)));
  }

  /** As {@link Announcements#announce}; who watches folders is told. */
  public Drop announce(String route, String path) throws IOException {
    Drop drop = announcements.announce(route, path);
    announced.fireAsync(new DropAnnounced(drop));
    return drop;
  }
}
