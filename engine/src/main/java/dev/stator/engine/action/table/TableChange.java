package dev.stator.engine.action.table;

import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.GLOBAL_KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.INDEX_NAME;
import static dev.stator.engine.table.TableShape.READ_UNITS;
import static dev.stator.engine.table.TableShape.THROUGHPUT;
import static dev.stator.engine.table.TableShape.WRITE_UNITS;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Bounds;
import dev.stator.engine.table.Encryption;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableClass;
import dev.stator.engine.table.TableDescription.Status;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Throughput;
import dev.stator.engine.table.Transition;
import dev.stator.engine.table.Transition.Work;
import dev.stator.value.AttributeType;
import dev.stator.value.StreamView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an update makes of a table, checked against the table as it is: the new description, and what the reply shows. */
final class TableChange {
    private final Parameters in;
    private final Table before;
    private final Times times;
    private final boolean perRequest;
    private final Map<String, AttributeType> types = new LinkedHashMap<>();

    /** What the request says of attributes; the key of a new index has no others. */
    private final Map<String, AttributeType> defined;

    private final List<Index> indexes = new ArrayList<>();
    private final List<Index> shownIndexes = new ArrayList<>();
    private final Map<String, Status> statuses = new HashMap<>();
    private final Throughput throughput;
    private final Table.Options options;
    private boolean warmsIndex;

    /**
     * The times of a change, in milliseconds.
     *
     * @param now when it begins
     * @param done when it is over
     * @param stream the time that a new stream gets
     */
    record Times(long now, long done, long stream) {}

    TableChange(
            Parameters in, List<Parameters> indexUpdates, Table before, @Nullable Encryption encryption, Times times) {
        this.in = in;
        this.before = before;
        this.times = times;
        Parameters stream = in.get(TableShape.STREAM);
        Table.Options wanted =
                stream == null ? before.options() : streamed(stream).options();
        Table.Options classed = classed(in.get(TableShape.TABLE_CLASS), wanted);
        Table.Options guarded = in.has(TableShape.DELETION_PROTECTION)
                ? classed.withDeletionProtection(in.flag(TableShape.DELETION_PROTECTION))
                : classed;
        options = in.has(TableShape.SSE) ? encrypted(guarded, encryption) : guarded;
        perRequest = in.has(BILLING_MODE) ? "PAY_PER_REQUEST".equals(in.get(BILLING_MODE)) : before.perRequest();
        if (perRequest && in.has(THROUGHPUT)) {
            throw Fault.invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
                    + " BillingMode is PAY_PER_REQUEST");
        }
        // Nobody looks at the definitions, right or wrong, unless there is a new index.
        List<Parameters> definitions = indexUpdates.stream().noneMatch(update -> update.has(UpdateTable.CREATE))
                ? List.of()
                : Objects.requireNonNullElse(in.get(TableShape.MORE_ATTRIBUTES), List.of());
        TableRules.defined(definitions);
        defined = TableShape.types(definitions);
        types.putAll(before.attributes());
        defined.forEach(types::putIfAbsent);
        Map<String, Parameters> updates = check(indexUpdates);
        throughput =
                BoundsRule.ofChanged(perRequest).apply(capacity(before.throughput(), in.get(THROUGHPUT), null), in);
        for (Index index : before.indexes()) {
            add(index, updates.get(index.name()));
        }
        indexUpdates.forEach(this::createOrDelete);
    }

    /** A key that is named in another way than by its ARN is given to the table once more. */
    private Table.Options encrypted(Table.Options old, @Nullable Encryption wanted) {
        Encryption present = old.encryption();
        if (present == null && wanted == null) {
            throw Fault.invalidParameter("Table is already encrypted by default");
        } else if (present != null
                && wanted != null
                && present.keyArn().equals(in.require(TableShape.SSE).get(TableShape.SSE_KEY))) {
            throw Fault.invalidParameter("Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId"
                    + " parameter if you want to change Master Key");
        }
        return old.withEncryption(wanted);
    }

    private Table.Options classed(@Nullable String wanted, Table.Options old) {
        String present = old.tableClass() == null
                ? TableClass.STANDARD
                : old.tableClass().name();
        return wanted == null || wanted.equals(present) ? old : old.withTableClass(new TableClass(wanted, times.done));
    }

    private Table streamed(Parameters stream) {
        boolean on = stream.flag(TableShape.STREAM_ENABLED);
        if (on == before.options().isStreamed()) {
            throw Fault.validation((on ? "Table already has an enabled stream" : "Table has no stream to disable")
                    + ": TableName: " + before.name());
        }
        return on
                ? before.streaming(StreamView.valueOf(stream.require(TableShape.STREAM_VIEW)), times.stream)
                : before.notStreaming(times.now);
    }

    /** The table with the change done. */
    Table after() {
        return before.with(types, perRequest, since(), throughput, indexes).with(options);
    }

    /** The table as the service shows it while the change is under way. */
    Table shown() {
        return before.with(
                        types,
                        perRequest,
                        before.perRequestMillis(),
                        shown(before.throughput(), throughput, in, true),
                        shownIndexes)
                .with(options.withTableClass(before.options().tableClass()).withEncryption(shownEncryption()));
    }

    private @Nullable Encryption shownEncryption() {
        Encryption old = before.options().encryption();
        if (!in.has(TableShape.SSE)) {
            return old;
        }
        return old == null ? Encryption.BEGINNING : old.inChange();
    }

    /** Whether the service needs time for any of it. Limits and protection are changed at once. */
    boolean takesTime() {
        return !works().isEmpty() || !statuses().isEmpty();
    }

    /** What is under way of the table itself. */
    Set<Work> works() {
        Set<Work> works = EnumSet.noneOf(Work.class);
        if (switchesBilling()) {
            works.add(Work.BILLING);
        } else if (in.has(THROUGHPUT)) {
            works.add(Work.CAPACITY);
        }
        if (in.has(TableShape.STREAM)) {
            works.add(Work.STREAM);
        }
        if (!Objects.equals(options.tableClass(), before.options().tableClass())) {
            works.add(Work.TABLE_CLASS);
        }
        if (in.has(TableShape.SSE)) {
            works.add(Work.ENCRYPTION);
        }
        if (warmsIndex || BoundsRule.warms(in)) {
            works.add(Work.READINESS);
        }
        return works;
    }

    /** What the reply says of the table: UPDATING also where nothing changes, but not where only what belongs to it does. */
    Status status() {
        boolean updates = Stream.of(THROUGHPUT, BILLING_MODE, TableShape.STREAM, TableShape.TABLE_CLASS)
                        .anyMatch(in::has)
                || statuses.containsValue(Status.CREATING)
                || statuses.containsValue(Status.DELETING);
        return updates ? Status.UPDATING : Status.ACTIVE;
    }

    /** The status of an index meanwhile. */
    Status status(Index index) {
        return statuses.getOrDefault(index.name(), switchesBilling() ? Status.UPDATING : Status.ACTIVE);
    }

    /** The statuses of the global indexes that are not ACTIVE meanwhile. */
    Map<String, Status> statuses() {
        Map<String, Status> all = new HashMap<>();
        for (Index index : shownIndexes) {
            if (index.kind() == Index.Kind.GLOBAL && status(index) != Status.ACTIVE) {
                all.put(index.name(), status(index));
            }
        }
        return all;
    }

    /** All of it while it is under way. */
    Transition begun() {
        return new Transition(
                works().stream().allMatch(work -> work == Work.ENCRYPTION || work == Work.READINESS)
                                && !statuses.containsValue(Status.CREATING)
                                && !statuses.containsValue(Status.DELETING)
                        ? Status.ACTIVE
                        : Status.UPDATING,
                times.now,
                times.done,
                shown(),
                statuses(),
                null,
                works());
    }

    private boolean switchesBilling() {
        return perRequest != before.perRequest();
    }

    private long since() {
        return perRequest && switchesBilling() ? times.done : before.perRequestMillis();
    }

    /** Capacity while it changes: that of before, unless the table is paid in another way from now on. */
    private Throughput shown(Throughput old, Throughput changed, @Nullable Parameters wanted, boolean ofTable) {
        Bounds bounds = BoundsRule.told(changed.bounds(), wanted == null ? null : wanted.get(TableShape.ON_DEMAND));
        if (switchesBilling()) {
            Throughput shown = perRequest && ofTable ? changed.decreasing(times.now) : changed;
            return shown.with(bounds);
        }
        Bounds ready = bounds.withWarm(old.bounds().warm());
        boolean warms = wanted != null && BoundsRule.warms(wanted);
        return old.changing(changed, times.now).with(warms ? ready.inChange() : ready);
    }

    /** Checks the updates; gives those of indexes that are there. */
    private Map<String, Parameters> check(List<Parameters> updates) {
        long online = updates.stream()
                .filter(update -> update.has(UpdateTable.CREATE) || update.has(UpdateTable.DELETE))
                .count();
        if (online > 1) {
            throw Fault.of(
                    "LimitExceededException",
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
        }
        Map<String, Parameters> wanted = new HashMap<>();
        for (Parameters update : updates) {
            Parameters ofIndex = update.get(UpdateTable.UPDATE);
            if (ofIndex != null) {
                checkUpdate(ofIndex);
                wanted.put(ofIndex.require(INDEX_NAME), ofIndex);
            }
        }
        List<String> missing = before.indexes().stream()
                .filter(index -> index.kind() == Index.Kind.GLOBAL && !hasCapacity(wanted.get(index.name())))
                .map(Index::name)
                .toList();
        if (!perRequest && switchesBilling() && !missing.isEmpty()) {
            throw Fault.invalidParameter(
                    "ProvisionedThroughput must be specified for index: " + String.join(",", missing));
        }
        return wanted;
    }

    private static boolean hasCapacity(@Nullable Parameters update) {
        return update != null && update.has(THROUGHPUT);
    }

    private void checkUpdate(Parameters update) {
        String name = update.require(INDEX_NAME);
        Throughput wanted = TableShape.throughput(update.get(THROUGHPUT));
        if (wanted.readUnits() > TableRules.MAX_UNITS || wanted.writeUnits() > TableRules.MAX_UNITS) {
            throw Fault.validation("This operation cannot be performed with given input values. Please contact DynamoDB"
                    + " service team for more info: Action Blocked: IndexUpdate");
        }
        requireGlobal(name, "update");
        boolean bounds = BoundsRule.limits(update) || update.has(TableShape.WARM);
        if (perRequest && update.has(THROUGHPUT) && switchesBilling()) {
            throw unwantedCapacity(name);
        } else if (perRequest && (update.has(THROUGHPUT) || !bounds)) {
            throw Fault.invalidParameter("The only Updates for index: " + name
                    + " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput");
        } else if (!bounds && !update.has(THROUGHPUT)) {
            throw Fault.invalidParameter("At least one of ProvisionedThroughput, OnDemandThroughput and WarmThroughput"
                    + " must be specified for index: " + name);
        }
    }

    private static Fault unwantedCapacity(String index) {
        return Fault.invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: "
                + index + " when BillingMode is PAY_PER_REQUEST");
    }

    private void requireGlobal(String name, String action) {
        Index index = before.index(name);
        if (index == null) {
            throw Fault.of(
                    "ResourceNotFoundException",
                    "Requested resource not found: Index " + name + " for table " + before.name());
        } else if (index.kind() != Index.Kind.GLOBAL) {
            throw Fault.validation("Cannot " + action + " an index that is not a GlobalSecondaryIndex: " + name);
        }
    }

    /**
     * The capacity of the table, or of an index, after the change.
     *
     * @param wanted what the request asks for, if it does
     * @param index the index, or {@code null} for the table
     */
    private Throughput capacity(Throughput old, @Nullable Parameters wanted, @Nullable String index) {
        if (perRequest && switchesBilling()) {
            // Of an index, though not of the table, the service counts it as a decrease.
            return index == null ? old.switched(Throughput.NONE) : old.changed(Throughput.NONE, times.done);
        } else if (wanted == null) {
            return old;
        }
        Throughput changed = Throughput.of(wanted.require(READ_UNITS), wanted.require(WRITE_UNITS));
        if (switchesBilling()) {
            return old.switched(changed);
        } else if (old.sameUnits(changed)) {
            throw unchanged(old, index);
        }
        return old.changed(changed, times.done);
    }

    private static Fault unchanged(Throughput same, @Nullable String index) {
        String what = index == null ? "the table" : "index " + index;
        return Fault.validation("The provisioned throughput for " + (index == null ? what : "the " + what)
                + " will not change. The requested value equals"
                + " the current value. Current ReadCapacityUnits provisioned for " + what + ": "
                + same.readUnits()
                + ". Requested ReadCapacityUnits: " + same.readUnits()
                + ". Current WriteCapacityUnits provisioned for " + what + ": " + same.writeUnits()
                + ". Requested WriteCapacityUnits: " + same.writeUnits()
                + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher"
                + " limits.");
    }

    private void add(Index index, @Nullable Parameters update) {
        Throughput old = index.throughput();
        if (old == null) {
            indexes.add(index);
            shownIndexes.add(index);
            return;
        }
        BoundsRule rule = BoundsRule.ofChanged(perRequest).ofIndex(index.name());
        Throughput capacity = capacity(old, update == null ? null : update.get(THROUGHPUT), index.name());
        Throughput changed = update == null ? rule.apply(capacity, null, null) : rule.apply(capacity, update);
        if (update != null && (update.has(THROUGHPUT) || update.has(TableShape.ON_DEMAND))) {
            statuses.put(index.name(), Status.UPDATING);
        }
        warmsIndex |= update != null && update.has(TableShape.WARM);
        indexes.add(index.with(changed));
        shownIndexes.add(index.with(shown(old, changed, update, false)));
    }

    private void createOrDelete(Parameters update) {
        Parameters deleted = update.get(UpdateTable.DELETE);
        if (deleted != null) {
            String name = deleted.require(INDEX_NAME);
            requireGlobal(name, "delete");
            indexes.removeIf(index -> index.name().equals(name));
            statuses.put(name, Status.DELETING);
        }
        Parameters created = update.get(UpdateTable.CREATE);
        if (created != null) {
            create(created);
        }
    }

    /** Refuses a key that gives an attribute another type than the key of the table or of an index that is there. */
    private void requireSameTypes(KeySchema wanted) {
        for (KeySchema present : Stream.concat(
                        Stream.of(before.key()), before.indexes().stream().map(Index::key))
                .toList()) {
            for (KeySchema.Part part : wanted.parts()) {
                KeySchema.Part old = present.part(part.name());
                if (old != null && old.type() != part.type()) {
                    throw Fault.invalidParameter("Attributes cannot be redefined. Please check that your attribute has"
                            + " the same type as previously defined. Existing schema: " + shown(present)
                            + " New schema: " + shown(wanted));
                }
            }
        }
    }

    private static String shown(KeySchema key) {
        return "Schema:"
                + key.parts().stream()
                        .map(part -> "SchemaElement: key{" + part.name() + ":" + part.type() + ":"
                                + (key.isPartition(part) ? "HASH" : "RANGE") + "}")
                        .toList();
    }

    private void create(Parameters created) {
        String name = created.require(INDEX_NAME);
        List<Parameters> key = created.require(GLOBAL_KEY_SCHEMA);
        if (defined.isEmpty()) {
            throw Fault.invalidParameter("AttributeDefinitions is not specified for index: " + name);
        }
        TableRules.requireDefinitions(key, defined.keySet());
        TableRules.checkGlobalKey(key, defined.keySet());
        TableRules.checkProjection(created);
        if (perRequest && created.has(THROUGHPUT)) {
            throw unwantedCapacity(name);
        } else if (!perRequest && !created.has(THROUGHPUT)) {
            throw Fault.invalidParameter(
                    "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + name);
        } else if (before.index(name) != null) {
            throw Fault.validation("Attempting to create an index which already exists");
        }
        Throughput capacity = BoundsRule.ofNew(perRequest)
                .ofIndex(name)
                .apply(TableShape.throughput(created.get(THROUGHPUT)), created);
        Index index = TableShape.index(Index.Kind.GLOBAL, created, defined, capacity);
        requireSameTypes(index.key());
        indexes.add(index);
        shownIndexes.add(index);
        statuses.put(name, Status.CREATING);
        if (indexes.stream().filter(each -> each.kind() == Index.Kind.GLOBAL).count() > TableRules.MAX_GLOBAL) {
            throw Fault.of(
                    "LimitExceededException",
                    "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of "
                            + TableRules.MAX_GLOBAL);
        }
    }
}
