package org.omicroutes.report;

import java.util.Locale;

/** Names as identifiers and file names. */
final class Slug {
  private Slug() {}

  /** Lower-case letters, digits and hyphens only, so that it is safe in a path and in markup. */
  static String of(String name) {
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    slug = slug.replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "unnamed" : slug;
  }
}
