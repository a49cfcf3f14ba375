package org.omicroutes.state;

import java.time.Instant;
import java.util.Set;

/**
 * A key of a program or a person; the key itself is not kept.
 *
 * @param revokedAt null while it can be used
 */
public record ApiKey(String name, Set<Role> roles, Instant createdAt, Instant revokedAt) {
  public ApiKey {
    roles = Set.copyOf(roles);
  }
}
