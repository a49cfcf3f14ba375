package org.omicroutes.state;

import java.time.Instant;

/**
 * Somebody changed something, or was not let.
 *
 * @param who name of the key, {@code oidc:} and the subject, {@code local} or {@code anonymous}
 * @param remote address it came from
 * @param action method and path template, such as {@code POST /drops/{id}/retry}
 * @param target the path that was called; without its query
 * @param outcome {@code done}, {@code denied}, {@code refused} (a wrong request) or {@code failed},
 *     and the HTTP status
 */
public record AuditEntry(
    String id,
    Instant at,
    String who,
    String remote,
    String action,
    String target,
    String outcome) {}
