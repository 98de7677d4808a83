package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeTimeToLive}: by what {@code UpdateTimeToLive} said that items expire. */
public final class DescribeTimeToLive implements Action {
    private static final Shape SHAPE = Shape.of("DescribeTimeToLiveInput", TableShape.TABLE_NAME);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String name = in.require(TableShape.TABLE_NAME);
        Table table = database.read(snapshot -> {
            Table found = database.catalog().find(snapshot, name);
            if (found == null) {
                throw Fault.tableNotFound(name);
            }
            TableDescription.Status status = TableDescription.status(found);
            if (status == TableDescription.Status.CREATING || status == TableDescription.Status.DELETING) {
                throw Fault.validation("Cannot describe time to live while table is in " + status
                        + " state: Current table state is " + status);
            }
            return found;
        });
        String attribute = table.options().timeToLive();
        out.startObject();
        out.field("TimeToLiveDescription");
        out.startObject();
        out.field("TimeToLiveStatus");
        out.text(attribute == null ? "DISABLED" : "ENABLED");
        if (attribute != null) {
            out.field("AttributeName");
            out.text(attribute);
        }
        out.endObject();
        out.endObject();
    }
}
