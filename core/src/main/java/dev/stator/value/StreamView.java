package dev.stator.value;

/** What the records of a table's stream tell of each change. The names of the constants are the service's. */
public enum StreamView {
    /** The key of the item. */
    KEYS_ONLY,
    /** The key, and the item after the change. */
    NEW_IMAGE,
    /** The key, and the item before the change. */
    OLD_IMAGE,
    /** The key, and the item before and after the change. */
    NEW_AND_OLD_IMAGES
}
