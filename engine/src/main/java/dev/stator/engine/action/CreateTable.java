package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Counters;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Tags;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** {@code CreateTable}: the reply says that the table is being created; it can be used at once. */
final class CreateTable implements Action {
    @Override
    public Shape shape() {
        return TableShape.REQUEST;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        TableRules.check(in);
        Table table = TableShape.table(
                in, UUID.randomUUID().toString(), database.clock().millis());
        Counters counters = database.change(changes -> {
            if (database.catalog().find(changes.write(), table.name()) != null) {
                throw Fault.of("ResourceInUseException", "Table already exists: " + table.name());
            }
            database.catalog().create(changes.write(), table);
            Tags.put(changes.write(), table, Objects.requireNonNullElse(in.get(Tags.TAGS), List.of()));
            return Counters.read(changes.write(), table);
        });
        out.startObject();
        out.field("TableDescription");
        TableDescription.write(database, table, counters, TableDescription.Status.CREATING, out);
        out.endObject();
    }
}
