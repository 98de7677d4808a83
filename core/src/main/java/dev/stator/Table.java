package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.codec.View;
import dev.stator.error.CodecException;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.Segment;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.ReadCache;
import dev.stator.tabular.DataTable;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A table seen as records of one class, or as {@link Item}s: the place where requests begin. Immutable, and made without a
 * request.
 *
 * <p>Keys are given as the values of the record's key components, or of the only member of a key's template; as a record
 * of the table; or as a record of its own, a key record, with a component for each part of the key, of the same name and
 * class. A key of a wrong class, an empty one, or a sort key too
 * many or too few is an {@link IllegalArgumentException} at once.
 *
 * @param <T> what an item becomes
 */
public final class Table<T> {
    private final Stator db;
    private final String name;
    private final TableSchema<T> schema;

    Table(Stator db, String name, TableSchema<T> schema) {
        this.db = db;
        this.name = name;
        this.schema = schema;
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A table of " + schema.type().getSimpleName() + " has an empty name");
        }
        UniqueGuards.refuseKeysOfTheirNames(name, schema);
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** How records and items of this table become each other. */
    public TableSchema<T> schema() {
        return schema;
    }

    /**
     * This table, with records of their own as keys, so that a key of another class does not compile: {@code
     * db.table("users", User.class).keyedBy(UserKey.class)}.
     *
     * @param keyRecord a record with a component for each part of the key, of the same name and class
     * @throws IllegalArgumentException if it has others
     */
    public <K> KeyedTable<T, K> keyedBy(Class<K> keyRecord) {
        refusingByName(() -> {
            schema.checkKeyRecord(keyRecord);
            return keyRecord;
        });
        return new KeyedTable<>(this);
    }

    /**
     * The items of one class in a table of several, which a {@link dev.stator.codec.Discriminator} tells apart: {@code
     * animals.of(Dog.class)}. Queries and scans filter them, gets of others fail, and updates, deletes and checks leave
     * others alone.
     *
     * <p>A filter is applied after items are read, so it saves no capacity. But where a template makes the sort key of the
     * class, a query of this seeks to what the template begins with.
     *
     * @throws IllegalArgumentException if the table is of one class alone, or the class is none of its own
     */
    public <S extends T> Table<S> of(Class<S> narrower) {
        return new Table<>(db, name, refusingByName(() -> schema.narrowed(narrower)));
    }

    /** The table of all classes in it. */
    private Table<?> whole() {
        return schema.whole() == schema ? this : new Table<>(db, name, schema.whole());
    }

    /** The same table, whose writes are stamped as those of a value's own class. */
    private Table<T> writing(T item) {
        if (item == null) {
            throw new IllegalArgumentException("Table " + name + ": the item to write is null; give one");
        }
        TableSchema<T> own = refusingByName(() -> schema.writing(item));
        return own == schema ? this : new Table<>(db, name, own);
    }

    /** Stores an item, in place of any with its key. */
    public Put<T> put(T item) {
        Table<T> own = writing(item);
        T prepared = own.prepared(item);
        return new Put<>(Guard.sameVersion(own, prepared), prepared);
    }

    /** Stores an item if there is none with its key, and fails otherwise. Its version does not matter. */
    public Put<T> create(T item) {
        Table<T> own = writing(item);
        return new Put<>(Guard.none(own).onlyIf(itemIsAbsent()), own.prepared(item));
    }

    /**
     * Creates an item with the next number of a counter, in one step.
     *
     * <pre>{@code
     * Ticket ticket = tickets.create(tickets.counter(), n -> new Ticket(n, "Broken")).execute();
     * }</pre>
     *
     * <p>Fails with {@link dev.stator.error.ItemNotFoundException} if the counter was not created, and as {@link #create(Object)} if
     * there is an item with that key already; see {@link Counter#raiseTo}.
     *
     * @param item makes the item of the number; called anew, with another number, when others took that one in between
     */
    public NumberedPut<T> create(Counter counter, LongFunction<? extends T> item) {
        return new NumberedPut<>(this, counter, item);
    }

    /** Stores an item in place of the one with its key, and fails if there is none. */
    public Put<T> replace(T item) {
        Table<T> own = writing(item);
        T prepared = own.prepared(item);
        return new Put<>(Guard.sameVersion(own, prepared).onlyIf(itemExists()), prepared);
    }

    /**
     * Creates the item, or sets the attributes of the one with its key, in one step. What the record does not have, as an
     * empty {@code Optional}, is left as it is. An item in place that is of another class, by a {@link
     * dev.stator.codec.Discriminator}, is left alone, and the call fails.
     *
     * @throws IllegalStateException if the record has a part alone of what a template makes a key of an index of
     */
    public Upsert<T> upsert(T item) {
        Table<T> own = writing(item);
        T prepared = own.prepared(item);
        return new Upsert<>(Guard.sameVersion(own, prepared).ofClass(own.classOf(prepared)), prepared, Set.of())
                .checked();
    }

    private T prepared(T item) {
        T prepared = Stamping.of(this).prepared(item);
        if (ReservedItems.mayBeIn(schema)) {
            notReserved(during("A write", () -> schema.keyOf(prepared)));
        }
        return prepared;
    }

    /** Stores any number of items, as {@link Stator#batchWrite} does. */
    public BatchWrite putAll(Collection<? extends T> items) {
        return db.batchWrite(items.stream().<BatchAction>map(this::put).toList());
    }

    /** Creates items, or sets the attributes of those with their keys: {@link #upsert} for many, several at the same time. */
    public UpsertAll<T, List<T>> upsertAll(Collection<? extends T> items) {
        return upsertAll(items, written -> written);
    }

    private <R> UpsertAll<T, R> upsertAll(Collection<? extends T> items, Function<List<T>, R> result) {
        return new UpsertAll<>(this, items.stream().map(this::upsert).toList(), result, Batches.AT_ONCE);
    }

    /**
     * Reads the item of each row of a data table. A row tells its key by the key's attributes, or by those of which a template
     * makes it; it may have others, over which the item's go.
     *
     * @throws IllegalArgumentException if a row does not tell its key; the message tells which
     * @throws IllegalStateException if the data table is ragged
     */
    public RowGet batchGet(DataTable rows) {
        Rows<T> of = new Rows<>(this, rows, "batchGet");
        return new RowGet(of, getAll(of.keys()).as(Item.class));
    }

    /**
     * Upserts each row of a data table as a record, and gives the items as they are afterwards, in the order of the rows.
     * A cell that is unset leaves its attribute as it is.
     *
     * @throws IllegalArgumentException if a row is no record of the table's class; the message tells which
     * @throws IllegalStateException if the data table is ragged
     */
    public UpsertAll<T, DataTable> batchUpsert(DataTable rows) {
        Rows<T> of = new Rows<>(this, rows, "batchUpsert");
        return upsertAll(
                of.values(),
                written -> of.rows(written.stream().map(schema::toItem).toList()));
    }

    /**
     * Deletes the item of each row of a data table, whatever version it has, and gives the rows with their keys. Rows tell
     * their keys as in {@link #batchGet}. The service tells nothing of the items; {@link #deleteAll} gives them, at one
     * request each.
     *
     * @throws IllegalArgumentException if a row does not tell its key; the message tells which
     * @throws IllegalStateException if the data table is ragged
     */
    public Call<DataTable> batchDelete(DataTable rows) {
        Rows<T> of = new Rows<>(this, rows, "batchDelete");
        List<Item> keys = of.keys();
        BatchWrite deletes =
                db.batchWrite(keys.stream().map(key -> deleteAt(key(key))).toList());
        return db.call(context -> deletes.exchange(context).map(count -> of.withKeys(keys)));
    }

    /**
     * Deletes all items of the table, and gives their number; as {@link Listing#clear} does for those that are chosen. Counters stay
     * as they are; guards of unique values are deleted, and counted, as items are.
     *
     * @throws IllegalArgumentException if this is of one class in a table of several, and they have unique attributes
     */
    public Call<Long> clearEverything() {
        if (schema.uniques().isEmpty()) {
            return scan().clearEverything();
        }
        if (schema.whole() != schema) {
            throw new IllegalArgumentException("Table " + name + ": clearEverything() of "
                    + schema.type().getSimpleName() + " alone would leave the guards of its unique "
                    + String.join(", ", schema.uniques()) + "; use deleteAll(…) with its keys, or clear all of "
                    + schema.whole().type().getSimpleName());
        }
        return db.table(name, ReservedItems.schemaOf(schema))
                .scan()
                .where(Counter.isNone(schema))
                .clearing();
    }

    /**
     * Lets the unique values of all items count that were stored before their attributes were {@link dev.stator.codec.Unique}, as
     * {@link Listing#claimUniques} does for some; tells which values two items share.
     *
     * @throws IllegalArgumentException if no attributes are unique
     */
    public Call<ClaimedUniques> claimUniques() {
        return scan().claimUniques();
    }

    /**
     * Reads the item with this key.
     *
     * @param key the value of the partition key in a table without sort key; or a record of this table, to read anew what
     *     is stored with its key
     */
    public Get<T> get(Object key) {
        return get(key(key));
    }

    /** Reads the item with this key. */
    public Get<T> get(Object partitionKey, Object sortKey) {
        return get(key(partitionKey, sortKey));
    }

    /** The same table as items of any shape, whose unique attributes are kept all the same. */
    Table<Item> ofItems() {
        TableSchema<Item> items = ReservedItems.schemaOf(schema);
        for (String unique : schema.uniques()) {
            items = items.withUnique(unique);
        }
        return db.table(name, items);
    }

    /** Reads what is stored with this key, whatever it is. */
    Get<Item> itemAt(Item key) {
        return new Get<>(this, key, true, new ReadForm<>(Item.class, Optional.empty(), Item::readFrom));
    }

    private Get<T> get(Item key) {
        return new Get<>(this, key, false, new ReadForm<>(schema.type(), Optional.empty(), schema::readItem));
    }

    /**
     * Reads the items with these keys, and gives them in the order of the keys.
     *
     * @param keys each as {@link #get(Object)} takes it; or an {@link Item} of the key attributes
     */
    public GetAll<T> getAll(Collection<?> keys) {
        return new GetAll<>(this, keys.stream().map(this::get).toList(), Batches.AT_ONCE);
    }

    /**
     * Reads by key that remember what they found, so that most take no request.
     *
     * @param maxItems how many items are remembered at most; those go that were not asked for the longest
     * @param maxAge how long what was read may be given, whatever other programs write meanwhile
     * @throws IllegalArgumentException if one of them is not positive
     */
    public CachedReads<T> cached(int maxItems, Duration maxAge) {
        if (maxItems < 1 || maxAge.isZero() || maxAge.isNegative()) {
            throw new IllegalArgumentException("Table " + name + ": cached(" + maxItems + ", " + maxAge
                    + "): a cache remembers at least one item for some time");
        }
        ReadCache<T> cache = new ReadCache<>(name, maxItems, maxAge);
        db.settings().caches().add(cache);
        return new CachedReads<>(this, cache);
    }

    /**
     * Changes attributes of the item with this key.
     *
     * @param key the value of the partition key in a table without sort key; or a record of this table, whose version the
     *     item must still have, if it has one
     */
    public Update<T> update(Object key) {
        if (schema.type().isInstance(key) && schema.narrowing().isPresent()) {
            Table<T> own = ofOwnClass(key);
            return own.update(own.guard(key), key(key));
        }
        return update(guard(key), key(key));
    }

    @SuppressWarnings("unchecked") // Items of another class are not touched, so none are read.
    Table<T> ofOwnClass(Object item) {
        return (Table<T>) of((Class<? extends T>) item.getClass());
    }

    private Update<T> update(Guard<T> guard, Item key) {
        Optional<TypeRule> type = TypeRule.of(this);
        if (!schema.isWrittenAlike()) {
            throw new IllegalArgumentException("Table " + name + ": an update by key is the same for all classes of "
                    + schema.type().getSimpleName()
                    + ", and they have different versions, times, shapes or templates of"
                    + " keys; make it from a record, or from the table of one class, of(…)");
        }
        Condition shape = new ShapeRule(this).ofUpdate();
        Guard<T> all = type.map(rule -> guard.onlyIf(rule.ofUpdate(this)))
                .orElse(guard)
                .onlyIf(shape);
        return new Update<>(all, key, UpdateExpression.empty());
    }

    /** Changes attributes of the item with this key. */
    public Update<T> update(Object partitionKey, Object sortKey) {
        return update(Guard.none(this), key(partitionKey, sortKey));
    }

    /**
     * Removes the item with this key.
     *
     * @param key the value of the partition key in a table without sort key; or a record of this table, whose version the
     *     item must still have, if it has one, and of whose class it must be; of a table of one class, all must be of that
     */
    public Delete<T> delete(Object key) {
        return new Delete<>(guard(key).ofClass(classOf(key)), key(key));
    }

    /** Removes the item with this key; from a table of one class, {@link #of}, only if it is of that. */
    public Delete<T> delete(Object partitionKey, Object sortKey) {
        return deleteAt(key(partitionKey, sortKey));
    }

    private Delete<T> deleteAt(Item key) {
        return new Delete<>(Guard.none(this).ofClass(this), key);
    }

    /** The table of a record's own class, if that is told apart; this one for what is no record of the table. */
    Table<?> classOf(Object key) {
        return schema.type().isInstance(key) && schema.narrowing().isPresent() ? ofOwnClass(key) : this;
    }

    /**
     * Removes the items with these keys, and gives for each the item that was removed, or why it was refused.
     *
     * @param keys each as {@link #delete(Object)} takes it; or an {@link Item} of the key attributes
     */
    public DeleteAll<T> deleteAll(Collection<?> keys) {
        return new DeleteAll<>(db, keys.stream().map(this::delete).toList(), Batches.AT_ONCE);
    }

    /**
     * Makes a transaction depend on the item with this key.
     *
     * @param key the value of the partition key in a table without sort key; or a record of this table, whose version the
     *     item must still have, if it has one
     */
    public Check<T> check(Object key) {
        return new Check<>(guard(key).ofClass(classOf(key)), key(key));
    }

    /** Makes a transaction depend on the item with this key. */
    public Check<T> check(Object partitionKey, Object sortKey) {
        return new Check<>(Guard.none(this).ofClass(this), key(partitionKey, sortKey));
    }

    private Guard<T> guard(Object key) {
        if (!schema.type().isInstance(key)) {
            return Guard.none(this);
        }
        T item = schema.type().cast(key);
        return Guard.sameVersion(writing(item), item);
    }

    /** Reads the items of one partition, in the order of their sort key. */
    public Query<T> query(Object partitionKey) {
        return Source.of(this).query(partitionKey);
    }

    /** Reads all items. */
    public Scan<T> scan() {
        return Source.of(this).scan();
    }

    /**
     * A secondary index of this table, to query or scan.
     *
     * @throws IllegalArgumentException if the schema has no index of that name
     */
    public Index<T> index(String indexName) {
        return new Index<>(this, refusingByName(() -> schema.index(indexName)));
    }

    /** The table's counter without a name; see {@link #counter(String)}. */
    public Counter counter() {
        return counterOf("");
    }

    /**
     * A counter, of which a table may hold any number, told apart by name. Made without a request; see {@link Counter#create}.
     *
     * @throws IllegalArgumentException if the name is empty, or the table's class does not say that it holds counters
     */
    public Counter counter(String counter) {
        if (counter.isEmpty()) {
            throw new IllegalArgumentException(
                    "Table " + name + ": a counter has an empty name; use counter() for the one without");
        }
        return counterOf(counter);
    }

    private Counter counterOf(String counter) {
        if (!schema.holdsCounters()) {
            throw new IllegalArgumentException(
                    "Table " + name + " says nowhere that it holds counters, so that scans would"
                            + " give them for items: mark " + schema.type().getName()
                            + " with @HoldsCounters, or make the table with schema.holdingCounters()");
        }
        return new Counter(this, counter);
    }

    /** Creates the table with the schema's keys and indexes, paid by request, and waits until it can be used. */
    public CreateTable create() {
        return new CreateTable(whole());
    }

    /** Deletes the table with everything in it, and waits until it is gone. */
    public DeleteTable drop() {
        return new DeleteTable(whole());
    }

    /** Changes how the table is paid, its global indexes, its stream and the like. */
    public AlterTable alter() {
        return new AlterTable(whole());
    }

    /** Compares what is declared of the table with what there is, to show the difference and then to apply it. */
    public PlanTable plan() {
        return new PlanTable(whole());
    }

    /** What the service says of the table. */
    public DescribeTable describe() {
        return db.describe(name);
    }

    /** Whether there is such a table, in whatever state, being created or deleted included. */
    public Call<Boolean> exists() {
        return db.call(context -> describe().look(context).map(Optional::isPresent));
    }

    /** Whether there is such a table and it can be read and written now; so also while it is being changed. */
    public Call<Boolean> isActive() {
        return db.call(context -> describe().look(context).map(Waiting::isActive));
    }

    /** Writes all items into a file; {@code scan().….dump(file)} says how they are read. */
    public Dump dump(java.nio.file.Path file) {
        return scan().dump(file);
    }

    /** Puts the items of a file into the table, of which the schema does not matter: no stamps and no hooks, all as it was. */
    public Load load(java.nio.file.Path file) {
        return new Load(this, file);
    }

    /** How the provisioned capacity of the table and its global indexes changes by itself. */
    public AutoScaling autoScaling() {
        return new AutoScaling(this);
    }

    /**
     * The stream of the table's changes, if it has one.
     *
     * @throws IllegalStateException if this is of one class in a table of several, whose changes come all together
     */
    public TableStream<T> stream() {
        if (schema.whole() != schema) {
            throw new IllegalStateException("The stream of table " + name + " has the changes of all classes of "
                    + schema.whole().type().getSimpleName() + "; read it from the table of that, not of "
                    + schema.type().getSimpleName());
        }
        return new TableStream<>(this);
    }

    /** The time to live of the table's items. */
    public Expiry timeToLive() {
        return new Expiry(whole());
    }

    /**
     * Any action of the service on this table, by its name: for what has no method here. What it writes has no guards of {@link
     * dev.stator.codec.Unique} attributes, no versions and no times but those that are given.
     *
     * @param action such as {@code PutItem}
     */
    public RawRequest<T> request(String action) {
        return new RawRequest<>(this, action);
    }

    Stator db() {
        return db;
    }

    Item key(Object key) {
        return notReserved(refusingByName(() -> schema.key(key)));
    }

    Item key(Object partitionKey, Object sortKey) {
        return notReserved(refusingByName(() -> schema.key(partitionKey, sortKey)));
    }

    /** A key that callers may use: whoever wrote at those of counters or guards would make numbers or values free again. */
    private Item notReserved(Item key) {
        if (ReservedItems.isOne(schema, key)) {
            throw new IllegalArgumentException("Table " + name + ": the value of "
                    + schema.partitionKey().name()
                    + " is one of those under which the library keeps counters and guards of"
                    + " unique values, which " + ReservedItems.PLACE + "; give another");
        }
        return key;
    }

    /** What a step gives that knows keys, paths and values, but not the table: its refusal names the table, too. */
    <R> R refusingByName(Supplier<R> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Table " + name + ": " + e.getMessage(), e);
        }
    }

    <R> Call<R> call(Operation<R> operation) {
        return db.call(context -> new Attempts<>(context, operation));
    }

    /** What a step gives that writes items: a misfit is told with the action and the table. */
    <R> R during(String action, Supplier<R> step) {
        try {
            return step.get();
        } catch (CodecException e) {
            throw e.during(action + " on table " + name, false);
        }
    }

    /** There is an item with the key. */
    Condition itemExists() {
        return Path.attr(schema.partitionKey().name()).exists();
    }

    /** There is no item with the key. */
    Condition itemIsAbsent() {
        return Path.attr(schema.partitionKey().name()).notExists();
    }

    /** Both conditions, the new one bound to this table's records. */
    Optional<Condition> and(Optional<Condition> first, Condition more) {
        Condition bound = refusingByName(() -> more.bind(schema.codec()));
        Condition both = first.map(condition -> condition.and(bound)).orElse(bound);
        return Optional.of(both).filter(condition -> !condition.isEmpty());
    }

    /** The attribute by which items are to expire. */
    String expiryAttribute(String method, Path<?> path) {
        Projection bound = refusingByName(() -> new Projection(List.of(path)).bind(schema.codec()));
        List<Segment> segments = bound.paths().get(0).segments();
        if (segments.size() != 1 || !(segments.get(0) instanceof Segment.Name attribute)) {
            throw new IllegalArgumentException(
                    "Table " + name + ": " + method + " takes a whole attribute, and " + path + " leads into one");
        } else if (!schema.uniques().isEmpty()) {
            throw new IllegalArgumentException("Table " + name + ": " + method + " lets items expire, and the service"
                    + " does not give their values of the unique " + String.join(", ", schema.uniques())
                    + " free; take @Unique away, or delete such items instead");
        }
        return attribute.name();
    }

    <S> View<S> view(Class<S> type) {
        return refusingByName(() -> schema.view(type));
    }

    Projection projection(List<Path<?>> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("select(…) on table " + name + " needs at least one path");
        }
        return refusingByName(() -> new Projection(paths).bind(schema.codec()));
    }

    @Override
    public String toString() {
        return "Table[" + name + " of " + schema.type().getSimpleName() + "]";
    }
}
