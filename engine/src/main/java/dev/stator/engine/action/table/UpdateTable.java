package dev.stator.engine.action.table;

import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.GLOBAL_KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.INDEX_NAME;
import static dev.stator.engine.table.TableShape.MORE_ATTRIBUTES;
import static dev.stator.engine.table.TableShape.ON_DEMAND;
import static dev.stator.engine.table.TableShape.PROJECTION;
import static dev.stator.engine.table.TableShape.THROUGHPUT;
import static dev.stator.engine.table.TableShape.WARM;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Counters;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Encryption;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Streams;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Transition;
import dev.stator.engine.table.Transition.Work;
import dev.stator.internal.json.JsonWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code UpdateTable}: how a table is paid, its capacity, its global indexes, its stream, and whether it can be deleted. All is done when the reply comes, which
 * says as the service's does what of it is under way, and so do descriptions for the delay of statuses.
 */
public final class UpdateTable implements Action {
    static final Field<Parameters> UPDATE = Field.of(
            "Update",
            Type.structure(Shape.of("UpdateGlobalSecondaryIndexAction", INDEX_NAME, THROUGHPUT, ON_DEMAND, WARM)));
    static final Field<Parameters> CREATE = Field.of(
            "Create",
            Type.structure(Shape.of(
                    "CreateGlobalSecondaryIndexAction",
                    PROJECTION,
                    INDEX_NAME,
                    THROUGHPUT,
                    GLOBAL_KEY_SCHEMA,
                    ON_DEMAND,
                    WARM)));
    static final Field<Parameters> DELETE =
            Field.of("Delete", Type.structure(Shape.of("DeleteGlobalSecondaryIndexAction", INDEX_NAME)));
    private static final Field<List<Parameters>> INDEX_UPDATES = Field.of(
            "GlobalSecondaryIndexUpdates",
            Type.listOf(Type.element(Shape.of("GlobalSecondaryIndexUpdate", UPDATE, CREATE, DELETE))));

    private static final String KINDS = "GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
            + " GlobalSecondaryIndexUpdate.Delete";

    /** What else can be asked for, alone too. */
    private static final Field<?>[] OPTIONS = {
        TableShape.DELETION_PROTECTION, TableShape.TABLE_CLASS, TableShape.STREAM, TableShape.SSE, ON_DEMAND, WARM
    };

    private static final Shape SHAPE = Shape.of(
            "UpdateTableInput",
            TableShape.withUnsupported(
                    TableShape.TABLE_NAME,
                    THROUGHPUT,
                    BILLING_MODE,
                    INDEX_UPDATES,
                    MORE_ATTRIBUTES,
                    TableShape.DELETION_PROTECTION,
                    TableShape.TABLE_CLASS,
                    TableShape.STREAM,
                    TableShape.SSE,
                    ON_DEMAND,
                    WARM));

    private record Updated(TableChange change, @Nullable Transition before, Counters counters) {
        /** UPDATING if the table was before, too; except that who changes the key is told that the table is ACTIVE. */
        TableDescription.Status status() {
            TableDescription.Status own = change.status();
            return before == null
                            || own == TableDescription.Status.UPDATING
                            || change.works().contains(Work.ENCRYPTION)
                    ? own
                    : before.status();
        }

        TableDescription.Status status(Index index) {
            TableDescription.Status own = change.status(index);
            return before == null || own != TableDescription.Status.ACTIVE
                    ? own
                    : before.indexes().getOrDefault(index.name(), own);
        }
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        check(in);
        Encryption encryption = EncryptionRule.wanted(in.get(TableShape.SSE), database);
        Updated updated = database.change(changes -> {
            Table table = database.catalog().requireChangeable(changes.write(), in.require(TableShape.TABLE_NAME));
            long now = changes.nowMillis();
            Admission.toUpdate(table, in, indexUpdates(in), now);
            TableChange.Times times = new TableChange.Times(
                    now, database.catalog().doneMillis(now), Streams.freeMillis(changes.write(), table.name(), now));
            TableChange change = new TableChange(in, indexUpdates(in), table, encryption, times);
            Transition present = table.options().transition();
            Table old = present == null ? null : present.shown();
            TableChange shown = old == null ? change : new TableChange(in, indexUpdates(in), old, encryption, times);
            Counters counters = Counters.read(changes.write(), table);
            if (change.takesTime()) {
                database.catalog().update(changes.write(), table, change.after(), shown.begun(), now);
            } else {
                database.catalog().amend(changes.write(), table, change.after(), shown.after(), now);
            }
            return new Updated(shown, present, counters.movedTo(shown.shown()));
        });
        out.startObject();
        out.field("TableDescription");
        TableDescription.write(
                database, updated.change.shown(), updated.counters, updated.status(), updated::status, out);
        out.endObject();
    }

    private static List<Parameters> indexUpdates(Parameters in) {
        return Objects.requireNonNullElse(in.get(INDEX_UPDATES), List.of());
    }

    /** What the service checks before it looks for the table. */
    private static void check(Parameters in) {
        TableRules.refuseUnsupported(in);
        List<Parameters> updates = indexUpdates(in);
        Parameters throughput = in.get(THROUGHPUT);
        boolean nothing = throughput == null
                && !in.has(BILLING_MODE)
                && Stream.of(OPTIONS).noneMatch(in::has);
        if (nothing && updates.isEmpty()) {
            throw Fault.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        } else if (throughput == null && "PROVISIONED".equals(in.get(BILLING_MODE))) {
            throw Fault.invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        } else if (throughput != null && "PAY_PER_REQUEST".equals(in.get(BILLING_MODE))) {
            throw Fault.invalidParameter(
                    "ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST");
        } else if (throughput != null) {
            TableRules.checkBounds(throughput);
        }
        if (in.has(INDEX_UPDATES) && updates.isEmpty()) {
            throw Fault.invalidParameter("List of GlobalSecondaryIndexUpdates is empty");
        }
        TableRules.checkClass(in);
        TableRules.checkStream(
                in,
                "If stream is being enabled then UpdateViewType is required",
                "If stream is being disabled, then UpdateViewType must not be specified");
        checkIndexes(updates);
        ChangesTogether.check(in, updates);
    }

    private static void checkIndexes(List<Parameters> updates) {
        Set<String> names = new HashSet<>();
        for (Parameters update : updates) {
            List<Field<Parameters>> kinds =
                    Stream.of(UPDATE, CREATE, DELETE).filter(update::has).toList();
            if (kinds.isEmpty()) {
                throw Fault.invalidParameter("One of " + KINDS + " must not be null");
            } else if (kinds.size() > 1) {
                throw Fault.invalidParameter(
                        "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
            }
            String name = update.require(kinds.get(0)).require(INDEX_NAME);
            Parameters ofIndex = update.get(UPDATE);
            if (ofIndex != null && ofIndex.has(WARM) && !BoundsRule.warms(ofIndex)) {
                throw Fault.invalidParameter("WarmThroughput must have at least one of ReadUnitsPerSecond or"
                        + " WriteUnitsPerSecond specified for index: " + name);
            }
            if (!names.add(name)) {
                throw Fault.invalidParameter("Only one global secondary index update per index is allowed"
                        + " simultaneously. Index: " + name);
            }
        }
    }
}
