package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code UpdateTimeToLive}: done when the reply comes. Items whose time is over are removed later, as by the service; see
 * {@code Engine.expire}.
 */
public final class UpdateTimeToLive implements Action {
    private static final Field<Boolean> ENABLED = Field.of("Enabled", Type.FLAG).notNull();
    private static final Field<Parameters> SPECIFICATION = Field.of(
                    "TimeToLiveSpecification",
                    Type.structure(Shape.of("TimeToLiveSpecification", TableShape.ATTRIBUTE_NAME, ENABLED)))
            .notNull();
    private static final Shape SHAPE = Shape.of("UpdateTimeToLiveInput", TableShape.TABLE_NAME, SPECIFICATION);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String name = in.require(TableShape.TABLE_NAME);
        Parameters wish = in.require(SPECIFICATION);
        String attribute = wish.require(TableShape.ATTRIBUTE_NAME);
        boolean enabled = wish.require(ENABLED);
        database.change(changes -> {
            Table there = database.catalog().find(changes.write(), name);
            if (there != null && TableDescription.status(there) == TableDescription.Status.CREATING) {
                throw Fault.inUse("Table " + name + " is being created");
            }
            Table table = database.catalog().requireChangeable(changes.write(), name);
            check(table.options().timeToLive(), attribute, enabled);
            Table.Options options = table.options().withTimeToLive(enabled ? attribute : null);
            database.catalog().replace(changes.write(), table, table.with(options), changes.nowMillis());
            return table;
        });
        out.startObject();
        out.field(SPECIFICATION.name());
        out.startObject();
        out.field(ENABLED.name());
        out.flag(enabled);
        out.field(TableShape.ATTRIBUTE_NAME.name());
        out.text(attribute);
        out.endObject();
        out.endObject();
    }

    private static void check(@Nullable String current, String attribute, boolean enabled) {
        if (current != null && !current.equals(attribute)) {
            throw Fault.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is " + current);
        } else if (enabled == (current != null)) {
            throw Fault.validation("TimeToLive is already " + (enabled ? "enabled" : "disabled"));
        }
    }
}
