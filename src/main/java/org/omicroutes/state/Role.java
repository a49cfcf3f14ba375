package org.omicroutes.state;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may do. None includes another: who may do more has several. */
public enum Role {
  /** Sees drops, runs, results and metrics. */
  VIEWER,
  /** Starts runs and announces drops; cancels runs of his own. */
  SUBMITTER,
  /** Retries, rejects and cancels whatever there is; reads the audit log. */
  OPERATOR;

  /** As it is written: in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The roles of a list with commas.
   *
   * @throws IllegalArgumentException where one is not known or there is none
   */
  public static Set<Role> parse(String list) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : list.split(",", -1)) {
      roles.add(
          Stream.of(values())
              .filter(role -> role.toString().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "roles: found '"
                              + name.strip()
                              + "', expected some of "
                              + format(all()))));
    }
    return roles;
  }

  /** As {@link #parse} takes them. */
  public static String format(Set<Role> roles) {
    return new TreeSet<>(roles).stream().map(Role::toString).collect(Collectors.joining(","));
  }

  public static Set<Role> all() {
    return EnumSet.allOf(Role.class);
  }
}
