package org.omicroutes.camel;

import java.time.Clock;
import java.util.function.Supplier;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

/**
 * What the routes on drops work with; one is bound in the registry.
 *
 * @param instance id of this process among those that share the state; it changes when others took
 *     it for dead
 */
public record DropServices(
    StateDatabase database,
    DropStore drops,
    RunStore runs,
    Supplier<String> instance,
    DropSources sources,
    Clock clock) {}
