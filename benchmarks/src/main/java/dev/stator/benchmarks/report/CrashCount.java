package dev.stator.benchmarks.report;

/** What a run of crashes counts, in the order of the page. */
public enum CrashCount {
    ACKNOWLEDGED("requests that were acknowledged"),
    COMPACTIONS("compactions of the file meanwhile"),
    BACKUPS("backups of tables meanwhile"),
    DELETIONS("deletions of tables that left a backup"),
    COPIES("copies of the whole engine meanwhile"),
    ITEMS("items compared"),
    ENTRIES("index entries compared"),
    RECORDS("records of the stream done again"),
    SHARDS("shards of a stream, at most"),
    RESTORES("tables restored to a moment and compared"),
    COMPARED_BACKUPS("tables restored from a backup and compared"),
    COMPARED_SYSTEM_BACKUPS("tables restored from what a deletion left and compared"),
    COMPARED_COPIES("copies of the whole opened and compared"),
    /** Some of {@link #COPIES}; nobody else can copy while a process is recorded. */
    COPIES_FROM_OUTSIDE("copies of the whole by another process");

    private final String title;

    CrashCount(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
