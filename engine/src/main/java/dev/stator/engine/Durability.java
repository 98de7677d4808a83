package dev.stator.engine;

import java.time.Duration;

/**
 * What an engine in a folder promises of a write that it has acknowledged. Whichever it is, the write survives the end of the
 * process, {@code kill -9} included, and no write is ever there in part.
 */
public enum Durability {
    /** The write is on the disk: as far as the disk tells the truth, it survives a loss of power too. */
    SYNCED(Duration.ZERO),
    /**
     * The disk is told to keep what was written once a second, so writes need not wait for it. A loss of power, or a crash of
     * the operating system, takes the writes of the last second at most, the latest ones, none of them in part.
     */
    RELAXED(Duration.ofSeconds(1));

    private final Duration unsynced;

    Durability(Duration unsynced) {
        this.unsynced = unsynced;
    }

    /** For how long at most an acknowledged write may not have been synced. */
    Duration unsynced() {
        return unsynced;
    }
}
