package dev.stator.engine;

import dev.stator.Stator;
import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.RequestBody;
import dev.stator.engine.store.MemoryStore;
import dev.stator.engine.store.SqliteStore;
import dev.stator.engine.store.Store;
import dev.stator.engine.store.StoreException;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Replicas;
import dev.stator.error.TransportException;
import dev.stator.internal.json.JsonWriter;
import dev.stator.testing.Lag;
import dev.stator.testing.Replicated;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DynamoDB in this process: it takes the requests of the service's protocol as bytes and answers them as the service
 * would, errors included. In memory for tests, or durable in a folder. Its own tables are those that {@link #send} and {@link
 * #connect} meet; accounts and regions can have others beside them, see {@link #world}.
 *
 * <p>Every error of the service is a reply with its status and body; nothing is thrown for a request that is wrong. A reply
 * to a write in a durable engine means that the write is on the disk, unless {@link Durability#RELAXED} is chosen. Safe for use by many threads: reads see one
 * consistent state and wait for nobody, writes are done one after the other.
 *
 * <p>Known are the actions on items, queries, scans, batches and transactions, the legacy parameters included; PartiQL
 * statements, alone, in batches and in transactions; creating, describing, listing, updating and deleting tables; tags,
 * policies and the time to live; streams; backups of tables, point-in-time recovery, and tables restored from either;
 * DescribeLimits and DescribeEndpoints. Actions that describe or list what no table here has, such as exports and global
 * tables, are answered as by the service when there is none. Any other action is answered with UnknownOperationException.
 * Tables change at once, and are found CREATING, UPDATING or DELETING only in the reply that tells of the change, unless
 * {@link EngineOptions#statusDelay} has it otherwise.
 *
 * <p>A backup of a table (CreateBackup) is a copy as of one moment, in the table's world, which outlives the table; it takes no time
 * in memory, and holds up other writes for as long as copying takes in a folder. While point-in-time recovery is on for a table
 * (UpdateContinuousBackups), each of its writes keeps what it replaces for 1 to 35 days, at the price of one more entry
 * with each write, and RestoreTableToPointInTime makes a table as of any millisecond since, the present included. Neither is to be
 * taken for {@link #backup}, which copies everything.
 *
 * <p>A stream is a line of shards: the first write after a shard has been open for four hours closes it and opens the next one.
 * All are closed when the stream is disabled or its table deleted, and each can be read for 24 hours after it was closed. A
 * record is there as soon as the write that it tells has been answered, and is as durable. Items whose time to live is
 * over are found until the engine removes them, once a minute or when {@link #expire} is called.
 */
public final class Engine implements Replicated {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Store store;
    private final Databases databases;
    private final EngineOptions options;
    private final World ownWorld;
    private final Sweeper sweeper;
    private volatile boolean closed;

    private Engine(Store store, EngineOptions options) {
        this.store = store;
        this.options = options;
        this.ownWorld = new World("", options.region());
        this.databases = new Databases(store, options, ownWorld);
        this.sweeper = new Sweeper(databases, options.expiryEvery());
        if (databases.age()) {
            sweeper.start();
        }
    }

    /** An engine over a store, which is closed if it cannot be used. */
    static Engine over(Store store, EngineOptions options) {
        try {
            return new Engine(store, options);
        } catch (RuntimeException | Error e) {
            try {
                store.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** An empty engine that keeps everything in memory until it is closed. */
    public static Engine inMemory() {
        return inMemory(EngineOptions.standard());
    }

    /** An empty engine in memory with other options. */
    public static Engine inMemory(EngineOptions options) {
        return over(new MemoryStore(), options);
    }

    /**
     * An engine that keeps its data in a folder, which is made if it is not there. Every acknowledged write survives the end
     * of the process and, as far as the disk tells the truth, loss of power. {@link DataFolder} looks after the folder.
     *
     * @throws dev.stator.error.StatorException if the folder cannot be used, another process uses it, or its data is damaged,
     *     in which case nothing in it is changed
     */
    public static Engine open(Path folder) {
        return open(folder, EngineOptions.standard());
    }

    /**
     * The same with other options, such as another {@link Durability}.
     *
     * @throws IllegalArgumentException if reads shall be behind, which they can be in memory only
     */
    public static Engine open(Path folder, EngineOptions options) {
        if (!options.lag().isNone()) {
            throw new IllegalArgumentException(
                    "The engine in " + folder + " shall have reads that are behind, by " + options.lag()
                            + ", but keeps no past: use one in memory, into which a snapshot of this one can be restored");
        }
        return over(SqliteStore.open(folder, options.durability().unsynced()), options);
    }

    /** A client of this engine. Closing it closes the engine too. */
    public Stator connect() {
        return Stator.builder().transport(this).build();
    }

    /**
     * The tables of one account in one region, apart from those that the engine itself has and from those of every other
     * world, in the same store. A world is there as soon as a table is created in it. {@code HttpFront.start(engine::world,
     * …)} gives each request the world that its signature names.
     *
     * @param account any name without a slash, such as an access key id; 12 digits are the number of the account in ARNs. An
     *     empty one stands for the engine's own world, whatever the region
     * @param region the region, which ARNs name
     * @return a transport whose closing does nothing: close the engine
     * @throws IllegalArgumentException if a name has a slash in it
     */
    public Replicated world(String account, String region) {
        return new WorldTransport(this, new World(account, region), Optional.empty());
    }

    /**
     * This engine with reads that are so far behind, whatever its own options say of that; see {@link EngineOptions#withLag} for what
     * they are. What is there by now is always found. Closing it does nothing.
     *
     * <p>For as long as anybody holds what this gives, the engine keeps its states of so much time; that is memory for all that is changed
     * within it.
     *
     * @return nothing if the engine is in a folder
     */
    @Override
    public Optional<Transport> lagging(Lag lag) {
        return lagging(lag, ownWorld);
    }

    Optional<Transport> lagging(Lag lag, World world) {
        return databases.keepPast()
                ? Optional.of(new WorldTransport(this, world, Optional.of(databases.replicas(lag))))
                : Optional.empty();
    }

    /** The worlds that have tables, the engine's own one first. Costs a look at the names of all tables. */
    public List<World> worlds() {
        return databases.inUse();
    }

    /**
     * The whole state at this moment, every world included; only the clock is not a part of it. Costs nothing in memory,
     * however much there is, as states share what they have in common; from a folder all is read into memory.
     */
    public EngineSnapshot snapshot() {
        return new EngineSnapshot(store.state());
    }

    /**
     * Puts the state of a snapshot, of this engine or of another one, in the place of all that is there, as one change.
     * Costs nothing in memory; in a folder all is written anew. Let no request be under way meanwhile: it may be answered
     * from before, or be lost.
     */
    public void restore(EngineSnapshot snapshot) {
        store.restore(snapshot.state());
        databases.forget();
        if (databases.age()) {
            sweeper.start();
        }
    }

    /**
     * Writes the whole state at this moment into another folder, which {@link #open} and {@code stator serve --data} take.
     * Requests are served meanwhile. The backup is written beside its place, synced, and moved there as a whole, so that it
     * is there entirely or not at all. An engine in memory can be kept like this too.
     *
     * @param target a folder that is empty or not there
     * @throws dev.stator.error.StatorException if the target is something else, or cannot be written
     */
    public void backup(Path target) {
        store.backup(target);
    }

    /**
     * Gives back to the file system what the data file has no use for after much was deleted, as {@link DataFolder#compact}
     * does for a folder that nobody has open. Reads are answered meanwhile; writes wait, for time by the size of the data. Needs
     * as much free space in the folder as the data takes, twice for a while; if it fails or the process is killed, nothing has changed. A read
     * that began before and is still under way keeps the file from shrinking until later.
     *
     * @return by how many bytes the file is smaller; 0 for an engine in memory
     * @throws dev.stator.error.StatorException if the disk is full or failed
     * @throws IllegalStateException if the engine is closed
     */
    public long compact() {
        return store.compact();
    }

    /**
     * Does what the request asks for, in the calling thread. The request's timeout does not matter here.
     *
     * @throws TransportException if the engine is closed, or its disk failed; {@link TransportException#mayHaveApplied} tells
     *     whether a write may be there after all
     */
    @Override
    public WireReply send(WireRequest request) {
        return send(request, ownWorld);
    }

    WireReply send(WireRequest request, World world) {
        return send(request, () -> databases.of(world));
    }

    WireReply send(WireRequest request, World world, Replicas replicas) {
        return send(request, () -> databases.of(world, replicas));
    }

    private WireReply send(WireRequest request, Supplier<Database> database) {
        if (closed) {
            throw closed(request, null);
        }
        try {
            return reply(200, perform(request, database.get()));
        } catch (Fault fault) {
            return refusal(fault);
        } catch (StoreException e) {
            throw new TransportException(
                    e.mayHaveApplied() ? TransportException.Kind.CONNECTION_LOST : TransportException.Kind.NOT_SENT,
                    request.action() + " failed in the engine's store: " + e.getMessage(),
                    e,
                    e.mayHaveApplied());
        } catch (RuntimeException | StackOverflowError e) {
            if (closed && e instanceof IllegalStateException) {
                // Closed in the midst of it: a write that got through before would have returned.
                throw closed(request, e);
            }
            LOG.error("{} failed inside the engine", request.action(), e);
            return refusal(Fault.internal());
        }
    }

    private static TransportException closed(WireRequest request, @Nullable Throwable cause) {
        return new TransportException(
                TransportException.Kind.CLOSED, request.action() + " was sent to an engine that is closed", cause);
    }

    /**
     * As {@link #send}, in the calling thread too: the future is complete, or has failed, when it comes back. So a write to
     * a durable engine blocks its caller until it is on the disk; call from a thread that may wait.
     */
    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        return inFuture(() -> send(request));
    }

    static CompletableFuture<WireReply> inFuture(Supplier<WireReply> sent) {
        try {
            return CompletableFuture.completedFuture(sent.get());
        } catch (TransportException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private byte[] perform(WireRequest request, Database database) {
        Action action = Actions.named(request.action());
        if (action == null) {
            throw RequestBody.isJson(request.body()) ? Fault.unknownOperation() : Fault.malformed();
        }
        JsonWriter out = new JsonWriter();
        String name = request.action();
        action.perform(
                RequestBody.read(request.body(), action.shape(), arn -> database.tableName(arn, name)), database, out);
        if (database.ages()) {
            sweeper.start();
        }
        return action.hasBody() ? out.toByteArray() : new byte[0];
    }

    private WireReply refusal(Fault fault) {
        JsonWriter out = new JsonWriter();
        fault.writeTo(out);
        return reply(fault.status(), out.toByteArray());
    }

    private WireReply reply(int status, byte[] body) {
        return new WireReply(
                status,
                Map.of("x-amzn-requestid", options.requestIds().get(), "content-type", "application/x-amz-json-1.0"),
                body);
    }

    /**
     * Removes, as of the engine's clock, the items whose time to live is over, with their index entries and with records in the
     * streams that name the service as the one who did it; the records of streams that are older than 24 hours, which cannot
     * be read any more; what was kept to restore tables for longer than their recovery goes back; and the backups that deleted tables left 35
     * days ago; in all worlds. The engine does this by itself, see {@link EngineOptions#expiryEvery}; a test does it after it has moved
     * its clock. Nothing is looked at but what is due.
     *
     * <p>An item's time is over when its time to live, a number of seconds since 1970, is not in the future, and at most 5 years
     * in the past, as by the service.
     *
     * @return how many items were removed
     * @throws IllegalStateException if the engine is closed
     * @throws dev.stator.error.StatorException if the disk failed; what was removed before stays so
     */
    public int expire() {
        return databases.expire();
    }

    /** Waits for writes under way and gives everything back; data in memory is lost. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        sweeper.close();
        store.close();
    }
}
