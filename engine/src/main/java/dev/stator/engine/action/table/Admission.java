package dev.stator.engine.action.table;

import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.INDEX_NAME;
import static dev.stator.engine.table.TableShape.ON_DEMAND;
import static dev.stator.engine.table.TableShape.SSE;
import static dev.stator.engine.table.TableShape.STREAM;
import static dev.stator.engine.table.TableShape.TABLE_CLASS;
import static dev.stator.engine.table.TableShape.THROUGHPUT;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.ChangeStream;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableClass;
import dev.stator.engine.table.TableDescription.Status;
import dev.stator.engine.table.Transition;
import dev.stator.engine.table.Transition.Work;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which changes the service lets at a table with which something is under way: it depends on both. */
final class Admission {
    private final Table table;
    private final Transition under;
    private final Parameters in;
    private final List<Parameters> indexUpdates;
    private final boolean filling;

    private Admission(Table table, Transition under, Parameters in, List<Parameters> indexUpdates, long nowMillis) {
        this.table = table;
        this.under = under;
        this.in = in;
        this.indexUpdates = indexUpdates;
        this.filling = under.isBackfilling(nowMillis);
    }

    /**
     * Checks a request to update a table. Protection, the key and what the table shall be ready for wait for nothing but
     * another change of the same.
     *
     * @throws Fault a ResourceInUseException, or a LimitExceededException of indexes, if it has to wait
     */
    static void toUpdate(Table table, Parameters in, List<Parameters> indexUpdates, long nowMillis) {
        Transition under = table.options().transition();
        if (under != null) {
            new Admission(table, under, in, indexUpdates, nowMillis).check();
        }
    }

    /**
     * Checks a request to delete a table, which waits for everything.
     *
     * @throws Fault a ResourceInUseException if it has to
     */
    static void toDelete(Table table) {
        Transition under = table.options().transition();
        if (under == null) {
            return;
        } else if (under.has(Work.STREAM)) {
            throw Fault.inUse("Cannot delete table while stream is being enabled/disabled.");
        } else if (!under.indexes().isEmpty() && !under.has(Work.BILLING)) {
            throw Fault.inUse("Cannot delete table while indexes are being created, updated, or deleted.");
        }
        throw Fault.inUse("Table: " + table.name() + " is in the process of being updated.");
    }

    private void check() {
        indexUpdates.forEach(this::checkIndex);
        boolean switches = in.has(BILLING_MODE) && table.perRequest() != "PAY_PER_REQUEST".equals(in.get(BILLING_MODE));
        if (in.has(THROUGHPUT) || switches) {
            checkCapacity();
        }
        if (in.has(STREAM)) {
            checkStream();
        }
        if (in.has(TABLE_CLASS)) {
            refuseAll("Can't update table class");
        }
        if (in.has(ON_DEMAND)) {
            checkOnDemand();
        }
        if (in.has(SSE) && under.has(Work.ENCRYPTION)) {
            throw Fault.inUse("Server-Side Encryption is still being updated");
        }
    }

    private void checkCapacity() {
        if (under.has(Work.CAPACITY) || under.has(Work.BILLING)) {
            throw Fault.inUse("Table IOPS are currently being updated. Table: " + table.name());
        }
        refuseAll("Can't change table IOPS");
        refuseIndexes("Can't change table IOPS");
    }

    private void checkStream() {
        if (under.has(Work.STREAM)) {
            throw Fault.inUse("A stream status change is currently in progress." + ofStream());
        } else if (under.has(Work.CAPACITY) || under.has(Work.BILLING)) {
            throw Fault.inUse(
                    "Can't enable or disable stream while table IOPS are being updated. Table: " + table.name());
        }
        refuseAll("Can't change stream status");
        refuseIndexes("Can't change stream status");
    }

    private void checkOnDemand() {
        String what = null;
        if (under.has(Work.BILLING)) {
            what = "BillingMode update is in progress";
        } else if (under.has(Work.TABLE_CLASS)) {
            what = "TableClass update is in progress. TableClassUpdateInProgress: " + tableClass();
        } else if (under.has(Work.STREAM)) {
            what = "stream status update is in progress";
        } else if (creating() != null) {
            what = "index creation is in progress for indexes: " + under.indexes(Status.CREATING);
        } else if (!under.indexes(Status.DELETING).isEmpty()) {
            what = "index deletion is in progress for indexes: " + under.indexes(Status.DELETING);
        }
        if (what != null) {
            throw Fault.inUse("OnDemandThroughput cannot be updated while " + what);
        }
    }

    private void checkIndex(Parameters update) {
        Parameters changed = update.get(UpdateTable.UPDATE);
        if (changed != null) {
            checkSame(changed.require(INDEX_NAME), false);
            return;
        }
        Field<Parameters> kind = update.has(UpdateTable.DELETE) ? UpdateTable.DELETE : UpdateTable.CREATE;
        String name = update.require(kind).require(INDEX_NAME);
        checkSame(name, update.has(UpdateTable.DELETE));
        boolean others = under.indexes(Status.CREATING).stream().anyMatch(index -> !index.equals(name))
                || under.indexes(Status.DELETING).stream().anyMatch(index -> !index.equals(name));
        if (others) {
            throw Fault.of(
                    "LimitExceededException",
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
        } else if (under.has(Work.CAPACITY) || under.has(Work.BILLING)) {
            throw Fault.inUse(
                    "Can't create or delete indexes while table IOPS are being updated. Table: " + table.name());
        } else if (under.has(Work.STREAM)) {
            throw Fault.inUse("Can't create or delete an index when stream status is being updated.");
        } else if (under.has(Work.TABLE_CLASS)) {
            throw Fault.inUse("Can't create or delete an index when a table class update is in progress.");
        }
    }

    /** What an index itself has to wait for. */
    private void checkSame(String name, boolean deletes) {
        Status status = under.indexes().get(name);
        String where = " Table: " + table.name() + " Index: " + name;
        if (status == Status.DELETING) {
            throw Fault.inUse("Index is being deleted." + where);
        } else if (status == Status.UPDATING && !deletes) {
            throw Fault.inUse("Index is being updated." + where);
        } else if (status == Status.CREATING && !filling) {
            throw Fault.inUse(
                    deletes
                            ? "Index creation is in resource allocation phase. Retry deletion during backfilling phase or"
                                    + " when the index is active." + where
                            : "Index is being created but is not backfilling yet. " + where);
        }
    }

    /** What waits for the stream, the class, and capacity in the same words. */
    private void refuseAll(String what) {
        if (under.has(Work.STREAM)) {
            throw Fault.inUse(what + " when stream status is being updated." + ofStream());
        } else if (under.has(Work.TABLE_CLASS)) {
            throw Fault.inUse(what + " when a table class update is in progress. Table: " + table.name()
                    + " TableClassUpdateInProgress: " + tableClass());
        } else if (under.has(Work.CAPACITY) || under.has(Work.BILLING)) {
            throw Fault.inUse(what + " while table IOPS are being updated. Table: " + table.name());
        }
    }

    private void refuseIndexes(String what) {
        String index = creating();
        if (index != null) {
            throw Fault.inUse(
                    what + " when an index is being created. Table: " + table.name() + " Indexes: [" + index + "]");
        } else if (!under.indexes(Status.DELETING).isEmpty()) {
            throw Fault.inUse(what + " when an index is being deleted. Table: " + table.name() + " Indexes: "
                    + under.indexes(Status.DELETING));
        }
    }

    /** The index that is being made and does not read the items yet. */
    private @Nullable String creating() {
        List<String> creating = under.indexes(Status.CREATING);
        return creating.isEmpty() || filling ? null : creating.get(0);
    }

    private String tableClass() {
        TableClass becomes = table.options().tableClass();
        return becomes == null ? TableClass.STANDARD : becomes.name();
    }

    private String ofStream() {
        ChangeStream stream = Objects.requireNonNull(table.options().stream());
        return " Table: " + table.name() + " Stream: " + stream.label() + " Operation: "
                + (stream.isOn() ? "ENABLE" : "DISABLE");
    }
}
