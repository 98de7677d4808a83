package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeTimeToLive}: nothing here makes items expire, so it is disabled for every table. */
final class DescribeTimeToLive implements Action {
    private static final Shape SHAPE = Shape.of("DescribeTimeToLiveInput", TableShape.TABLE_NAME);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String name = in.require(TableShape.TABLE_NAME);
        if (database.read(snapshot -> database.catalog().find(snapshot, name) == null)) {
            throw Fault.tableNotFound(name);
        }
        out.startObject();
        out.field("TimeToLiveDescription");
        out.startObject();
        out.field("TimeToLiveStatus");
        out.text("DISABLED");
        out.endObject();
        out.endObject();
    }
}
