package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one account in one region, and the store that has them: what actions work on. It keeps nothing but what it
 * has read before, so there may be several over one store, and any may be forgotten.
 */
public final class Database {
    /** The maps that every database has. */
    static final List<String> MAPS = List.of(
            Catalog.MAP, Counters.MAP, Tags.MAP, Streams.MAP, Streams.ENDS, Backups.MAP, Tokens.MAP, Tokens.ENDS);

    private final Store store;
    private final Catalog catalog;
    private final Clock clock;
    private final String account;
    private final String region;
    private final Replicas replicas;
    private volatile boolean prepared;

    /**
     * A database over a store, into which nothing is written before the first change.
     *
     * @param catalog its tables
     * @param account the number of the account that owns the tables
     * @param replicas what answers reads that do not ask for consistency
     */
    public Database(Store store, Catalog catalog, Clock clock, String account, String region, Replicas replicas) {
        this.store = store;
        this.catalog = catalog;
        this.clock = clock;
        this.account = account;
        this.region = region;
        this.replicas = replicas;
    }

    /** The same database, with others that answer reads that do not ask for consistency. */
    public Database behind(Replicas others) {
        return new Database(store, catalog, clock, account, region, others);
    }

    /** Makes the maps that every database has; the first change does it otherwise. */
    public void prepare() {
        change(changes -> true);
    }

    /** Whether there is any table. */
    public boolean hasTables() {
        return read(snapshot -> !catalog.names(snapshot, null, 1).isEmpty());
    }

    /** The tables. */
    public Catalog catalog() {
        return catalog;
    }

    /** The time. */
    public Clock clock() {
        return clock;
    }

    /** The number of the account that owns the tables. */
    public String account() {
        return account;
    }

    /**
     * The name of a table that a request gives by its name or its ARN.
     *
     * @param action what the request wants to do
     * @throws Fault an AccessDeniedException if it is the ARN of another account's table, a ValidationException if it is that
     *     of one in another region, or of something other than a table
     */
    public String tableName(String nameOrArn, String action) {
        if (!nameOrArn.startsWith(Type.ARN)) {
            return nameOrArn;
        }
        Arn arn = Arn.parse(nameOrArn, Arn.TABLE);
        if (arn != null && !arn.account().equals(account)) {
            throw Fault.accessDenied(account, action, nameOrArn);
        } else if (arn == null) {
            boolean other = Arn.parse(nameOrArn, Arn.INDEX) != null || Arn.parse(nameOrArn, Arn.STREAM) != null;
            throw Fault.validation(
                    other
                            ? "1 validation error detected: Invalid resource type in '" + nameOrArn + "'"
                            : "Invalid TableArn: Invalid ResourceArn provided as input " + nameOrArn);
        } else if (!arn.region().equals(region)) {
            throw Fault.validation("1 validation error detected: Invalid AWS region in '" + nameOrArn + "'");
        }
        return arn.table();
    }

    /** The name of a table for the rest of AWS. */
    public String arn(Table table) {
        return arn(table.name(), Arn.TABLE, "");
    }

    /** The name of a backup for the rest of AWS. */
    public String arn(TableBackup backup) {
        return arn(backup.table().name(), Arn.BACKUP, backup.id());
    }

    /** The name of a stream for the rest of AWS. */
    public String arn(ChangeStream stream) {
        return arn(stream.table(), Arn.STREAM, stream.label());
    }

    /** The name of an index for the rest of AWS. */
    public String arn(Table table, Index index) {
        return arn(table.name(), Arn.INDEX, index.name());
    }

    private String arn(String table, String kind, String id) {
        return new Arn(region, account, table, kind, id).toString();
    }

    /** The region in which all of it is said to be. */
    public String region() {
        return region;
    }

    /** Reads a state of the whole database that no change disturbs. */
    public <R> R read(Function<Snapshot, R> work) {
        try (Snapshot snapshot = store.snapshot()) {
            return work.apply(snapshot);
        }
    }

    /**
     * What a read finds: the present, or what its replica has by now.
     *
     * @param present the state that holds the table's description
     * @param consistent whether nothing but the present will do
     * @param index the index that is read, or {@code null} for the table itself
     */
    public Snapshot seen(Snapshot present, boolean consistent, @Nullable Index index) {
        return consistent ? present : replicas.seen(present, index);
    }

    /** Changes the database: all of it or, when the work throws, nothing; durable on return. */
    public <R> R change(Function<Changes, R> work) {
        R done = store.write(write -> {
            if (!prepared) {
                MAPS.forEach(write::createMap);
            }
            Changes changes = new Changes(write, catalog, clock.millis());
            R result = work.apply(changes);
            changes.finish();
            return result;
        });
        prepared = true;
        return done;
    }

    /** Whether a change through this database has made something that becomes old. */
    public boolean ages() {
        return catalog.ages();
    }

    /** Whether there is a table, or the stream of one, with something that becomes old. Reads the descriptions of all tables. */
    public boolean hasWhatAges() {
        return read(catalog::hasWhatAges);
    }

    /** Removes what has become old by now; gives the number of items that did. */
    public int expire() {
        return new Sweep(this).run();
    }
}
