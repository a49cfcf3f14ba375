package org.omicroutes.drops;

import org.omicroutes.state.DropState;

/**
 * Where a folder stands by its profile.
 *
 * @param state SEQUENCING, COPYING, COMPLETE or REJECTED
 * @param reason in plain language: what is missing, or why it is complete
 */
public record Verdict(DropState state, String reason) {}
