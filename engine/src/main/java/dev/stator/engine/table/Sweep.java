package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything for what has become old: items whose time is over, records of streams that nobody can read any
 * more, streams without any left, what was kept to restore tables for longer than their recovery goes back, and backups of deleted
 * tables. In small changes, so that no other writer waits for all of it.
 */
final class Sweep {
    private static final int AT_ONCE = 100;

    private final Database database;
    private int items;

    Sweep(Database database) {
        this.database = database;
    }

    /**
     * Removes what is old; gives the number of items. What is damaged does not keep the rest from being removed.
     *
     * @throws RuntimeException in the end, if something could not be removed
     */
    int run() {
        List<String> names = database.read(snapshot -> database.catalog().names(snapshot, null, Integer.MAX_VALUE));
        Failures failures = new Failures();
        failures.attempt(this::forgetGone);
        for (String name : names) {
            failures.attempt(() -> items += expire(name));
            failures.attempt(() -> trim(snapshot -> undone(snapshot, name)));
        }
        failures.attempt(this::forgetOver);
        for (ChangeStream stream :
                database.read(snapshot -> Streams.list(snapshot, null, null, Integer.MAX_VALUE, now()))) {
            failures.attempt(() -> trim(snapshot -> new StreamRecords(snapshot, stream).journal()));
        }
        failures.end();
        return items;
    }

    /** What is left of tables that were being deleted. */
    private void forgetGone() {
        if (database.read(database.catalog()::anyGone)) {
            database.change(changes -> {
                database.catalog().forgetGone(changes.write());
                return true;
            });
        }
    }

    /** Backups and streams of which nothing can be had any more. */
    private void forgetOver() {
        if (database.read(snapshot -> Backups.anyOver(snapshot, now()) || Streams.anyOver(snapshot, now()))) {
            database.change(changes -> {
                Backups.forgetOver(changes.write(), changes.nowMillis());
                Streams.forgetOver(changes.write(), changes.nowMillis());
                return true;
            });
        }
    }

    private long now() {
        return database.clock().millis();
    }

    private int expire(String name) {
        int expired = 0;
        int found = AT_ONCE;
        while (found == AT_ONCE && hasDue(name)) {
            found = database.change(changes -> {
                Table table = database.catalog().find(changes.write(), name);
                if (table == null || table.options().timeToLive() == null) {
                    return 0;
                }
                TableWriter writer = changes.table(name);
                int removed = 0;
                for (byte[] key :
                        Expiry.due(changes.write(), table, Instant.ofEpochMilli(changes.nowMillis()), AT_ONCE)) {
                    StoredItem item = writer.find(key);
                    if (item != null) {
                        writer.expire(key, item);
                        removed++;
                    }
                }
                return removed;
            });
            expired += found;
        }
        return expired;
    }

    private boolean hasDue(String name) {
        return database.read(snapshot -> {
            Table table = database.catalog().find(snapshot, name);
            return table != null
                    && table.options().timeToLive() != null
                    && !Expiry.due(snapshot, table, database.clock().instant(), 1)
                            .isEmpty();
        });
    }

    /** Trims a journal of which there may be none any more. */
    private void trim(Function<Snapshot, @Nullable Journal> open) {
        boolean more = database.read(snapshot -> {
            Journal journal = open.apply(snapshot);
            return journal != null && journal.hasOld(now());
        });
        while (more) {
            more = database.change(changes -> {
                Journal journal = open.apply(changes.write());
                return journal != null && journal.trim(changes.write(), AT_ONCE, changes.nowMillis());
            });
        }
    }

    private @Nullable Journal undone(Snapshot snapshot, String name) {
        Table table = database.catalog().find(snapshot, name);
        UndoLog log = table == null ? null : UndoLog.of(snapshot, table);
        return log == null ? null : log.journal();
    }
}
