package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Counters;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;

/** {@code DeleteTable}: the reply says that the table is being deleted; then, or after the delay of statuses, it is gone. */
public final class DeleteTable implements Action {
    private static final Shape SHAPE = Shape.of("DeleteTableInput", TableShape.TABLE_NAME);

    private record Deleted(Table table, Counters counters) {}

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String name = in.require(TableShape.TABLE_NAME);
        Deleted deleted = database.change(changes -> {
            Table table = database.catalog().requireChangeable(changes.write(), name);
            Admission.toDelete(table);
            if (table.options().deletionProtected()) {
                throw Fault.validation(
                        "Resource cannot be deleted as it is currently protected against deletion. Disable"
                                + " deletion protection first.");
            }
            Counters counters = Counters.read(changes.write(), table);
            database.catalog().drop(changes.write(), table, changes.nowMillis());
            return new Deleted(table, counters);
        });
        out.startObject();
        out.field("TableDescription");
        TableDescription.write(database, deleted.table, deleted.counters, TableDescription.Status.DELETING, out);
        out.endObject();
    }
}
