package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeLimits}: what a new account of the service has; nothing here is throttled by it. */
public final class DescribeLimits implements Action {
    private static final Shape SHAPE = Shape.of("DescribeLimitsInput");
    private static final long ACCOUNT_UNITS = 80_000;
    private static final long TABLE_UNITS = 40_000;

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        out.startObject();
        for (String kind : new String[] {"Read", "Write"}) {
            out.field("AccountMax" + kind + "CapacityUnits");
            out.number(ACCOUNT_UNITS);
            out.field("TableMax" + kind + "CapacityUnits");
            out.number(TABLE_UNITS);
        }
        out.endObject();
    }
}
