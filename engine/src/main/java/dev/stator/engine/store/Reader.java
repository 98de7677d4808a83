package dev.stator.engine.store;

/** A connection for reading, which goes on showing what its last user saw until it is told to end. */
final class Reader {
    private final SqliteConnection connection;
    private boolean begun;
    private long since;

    Reader(SqliteConnection connection) {
        this.connection = connection;
    }

    SqliteConnection connection() {
        return connection;
    }

    /** From here on it shows the last commit, unless it shows one already. */
    void begin() {
        if (!begun) {
            connection.execute("BEGIN");
            begun = true;
            connection.pin();
        }
    }

    /** Shows nothing any more. */
    void end() {
        if (begun) {
            begun = false;
            connection.execute("COMMIT");
        }
    }

    /** Notes how many changes there were when it began, unless it has begun before. */
    void note(long changes) {
        if (!begun) {
            since = changes;
        }
    }

    /** Whether it may show the same to its next user: there was no change since it began. */
    boolean isPresent(long changes) {
        return begun && since == changes;
    }
}
