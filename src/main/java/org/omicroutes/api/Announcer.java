package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.omicroutes.camel.LoadedDropRoutes;
import org.omicroutes.drops.Announcements;
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
  static Announcements announcements(DropStore drops, LoadedDropRoutes routes) {
    return new Announcements(drops, routes::all);
  }

  /** As {@link Announcements#announce}; who watches folders is told. */
  public Drop announce(String route, String path) throws IOException {
    Drop drop = announcements.announce(route, path);
    announced.fireAsync(new DropAnnounced(drop));
    return drop;
  }

  /** As {@link Announcements#place}. */
  public Path place(String route, String path) {
    return announcements.place(route, path);
  }
}
