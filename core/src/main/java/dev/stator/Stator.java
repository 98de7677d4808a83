package dev.stator;

import dev.stator.codec.Mapping;
import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.internal.dump.DumpReader;
import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.protocol.GetItemOperation;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.ListTablesOperation;
import dev.stator.internal.protocol.ListTablesOperation.Names;
import dev.stator.internal.protocol.RawOperation;
import dev.stator.internal.protocol.TransactGetItemsOperation;
import dev.stator.internal.run.AllPages;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.CallSettings;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Runner;
import dev.stator.transport.CredentialsProvider;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A DynamoDB: the place where everything begins. Made once, shared by all threads, closed at the end.
 *
 * <pre>{@code
 * try (Stator db = Stator.builder().region("eu-central-1").build()) {
 *     Table<User> users = db.table("users", User.class);
 *     users.put(new User("a@x.org", "Ann")).execute();
 *     Optional<User> ann = users.get("a@x.org").execute();
 * }
 * }</pre>
 */
public final class Stator implements AutoCloseable {
    private final Runner runner;
    private final CallSettings settings;
    private final Mapping mapping;
    private final Cursors cursors;
    private final Configuration configuration;
    private final Optional<CredentialsProvider> credentials;
    /** The deadline of calls that have none of their own. */
    private final Optional<Duration> limit;

    Stator(
            Runner runner,
            CallSettings settings,
            Mapping mapping,
            Cursors cursors,
            Configuration configuration,
            Optional<CredentialsProvider> credentials,
            Optional<Duration> limit) {
        this.limit = limit;
        this.configuration = configuration;
        this.credentials = credentials;
        this.runner = runner;
        this.settings = settings;
        this.mapping = mapping;
        this.cursors = cursors;
    }

    /**
     * A client with everything from outside of the program: the environment, system properties and the profile files that
     * all AWS tools share, as {@link StatorBuilder} says of each setting.
     *
     * @throws IllegalStateException if no region is set; there is no silent default
     */
    public static Stator create() {
        return builder().build();
    }

    /** Settings for a client. */
    public static StatorBuilder builder() {
        return new StatorBuilder();
    }

    /**
     * This client for calls that are to be done otherwise, over the same connections; what a single call says still goes first.
     * It is one client: closing either closes both.
     *
     * <pre>{@code
     * Table<Report> reports = db.with(PATIENT).table("reports", Report.class);
     * }</pre>
     */
    public Stator with(CallOptions options) {
        return new Stator(
                runner,
                options.over(settings),
                mapping,
                cursors,
                configuration,
                credentials,
                options.limit().or(() -> limit));
    }

    /**
     * A table as records of a class.
     *
     * @throws IllegalArgumentException if the class cannot be mapped to items; the message names the component and says why
     */
    public <T> Table<T> table(String name, Class<T> type) {
        return table(name, TableSchema.of(type, mapping));
    }

    /** A table as records of a class that this library has no access to; the lookup is the caller's own. */
    public <T> Table<T> table(String name, Class<T> type, MethodHandles.Lookup access) {
        return table(name, TableSchema.of(type, mapping.access(access)));
    }

    /** A table with a schema made before, such as {@link TableSchema#items} for items of any shape. */
    public <T> Table<T> table(String name, TableSchema<T> schema) {
        return new Table<>(this, name, schema);
    }

    /**
     * Does all of these writes or none, in one step that no reader sees a part of. They may be of several tables, each on
     * another item, and are done in this order.
     *
     * <pre>{@code
     * Put<User> put = users.put(ann);
     * Committed done = db.transact(put, orders.delete(7), stock.check("a").onlyIf(attr(Item::left).gt(0))).execute();
     * User stored = done.of(put);
     * }</pre>
     *
     * <p>Fails with {@link TransactionRefusedException}, which tells the reason of each action. Sent with one token per call, so a
     * lost reply does not do it twice. Costs twice what the writes cost alone. Takes up to 4 MB of items; more fails before
     * anything is sent.
     *
     * @throws IllegalArgumentException if there are none or more than 100, two on one item, or a check without condition
     */
    public Transaction transact(TransactAction<?>... actions) {
        return transact(List.of(actions));
    }

    /** The same as {@link #transact(TransactAction...)}. */
    public Transaction transact(List<? extends TransactAction<?>> actions) {
        return Transaction.of(this, actions);
    }

    /**
     * A transaction of the actions that a block adds, for what several methods put together. The block runs at once, and sends nothing; when it
     * throws, there is no transaction.
     *
     * <pre>{@code
     * db.transaction(tx -> {
     *     tx.add(users.put(ann));
     *     bookings.cancelAll(ann, tx);
     * }).execute();
     * }</pre>
     *
     * @throws IllegalArgumentException as {@link #transact(TransactAction...)}, also if the block adds nothing
     */
    public Transaction transaction(Consumer<TransactionScope> block) {
        TransactionScope scope = new TransactionScope();
        try {
            block.accept(scope);
        } finally {
            scope.close();
        }
        return Transaction.of(this, scope.actions());
    }

    /**
     * Reads up to 100 items as of one moment. Ask the result with the gets themselves. Costs twice what consistent gets
     * cost alone; the same get twice costs once.
     *
     * @throws IllegalArgumentException if there are none or more than 100, or two read one item with other options each time
     */
    public Call<FoundItems> transactGet(Get<?>... gets) {
        return transactGet(List.of(gets));
    }

    /** The same as {@link #transactGet(Get...)}. */
    public Call<FoundItems> transactGet(List<? extends Get<?>> gets) {
        List<Get<?>> different = List.copyOf(new LinkedHashSet<>(gets));
        if (different.isEmpty() || different.size() > Transaction.MAX_ACTIONS) {
            throw new IllegalArgumentException("A transactional get reads 1 to " + Transaction.MAX_ACTIONS
                    + " items; this one has " + different.size() + ". Use batchGet(…) for many");
        }
        List<GetItemOperation<?>> operations =
                different.stream().<GetItemOperation<?>>map(Get::operation).toList();
        Set<ItemId> items = new HashSet<>();
        for (GetItemOperation<?> operation : operations) {
            if (!items.add(new ItemId(operation.tableName(), operation.key()))) {
                throw new IllegalArgumentException("A transactional get reads an item of table " + operation.tableName()
                        + " twice, with other options each time, and the service takes one get of each: read it once");
            }
        }
        return call(context -> new Attempts<>(context, new TransactGetItemsOperation(operations))
                .map(found -> FoundItems.answering(different, found)));
    }

    /**
     * Puts and deletes any number of items, of any tables. Of several writes on one item the last wins. Gives the number of
     * items written.
     *
     * @throws IllegalArgumentException if a write has a condition, or a version to check, which only transactions know
     */
    public BatchWrite batchWrite(BatchAction... actions) {
        return batchWrite(List.of(actions));
    }

    /** The same as {@link #batchWrite(BatchAction...)}. */
    public BatchWrite batchWrite(Collection<? extends BatchAction> actions) {
        return BatchWrite.of(this, actions);
    }

    /** Gathers puts and deletes as a program comes upon them, and sends each 25 together. */
    public BatchWriter batchWriter(BatchWriter.Option... options) {
        return new BatchWriter(this, options);
    }

    /**
     * Reads any number of items, of any tables. Ask the result with the gets themselves.
     *
     * @throws IllegalArgumentException if two gets read one item with different options
     */
    public BatchGet batchGet(Get<?>... gets) {
        return batchGet(List.of(gets));
    }

    /** The same as {@link #batchGet(Get...)}. */
    public BatchGet batchGet(Collection<? extends Get<?>> gets) {
        return BatchGet.of(this, gets);
    }

    /**
     * Does a work of any length chunk by chunk, as its results are asked for.
     *
     * <pre>{@code
     * for (Optional<User> user : db.inChunks(keys, 100, users::getAll)) …
     * for (User stored : db.inChunks(rows, 100, some -> users.upsertAll(some).keeping(attr(User::joined)))) …
     * long removed = db.inChunks(keys, 100, users::deleteAll).stream()
     *         .filter(one -> one.old().isPresent())
     *         .count();
     * }</pre>
     *
     * @param source what to begin with; gone through anew each time that the work is done
     * @param size how many elements a chunk has at most
     * @param call makes the call of a chunk, which gives a result for each of its elements; its own {@code within(…)} does not
     *     count when the work is done with {@code execute()}
     * @throws IllegalArgumentException if the size is not positive
     */
    public <A, R> InChunks<R> inChunks(
            Iterable<? extends A> source,
            int size,
            Function<? super List<A>, ? extends Call<? extends Iterable<? extends R>>> call) {
        return InChunks.of(this, source, size, call);
    }

    /** The names of all tables. */
    public Call<List<String>> tableNames() {
        return call(context -> new AllPages<>(context, ListTablesOperation::new, Names::names, Names::last));
    }

    /** What the service says of a table. */
    public DescribeTable describe(String tableName) {
        return new DescribeTable(this, tableName);
    }

    /** A table of which only the name is known, as items: asks the service for its keys and indexes. */
    public Call<Table<Item>> discover(String tableName) {
        return call(context -> new Attempts<>(context, new DescribeTableOperation(tableName))
                .map(description -> table(tableName, TableSchema.describedBy(description))));
    }

    /**
     * The table that a dump was made of, as items, under this name: its keys and indexes are those of the dump's first line.
     * Reads the file's beginning, and sends nothing.
     *
     * <pre>{@code
     * Table<Item> copy = db.dumped("copy", file);
     * copy.create().execute();
     * copy.load(file).execute();
     * }</pre>
     *
     * @throws StatorException if the file cannot be read, or does not begin with such a line, as those that {@link
     *     Dump} writes do
     */
    public Table<Item> dumped(String name, Path file) {
        try (DumpReader reader = new DumpReader(file)) {
            return table(
                    name,
                    TableSchema.describedBy(reader.table()
                            .orElseThrow(() ->
                                    new StatorException("The file " + file + " does not tell of what table it is, so"
                                            + " it is no dump of Stator; use a table that you know the key of"))));
        }
    }

    /**
     * Any action of the service, by its name and with JSON in its own form; gives the JSON of the reply. Signed, retried and
     * failed like every other call; sent again only when it surely was not done, unless it only reads (its name begins with
     * {@code Get}, {@code Describe}, {@code List}, {@code Query}, {@code Scan}, {@code BatchGet} or {@code TransactGet}). {@link
     * Table#request} makes the JSON of keys, records and expressions.
     *
     * @throws IllegalArgumentException if no action can be called so, as names of actions are of letters and begin with a capital
     */
    public Call<String> call(String action, String json) {
        RawOperation operation = new RawOperation(action, json);
        return call(context -> new Attempts<>(context, operation));
    }

    <R> Call<R> call(Function<CallContext, Exchange<R>> exchange) {
        return new Call<>(this) {
            @Override
            Exchange<R> exchange(CallContext context) {
                return exchange.apply(context);
            }
        };
    }

    /** A random UUID, of version 4. */
    UUID newUuid() {
        long high = (settings.random().nextLong() & ~0xF000L) | 0x4000L;
        long low = (settings.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    /** The settings that this client works with, and where each comes from; without secrets, so it can be logged. */
    public Configuration configuration() {
        return configuration;
    }

    /**
     * Has the credentials read from their source again before the next request, because they have been changed there. Without
     * it that happens when they are about to expire, and when the service says that they have.
     *
     * @throws IllegalStateException if they cannot be read again: they were given as they are, they are those of the environment,
     *     or this client does not sign
     */
    public void renewCredentials() {
        CredentialsProvider provider = credentials.orElseThrow(() -> new IllegalStateException(
                "This client has a transport of its own, so it holds no credentials to renew"));
        if (!provider.renew()) {
            throw new IllegalStateException(
                    "The credentials were given as they are, or are those of the environment, so there is"
                            + " nothing to read again; pass a CredentialsProvider that can be invalidated to credentials(…)");
        }
    }

    Optional<Duration> limit() {
        return limit;
    }

    Runner runner() {
        return runner;
    }

    Cursors cursors() {
        return cursors;
    }

    CallSettings settings() {
        return settings;
    }

    /** Closes the transport, and with it all connections; calls under way fail, also those that wait for credentials or before they send something again. */
    @Override
    public void close() {
        runner.close();
    }
}
