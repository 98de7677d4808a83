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

/** {@code DescribeTable}. */
public final class DescribeTable implements Action {
    private static final Shape SHAPE = Shape.of("DescribeTableInput", TableShape.TABLE_NAME);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String name = in.require(TableShape.TABLE_NAME);
        database.read(snapshot -> {
            Table table = database.catalog().find(snapshot, name);
            if (table == null) {
                throw Fault.tableNotFound(name);
            }
            out.startObject();
            out.field("Table");
            TableDescription.write(database, table, Counters.read(snapshot, table), out);
            out.endObject();
            return table;
        });
    }
}
