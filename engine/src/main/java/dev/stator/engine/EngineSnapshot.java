package dev.stator.engine;

import dev.stator.engine.store.State;

/**
 * All tables of an engine with all that is in them at one moment, in memory: see {@link Engine#snapshot}. Immutable; it can
 * be restored any number of times, into any engine.
 */
public final class EngineSnapshot {
    private final State state;

    EngineSnapshot(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }
}
