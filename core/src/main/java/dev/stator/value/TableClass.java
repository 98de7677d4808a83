package dev.stator.value;

/** The two price lists of tables. The names of the constants are the service's. */
public enum TableClass {
    /** Cheaper requests, dearer storage: for most tables. */
    STANDARD,
    /** Cheaper storage, dearer requests: for tables whose storage costs more than half of what their requests do. */
    STANDARD_INFREQUENT_ACCESS
}
