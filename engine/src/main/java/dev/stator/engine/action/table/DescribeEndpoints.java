package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeEndpoints}: the one of the region, good for a day. SDKs with an address of their own do not ask. */
public final class DescribeEndpoints implements Action {
    private static final Shape SHAPE = Shape.of("DescribeEndpointsRequest");
    private static final int MINUTES = 1440;

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        out.startObject();
        out.field("Endpoints");
        out.startArray();
        out.startObject();
        out.field("Address");
        out.text("dynamodb." + database.region() + ".amazonaws.com");
        out.field("CachePeriodInMinutes");
        out.number(MINUTES);
        out.endObject();
        out.endArray();
        out.endObject();
    }
}
