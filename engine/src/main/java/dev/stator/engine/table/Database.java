package dev.stator.engine.table;

import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Store;
import java.time.Clock;
import java.util.function.Function;

/** The store with its tables, and the world in which they live: what actions work on. */
public final class Database implements AutoCloseable {
    /** The map of client request tokens that still count. */
    public static final String TOKENS = "tokens";

    /** The same tokens by the time at which they stop to count. */
    public static final String TOKEN_ENDS = "token-ends";

    /** The account that owns everything. */
    public static final String ACCOUNT = "000000000000";

    private final Store store;
    private final Catalog catalog = new Catalog();
    private final Clock clock;
    private final String region;

    /** A database over a store, which it owns from now on. */
    public Database(Store store, Clock clock, String region) {
        this.store = store;
        this.clock = clock;
        this.region = region;
        store.write(write -> {
            write.createMap(Catalog.MAP);
            write.createMap(Counters.MAP);
            write.createMap(Tags.MAP);
            write.createMap(TOKENS);
            write.createMap(TOKEN_ENDS);
            return true;
        });
    }

    /** The tables. */
    public Catalog catalog() {
        return catalog;
    }

    /** The time. */
    public Clock clock() {
        return clock;
    }

    /** The name of a table for the rest of AWS. */
    public String arn(Table table) {
        return "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + table.name();
    }

    /** Reads a state of the whole database that no change disturbs. */
    public <R> R read(Function<Snapshot, R> work) {
        try (Snapshot snapshot = store.snapshot()) {
            return work.apply(snapshot);
        }
    }

    /** Changes the database: all of it or, when the work throws, nothing; durable on return. */
    public <R> R change(Function<Changes, R> work) {
        return store.write(write -> {
            Changes changes = new Changes(write, catalog);
            R result = work.apply(changes);
            changes.finish();
            return result;
        });
    }

    @Override
    public void close() {
        store.close();
    }
}
