package org.omicroutes.ops;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;

/** An endpoint that watches a folder says which, so that health can look after it. */
public interface WatchedFolder {

  Path watchedFolder();

  /** The folder that an endpoint watches; empty for one that watches none. */
  static Optional<Path> of(Endpoint endpoint) {
    if (endpoint instanceof WatchedFolder watching) {
      return Optional.of(watching.watchedFolder());
    }
    return endpoint instanceof FileEndpoint file
        ? Optional.of(file.getFile().toPath())
        : Optional.empty();
  }
}
