package dev.stator.engine.action.backup;

import static dev.stator.engine.table.TableShape.ATTRIBUTE_NAME;
import static dev.stator.engine.table.TableShape.GLOBAL_KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.INDEX_NAME;
import static dev.stator.engine.table.TableShape.KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.KEY_TYPE;
import static dev.stator.engine.table.TableShape.NON_KEY_ATTRIBUTES;
import static dev.stator.engine.table.TableShape.PROJECTION;
import static dev.stator.engine.table.TableShape.PROJECTION_TYPE;
import static dev.stator.engine.table.TableShape.THROUGHPUT;

import dev.stator.engine.action.table.BoundsRule;
import dev.stator.engine.action.table.EncryptionRule;
import dev.stator.engine.action.table.TableRules;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Counters;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Restored;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Throughput;
import dev.stator.engine.table.Transition;
import dev.stator.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table made anew of what another one was: its keys, capacity, limits, indexes, encryption and items, unless the request wants some of it
 * otherwise. Its stream, time to live, tags, class and protection are not restored, as by the service.
 */
final class Restoration {
    static final Field<String> TARGET = Field.resource("TargetTableName").notNull();
    private static final Field<String> BILLING_MODE =
            Field.oneOf("BillingModeOverride", "PROVISIONED", "PAY_PER_REQUEST");
    private static final Field<Parameters> CAPACITY = TableShape.THROUGHPUT.named("ProvisionedThroughputOverride");
    private static final Field<List<Parameters>> GLOBAL = TableShape.GLOBAL.named("GlobalSecondaryIndexOverride");
    private static final Field<List<Parameters>> LOCAL = TableShape.LOCAL.named("LocalSecondaryIndexOverride");
    private static final Field<Parameters> ON_DEMAND = TableShape.ON_DEMAND.named("OnDemandThroughputOverride");
    private static final Field<Parameters> SSE = TableShape.SSE.named("SSESpecificationOverride");

    private static final String UNWANTED_CAPACITY =
            "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST";

    private final Parameters in;
    private final Table source;
    private final boolean perRequest;

    /**
     * A restore of a table.
     *
     * @param source the table as it was
     * @throws Fault a ValidationException if the request wants of it what cannot be
     */
    Restoration(Parameters in, Table source) {
        this.in = in;
        this.source = source;
        this.perRequest = in.has(BILLING_MODE) ? "PAY_PER_REQUEST".equals(in.get(BILLING_MODE)) : source.perRequest();
        if (perRequest && in.has(CAPACITY)) {
            throw refusal(
                    in.has(BILLING_MODE)
                            ? UNWANTED_CAPACITY
                            : "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED");
        } else if (!perRequest && in.has(BILLING_MODE) && !in.has(CAPACITY)) {
            throw refusal("Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
        }
        Parameters onDemand = in.get(ON_DEMAND);
        if (onDemand != null) {
            checkLimit(onDemand, TableShape.MOST_READS);
            checkLimit(onDemand, TableShape.MOST_WRITES);
        }
    }

    private void checkLimit(Parameters onDemand, Field<Long> limit) {
        Long most = onDemand.get(limit);
        if (most == null) {
            return;
        } else if (!perRequest) {
            throw refusal("Cannot override " + limit.name()
                    + " for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST");
        } else if (most < 1) {
            throw refusal("Requested " + limit.name() + " for OnDemandThroughput is outside of valid range");
        }
    }

    private static Fault refusal(String why) {
        return Fault.validation("Invalid Request: " + why);
    }

    /** What is kept in another region, which the service restores if it is told a key. */
    static Fault ofAnotherRegion() {
        return refusal("sseSpecificationOverride must be provided for cross-region restores");
    }

    /** The members of a request to restore: these, and those by which a table is restored otherwise than it was. */
    static Field<?>[] withOverrides(Field<?>... fields) {
        return Stream.of(Stream.of(fields), Stream.of(TARGET, BILLING_MODE, GLOBAL, LOCAL, CAPACITY, ON_DEMAND, SSE))
                .flatMap(each -> each)
                .toArray(Field<?>[]::new);
    }

    /**
     * The table that shall be.
     *
     * @throws Fault if the request wants an index that the old table had not, or there is a table of the new name
     */
    Table target(Database database, Changes changes) {
        Table plain = target(changes.nowMillis());
        Table target = plain.with(plain.options()
                .withEncryption(
                        in.has(SSE)
                                ? EncryptionRule.wanted(in.get(SSE), database)
                                : source.options().encryption()));
        checkFree(database.catalog().find(changes.write(), target.name()));
        return target;
    }

    /** Writes the reply. */
    static void reply(Database database, Table restored, JsonWriter out) {
        out.startObject();
        out.field("TableDescription");
        TableDescription.write(database, restored, database.read(snapshot -> Counters.read(snapshot, restored)), out);
        out.endObject();
    }

    private Table target(long nowMillis) {
        List<Index> indexes = new ArrayList<>();
        for (Index.Kind kind : Index.Kind.values()) {
            List<Parameters> wanted = in.get(kind == Index.Kind.GLOBAL ? GLOBAL : LOCAL);
            if (wanted == null) {
                TableShape.indexes(source, kind).forEach(index -> indexes.add(restored(index)));
            } else {
                wanted.forEach(index -> indexes.add(override(kind, index)));
            }
        }
        return source.copy(in.require(TARGET), UUID.randomUUID().toString(), nowMillis)
                .with(source.attributes(), perRequest, perRequest ? nowMillis : 0, bounded(), indexes);
    }

    private Throughput bounded() {
        return BoundsRule.ofNew(perRequest).apply(capacity(), in.get(ON_DEMAND), null);
    }

    private Throughput capacity() {
        Parameters wanted = in.get(CAPACITY);
        if (wanted != null) {
            TableRules.checkBounds(wanted);
            return TableShape.throughput(wanted);
        }
        return anew(source.throughput());
    }

    /** Capacity as it was, with the limits that it had if it is still paid per request. */
    private Throughput anew(Throughput old) {
        if (!perRequest) {
            return Throughput.of(old.readUnits(), old.writeUnits());
        }
        return Throughput.NONE.with(
                Throughput.NONE.bounds().withMost(old.bounds().most()));
    }

    /** An index of the old table by its key and what it holds; its name may be another one. */
    private Index override(Index.Kind kind, Parameters wanted) {
        String name = wanted.require(INDEX_NAME);
        Index index = TableShape.indexes(source, kind).stream()
                .filter(each -> isSame(each, wanted))
                .findFirst()
                .orElseThrow(() ->
                        refusal("Index " + name + " does not match a secondary index that existed in the source table"
                                + " and cannot be created during the restore operation"))
                .named(name);
        if (kind == Index.Kind.LOCAL) {
            return index;
        }
        Parameters capacity = wanted.get(THROUGHPUT);
        if (perRequest && capacity != null) {
            throw refusal(UNWANTED_CAPACITY + " for index " + name);
        } else if (perRequest) {
            return restored(index);
        } else if (capacity == null) {
            throw missingCapacity(name);
        }
        return index.with(TableShape.throughput(capacity));
    }

    private Index restored(Index index) {
        Throughput old = index.throughput();
        if (old == null) {
            return index;
        } else if (!perRequest && source.perRequest()) {
            throw missingCapacity(index.name());
        }
        return index.with(anew(old));
    }

    private static Fault missingCapacity(String index) {
        return refusal("Must specify provisioned throughput for index " + index);
    }

    private static boolean isSame(Index index, Parameters wanted) {
        List<String> key = wanted.require(index.kind() == Index.Kind.GLOBAL ? GLOBAL_KEY_SCHEMA : KEY_SCHEMA).stream()
                .map(part -> part.require(KEY_TYPE) + " " + part.require(ATTRIBUTE_NAME))
                .toList();
        List<String> old = index.key().parts().stream()
                .map(part -> (index.key().isPartition(part) ? "HASH " : "RANGE ") + part.name())
                .toList();
        Parameters projection = wanted.require(PROJECTION);
        return key.equals(old)
                && index.projection().name().equals(projection.get(PROJECTION_TYPE))
                && index.nonKeyAttributes()
                        .equals(Objects.requireNonNullElse(projection.get(NON_KEY_ATTRIBUTES), List.of()));
    }

    private static void checkFree(@Nullable Table there) {
        if (there == null) {
            return;
        }
        Transition transition = there.options().transition();
        Restored restored = transition == null ? null : transition.restored();
        if (restored != null && restored.backupArn() != null) {
            throw Fault.of(
                    "TableInUseException",
                    "Table: " + there.name() + " is already being restored from backup: " + restored.backupArn());
        }
        throw Fault.of("TableAlreadyExistsException", "Table already exists: " + there.name());
    }
}
