package dev.stator.engine.store;

/** Makes the disk of a durable store seem small to tests of what lies above it. */
public final class Limits {
    private Limits() {}

    /** Lets the data file grow to so many pages and no further. */
    public static void pages(Store store, long pages) {
        store.run(write -> ((SqliteWrite) write).connection.execute("PRAGMA max_page_count = " + pages));
    }
}
