package org.omicroutes.drops;

import java.nio.file.Path;

/**
 * A route that takes drops.
 *
 * @param id of the route, by which its drops are kept
 * @param root the folder that it watches
 * @param profile by which its drops are complete
 */
public record DropRoute(String id, Path root, String profile) {
  public DropRoute {
    root = root.toAbsolutePath().normalize();
  }
}
