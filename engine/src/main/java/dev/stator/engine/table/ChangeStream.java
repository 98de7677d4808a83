package dev.stator.engine.table;

import dev.stator.value.StreamView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A stream of the changes of a table. A table has one at a time, and those that it had, or a table of its name had, can be
 * read for a day more.
 *
 * @param table the name of the table
 * @param key the key of the table
 * @param view what its records tell
 * @param createdMillis when it began, unlike any other of that name
 * @param endedMillis when it was ended; 0 while it goes on
 */
public record ChangeStream(String table, KeySchema key, StreamView view, long createdMillis, long endedMillis) {
    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Whether changes are told. */
    public boolean isOn() {
        return endedMillis == 0;
    }

    /** What tells it from others of tables of that name. */
    public String label() {
        return label(createdMillis);
    }

    static String label(long createdMillis) {
        return LABEL.format(Instant.ofEpochMilli(createdMillis));
    }

    /** This stream, ended. */
    ChangeStream ended(long nowMillis) {
        return new ChangeStream(table, key, view, createdMillis, Math.max(1, nowMillis));
    }

    /** The map of the store that holds the records. */
    String map() {
        return "stream/" + table + "/" + createdMillis;
    }
}
