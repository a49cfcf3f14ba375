package org.omicroutes.state;

import java.time.Instant;

/** A drop came into a state. */
public record DropEvent(Instant at, DropState state, String reason) {}
