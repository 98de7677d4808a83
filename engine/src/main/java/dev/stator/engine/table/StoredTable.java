package dev.stator.engine.table;

import static dev.stator.engine.table.TableShape.ATTRIBUTES;
import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.GLOBAL;
import static dev.stator.engine.table.TableShape.KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.LOCAL;
import static dev.stator.engine.table.TableShape.READ_UNITS;
import static dev.stator.engine.table.TableShape.TABLE_NAME;
import static dev.stator.engine.table.TableShape.THROUGHPUT;
import static dev.stator.engine.table.TableShape.WRITE_UNITS;

import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.RequestBody;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.TableDescription.Status;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.StreamView;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a table is kept in the store: that of the request which would create it, with the id and the times that
 * it got.
 */
final class StoredTable {
    private static final Field<String> ID = Field.of("TableId", Type.TEXT).notNull();
    private static final Field<Long> CREATED =
            Field.of("CreatedMillis", Type.LONG).notNull();
    private static final Field<Long> PER_REQUEST =
            Field.of("PerRequestMillis", Type.LONG).notNull();
    private static final Field<String> TIME_TO_LIVE = Field.of("TimeToLive", Type.TEXT);
    private static final Field<String> STREAM_VIEW = Field.of("StreamViewType", Type.TEXT);
    private static final Field<Long> STREAM_CREATED = Field.of("StreamCreatedMillis", Type.LONG);
    private static final Field<Long> STREAM_ENDED = Field.of("StreamEndedMillis", Type.LONG);
    private static final Field<Long> INCREASED =
            Field.of("IncreasedMillis", Type.LONG).notNull();
    private static final Field<Long> DECREASED =
            Field.of("DecreasedMillis", Type.LONG).notNull();
    private static final Field<Long> DECREASES =
            Field.of("Decreases", Type.LONG).notNull();

    private static final Field<Long> WARM_READS = Field.of("WarmReads", Type.LONG);
    private static final Field<Long> WARM_WRITES = Field.of("WarmWrites", Type.LONG);
    private static final Field<Long> MOST_READS = Field.of("MostReads", Type.LONG);
    private static final Field<Long> MOST_WRITES = Field.of("MostWrites", Type.LONG);
    private static final Field<Boolean> WARMING = Field.of("Warming", Type.FLAG);

    /** What happened to the capacity of the indexes by name, and of the table under an empty one. */
    private static final Field<Map<String, Parameters>> CAPACITY_CHANGES = Field.of(
                    "CapacityChanges",
                    Type.mapOf(
                            "CapacityChange",
                            Type.element(Shape.of(
                                    "CapacityChange",
                                    INCREASED,
                                    DECREASED,
                                    DECREASES,
                                    WARM_READS,
                                    WARM_WRITES,
                                    MOST_READS,
                                    MOST_WRITES,
                                    WARMING))))
            .notNull();

    private static final Field<String> CLASS = Field.of("TableClass", Type.TEXT);
    private static final Field<Long> CLASS_CHANGED = Field.of("TableClassMillis", Type.LONG);
    private static final Field<String> KEY_ARN = Field.of("KeyArn", Type.TEXT);
    private static final Field<Boolean> KEY_CHANGES = Field.of("KeyChanges", Type.FLAG);
    private static final Field<String> POLICY = Field.of("Policy", Type.TEXT);
    private static final Field<Long> POLICY_REVISION = Field.of("PolicyRevision", Type.LONG);
    private static final Field<Integer> RECOVERY_DAYS = Field.of("RecoveryDays", Type.INTEGER);
    private static final Field<Long> RECOVERY_SINCE = Field.of("RecoverySinceMillis", Type.LONG);
    private static final Field<String> BACKUP_ARN = Field.of("BackupArn", Type.TEXT);
    private static final Field<String> TABLE_ARN =
            Field.of("TableArn", Type.TEXT).notNull();
    private static final Field<Long> AS_OF = Field.of("AsOfMillis", Type.LONG).notNull();
    private static final Field<Parameters> RESTORED =
            Field.of("Restored", Type.structure(Shape.of("Restored", BACKUP_ARN, TABLE_ARN, AS_OF)));
    private static final Field<String> STATUS = Field.of("Status", Type.TEXT).notNull();
    private static final Field<Long> SINCE = Field.of("SinceMillis", Type.LONG).notNull();
    private static final Field<Long> UNTIL = Field.of("UntilMillis", Type.LONG).notNull();
    private static final Field<Map<String, String>> INDEX_STATUSES =
            Field.of("IndexStatuses", Type.NAMES).notNull();
    /** Missing in what older versions have written. */
    private static final Field<List<String>> WORKS = Field.of("Works", Type.listOf(Type.TEXT));

    private static final String OF_TABLE = "";
    private static final List<Field<?>> FIELDS = List.of(
            ATTRIBUTES,
            TABLE_NAME,
            BILLING_MODE,
            THROUGHPUT,
            KEY_SCHEMA,
            LOCAL,
            GLOBAL,
            ID,
            CREATED,
            PER_REQUEST,
            TableShape.DELETION_PROTECTION,
            TIME_TO_LIVE,
            STREAM_VIEW,
            STREAM_CREATED,
            STREAM_ENDED,
            CLASS,
            CLASS_CHANGED,
            KEY_ARN,
            KEY_CHANGES,
            POLICY,
            POLICY_REVISION,
            RECOVERY_DAYS,
            RECOVERY_SINCE,
            CAPACITY_CHANGES);

    /** A table with which nothing is under way. */
    static final Shape SETTLED = shape(FIELDS);

    /** A table as it is shown while it is updated. */
    private static final Field<Parameters> SHOWN = Field.of("Shown", Type.structure(SETTLED));

    private static final Field<Parameters> TRANSITION = Field.of(
            "Transition",
            Type.structure(Shape.of("Transition", STATUS, SINCE, UNTIL, INDEX_STATUSES, SHOWN, RESTORED, WORKS)));
    private static final Shape SHAPE =
            shape(Stream.concat(FIELDS.stream(), Stream.of(TRANSITION)).toList());

    private StoredTable() {}

    private static Shape shape(List<Field<?>> fields) {
        return Shape.of("Table", fields.toArray(new Field<?>[0]));
    }

    static Table read(byte[] stored) {
        Parameters in = RequestBody.read(stored, SHAPE);
        Table table = read(in);
        Parameters transition = in.get(TRANSITION);
        return transition == null ? table : table.with(table.options().withTransition(transition(transition)));
    }

    private static Transition transition(Parameters in) {
        Parameters shown = in.get(SHOWN);
        Map<String, Status> statuses = new HashMap<>();
        in.require(INDEX_STATUSES).forEach((index, status) -> statuses.put(index, Status.valueOf(status)));
        return new Transition(
                Status.valueOf(in.require(STATUS)),
                in.require(SINCE),
                in.require(UNTIL),
                shown == null ? null : read(shown),
                statuses,
                restored(in.get(RESTORED)),
                works(in.get(WORKS)));
    }

    private static Set<Transition.Work> works(@Nullable List<String> names) {
        Set<Transition.Work> works = EnumSet.noneOf(Transition.Work.class);
        if (names != null) {
            names.forEach(name -> works.add(Transition.Work.valueOf(name)));
        }
        return works;
    }

    private static @Nullable Restored restored(@Nullable Parameters in) {
        return in == null ? null : new Restored(in.get(BACKUP_ARN), in.require(TABLE_ARN), in.require(AS_OF));
    }

    static Table read(Parameters in) {
        Table table = TableShape.table(in, in.require(ID), in.require(CREATED));
        Map<String, Parameters> changes = in.require(CAPACITY_CHANGES);
        List<Index> indexes = table.indexes().stream()
                .map(index -> {
                    Throughput throughput = index.throughput();
                    return throughput == null ? index : index.with(changed(throughput, changes.get(index.name())));
                })
                .toList();
        return table.with(
                        table.attributes(),
                        table.perRequest(),
                        in.require(PER_REQUEST),
                        changed(table.throughput(), changes.get(OF_TABLE)),
                        indexes)
                .with(options(in, table));
    }

    private static Table.Options options(Parameters in, Table table) {
        return Table.Options.NONE
                .withDeletionProtection(in.flag(TableShape.DELETION_PROTECTION))
                .withTimeToLive(in.get(TIME_TO_LIVE))
                .withStream(stream(in, table))
                .withTableClass(tableClass(in))
                .withEncryption(encryption(in))
                .withPolicy(policy(in))
                .withRecovery(recovery(in));
    }

    private static @Nullable TableClass tableClass(Parameters in) {
        String name = in.get(CLASS);
        return name == null ? null : new TableClass(name, in.require(CLASS_CHANGED));
    }

    private static @Nullable Encryption encryption(Parameters in) {
        String arn = in.get(KEY_ARN);
        return arn == null ? null : new Encryption(arn, in.flag(KEY_CHANGES));
    }

    private static @Nullable Policy policy(Parameters in) {
        String document = in.get(POLICY);
        return document == null ? null : new Policy(document, in.require(POLICY_REVISION));
    }

    /** Without a beginning it is that of a version that kept nothing of the past, and so has nothing to go on with: it is off. */
    private static @Nullable Recovery recovery(Parameters in) {
        Integer days = in.get(RECOVERY_DAYS);
        Long since = in.get(RECOVERY_SINCE);
        return days == null || since == null ? null : new Recovery(days, since);
    }

    private static @Nullable ChangeStream stream(Parameters in, Table table) {
        String view = in.get(STREAM_VIEW);
        return view == null
                ? null
                : new ChangeStream(
                        table.name(),
                        table.key(),
                        StreamView.valueOf(view),
                        in.require(STREAM_CREATED),
                        in.require(STREAM_ENDED));
    }

    private static Throughput changed(Throughput throughput, @Nullable Parameters change) {
        return change == null
                ? throughput
                : new Throughput(
                        throughput.readUnits(),
                        throughput.writeUnits(),
                        change.require(INCREASED),
                        change.require(DECREASED),
                        change.require(DECREASES),
                        new Bounds(
                                units(change.get(WARM_READS), change.get(WARM_WRITES)),
                                units(change.get(MOST_READS), change.get(MOST_WRITES)),
                                change.flag(WARMING)));
    }

    private static Bounds.@Nullable Units units(@Nullable Long reads, @Nullable Long writes) {
        return reads == null || writes == null ? null : new Bounds.Units(reads, writes);
    }

    static byte[] write(Table table) {
        JsonWriter out = new JsonWriter();
        write(table, out);
        return out.toByteArray();
    }

    static void write(Table table, JsonWriter out) {
        out.startObject();
        TableShape.writeDefinition(table, out);
        if (table.perRequest()) {
            TableShape.text(out, BILLING_MODE, "PAY_PER_REQUEST");
        } else {
            units(out, table.throughput());
        }
        for (Index.Kind kind : Index.Kind.values()) {
            List<Index> indexes = TableShape.indexes(table, kind);
            if (!indexes.isEmpty()) {
                out.field(kind.member());
                out.startArray();
                indexes.forEach(index -> index(out, index, table.perRequest()));
                out.endArray();
            }
        }
        TableShape.text(out, ID, table.id());
        number(out, CREATED, table.createdMillis());
        number(out, PER_REQUEST, table.perRequestMillis());
        write(table.options(), out);
        out.field(CAPACITY_CHANGES.name());
        out.startObject();
        change(out, OF_TABLE, table.throughput());
        table.indexes().forEach(index -> change(out, index.name(), index.throughput()));
        out.endObject();
        out.endObject();
    }

    private static void write(Table.Options options, JsonWriter out) {
        if (options.deletionProtected()) {
            out.field(TableShape.DELETION_PROTECTION.name());
            out.flag(true);
        }
        if (options.timeToLive() != null) {
            TableShape.text(out, TIME_TO_LIVE, options.timeToLive());
        }
        ChangeStream stream = options.stream();
        if (stream != null) {
            TableShape.text(out, STREAM_VIEW, stream.view().name());
            number(out, STREAM_CREATED, stream.createdMillis());
            number(out, STREAM_ENDED, stream.endedMillis());
        }
        TableClass tableClass = options.tableClass();
        if (tableClass != null) {
            TableShape.text(out, CLASS, tableClass.name());
            number(out, CLASS_CHANGED, tableClass.changedMillis());
        }
        Encryption encryption = options.encryption();
        if (encryption != null) {
            TableShape.text(out, KEY_ARN, encryption.keyArn());
            out.field(KEY_CHANGES.name());
            out.flag(encryption.changing());
        }
        Policy policy = options.policy();
        if (policy != null) {
            TableShape.text(out, POLICY, policy.document());
            number(out, POLICY_REVISION, policy.revision());
        }
        Recovery recovery = options.recovery();
        if (recovery != null) {
            out.field(RECOVERY_DAYS.name());
            out.number(recovery.days());
            number(out, RECOVERY_SINCE, recovery.sinceMillis());
        }
        Transition transition = options.transition();
        if (transition != null) {
            write(transition, out);
        }
    }

    private static void write(Transition transition, JsonWriter out) {
        out.field(TRANSITION.name());
        out.startObject();
        TableShape.text(out, STATUS, transition.status().name());
        number(out, SINCE, transition.sinceMillis());
        number(out, UNTIL, transition.untilMillis());
        out.field(INDEX_STATUSES.name());
        out.startObject();
        transition.indexes().forEach((index, status) -> {
            out.field(index);
            out.text(status.name());
        });
        out.endObject();
        Table shown = transition.shown();
        if (shown != null) {
            out.field(SHOWN.name());
            write(shown.settled(), out);
        }
        if (!transition.works().isEmpty()) {
            out.field(WORKS.name());
            out.startArray();
            transition.works().forEach(work -> out.text(work.name()));
            out.endArray();
        }
        Restored restored = transition.restored();
        if (restored != null) {
            out.field(RESTORED.name());
            out.startObject();
            if (restored.backupArn() != null) {
                TableShape.text(out, BACKUP_ARN, restored.backupArn());
            }
            TableShape.text(out, TABLE_ARN, restored.tableArn());
            number(out, AS_OF, restored.asOfMillis());
            out.endObject();
        }
        out.endObject();
    }

    private static void index(JsonWriter out, Index index, boolean perRequest) {
        out.startObject();
        TableShape.writeDefinition(index, out);
        if (index.throughput() != null && !perRequest) {
            units(out, index.throughput());
        }
        out.endObject();
    }

    private static void units(JsonWriter out, Throughput throughput) {
        out.field(THROUGHPUT.name());
        out.startObject();
        number(out, READ_UNITS, throughput.readUnits());
        number(out, WRITE_UNITS, throughput.writeUnits());
        out.endObject();
    }

    private static void change(JsonWriter out, String name, @Nullable Throughput throughput) {
        if (throughput != null && !throughput.equals(Throughput.of(throughput.readUnits(), throughput.writeUnits()))) {
            out.field(name);
            out.startObject();
            number(out, INCREASED, throughput.increasedMillis());
            number(out, DECREASED, throughput.decreasedMillis());
            number(out, DECREASES, throughput.decreases());
            units(out, WARM_READS, WARM_WRITES, throughput.bounds().warm());
            units(out, MOST_READS, MOST_WRITES, throughput.bounds().most());
            if (throughput.bounds().warming()) {
                out.field(WARMING.name());
                out.flag(true);
            }
            out.endObject();
        }
    }

    private static void units(JsonWriter out, Field<Long> reads, Field<Long> writes, Bounds.@Nullable Units units) {
        if (units != null) {
            number(out, reads, units.reads());
            number(out, writes, units.writes());
        }
    }

    static void number(JsonWriter out, Field<Long> field, long value) {
        out.field(field.name());
        out.number(value);
    }
}
