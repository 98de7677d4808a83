package dev.stator.engine.action.table;

import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.GLOBAL_KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.INDEX_NAME;
import static dev.stator.engine.table.TableShape.READ_UNITS;
import static dev.stator.engine.table.TableShape.THROUGHPUT;
import static dev.stator.engine.table.TableShape.WRITE_UNITS;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Encryption;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableClass;
import dev.stator.engine.table.TableDescription.Status;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Throughput;
import dev.stator.value.AttributeType;
import dev.stator.value.StreamView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an update makes of a table, checked against the table as it is: the new description, and what the reply shows. */
final class TableChange {
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
        List<Parameters> definitions = Objects.requireNonNullElse(in.get(TableShape.MORE_ATTRIBUTES), List.of());
        TableRules.defined(definitions);
        defined = TableShape.types(definitions);
        types.putAll(before.attributes());
        defined.forEach(types::putIfAbsent);
        Map<String, Parameters> updates = check(indexUpdates);
        throughput = BoundsRule.ofChanged(perRequest).apply(capacity(before.throughput(), in.get(THROUGHPUT)), in);
        for (Index index : before.indexes()) {
            add(index, updates.get(index.name()));
        }
        indexUpdates.forEach(this::createOrDelete);
    }

    private Table.Options encrypted(Table.Options old, @Nullable Encryption wanted) {
        if (Objects.equals(old.encryption(), wanted)) {
            throw Fault.invalidParameter(
                    wanted == null
                            ? "Table is already encrypted by default"
                            : "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you"
                                    + " want to change Master Key");
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
        return before.with(types, perRequest, since(), shown(before.throughput(), throughput), shownIndexes)
                .with(options.withTableClass(before.options().tableClass()).withEncryption(shownEncryption()));
    }

    private @Nullable Encryption shownEncryption() {
        Encryption old = before.options().encryption();
        Encryption shown = old == null ? options.encryption() : old;
        return shown == null || Objects.equals(old, options.encryption()) ? shown : shown.inChange();
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

    private boolean switchesBilling() {
        return perRequest != before.perRequest();
    }

    private long since() {
        return perRequest && switchesBilling() ? times.now : before.perRequestMillis();
    }

    private Throughput shown(Throughput old, Throughput changed) {
        Throughput shown = switchesBilling() ? old.changed(changed, times.now) : old.changing(changed, times.now);
        return shown.with(changed.bounds().inChange(old.bounds()));
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
        } else if (perRequest && update.has(THROUGHPUT)) {
            throw unwantedCapacity(name);
        }
        requireGlobal(name, "update");
    }

    private Fault unwantedCapacity(String index) {
        return Fault.invalidParameter("ProvisionedThroughput should not be specified for index: " + index
                + " when BillingMode is PAY_PER_REQUEST");
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

    private Throughput capacity(Throughput old, @Nullable Parameters wanted) {
        if (perRequest) {
            return switchesBilling() ? old.changed(Throughput.NONE, times.done) : old;
        }
        return wanted == null
                ? old
                : changed(old, Throughput.of(wanted.require(READ_UNITS), wanted.require(WRITE_UNITS)));
    }

    private Throughput changed(Throughput old, Throughput wanted) {
        if (old.sameUnits(wanted) && !switchesBilling()) {
            throw Fault.validation(
                    "The provisioned throughput for the table will not change. The requested value equals"
                            + " the current value. Current ReadCapacityUnits provisioned for the table: "
                            + old.readUnits()
                            + ". Requested ReadCapacityUnits: " + wanted.readUnits()
                            + ". Current WriteCapacityUnits provisioned for the table: " + old.writeUnits()
                            + ". Requested WriteCapacityUnits: " + wanted.writeUnits()
                            + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher"
                            + " limits.");
        }
        return old.changed(wanted, times.done);
    }

    private void add(Index index, @Nullable Parameters update) {
        Throughput old = index.throughput();
        if (old == null) {
            indexes.add(index);
            shownIndexes.add(index);
            return;
        }
        BoundsRule rule = BoundsRule.ofChanged(perRequest).ofIndex(index.name());
        Throughput changed;
        if (update == null) {
            changed = rule.apply(capacity(old, null), null, null);
        } else {
            Parameters wanted = update.get(THROUGHPUT);
            changed = rule.apply(
                    wanted == null ? capacity(old, null) : changed(old, TableShape.throughput(wanted)), update);
            statuses.put(index.name(), Status.UPDATING);
        }
        indexes.add(index.with(changed));
        shownIndexes.add(index.with(shown(old, changed)));
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
            throw TableRules.missingThroughput(name);
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
            throw Fault.invalidParameter(
                    "GlobalSecondaryIndex count exceeds the per-table limit of " + TableRules.MAX_GLOBAL);
        }
    }
}
