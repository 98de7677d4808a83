package dev.stator.engine.store;

/** What a durable store promises about a change whose {@code write} has returned. */
public enum Durability {
    /** It is on the disk: it survives the end of the process and the loss of power. */
    SYNCED,
    /** It survives the end of the process; a loss of power may take the changes of the last second, as whole changes. */
    RELAXED
}
