package dev.stator.engine.action;

import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code TransactGetItems}: up to 100 items as of one moment. */
public final class TransactGetItems implements Action {
    private static final Field<Parameters> GET = Field.of(
                    "Get",
                    Type.structure(Shape.of("Get", Members.KEY, Members.TABLE_NAME, Members.PROJECTION, Members.NAMES)))
            .notNull();
    private static final Field<List<Parameters>> ITEMS = Field.of(
                    "TransactItems", Type.listOf(Type.element(Shape.of("TransactGetItem", GET))))
            .notNull()
            .length(1, TransactWriteItems.MOST);
    private static final Shape SHAPE = Shape.of("TransactGetItemsInput", ITEMS, Members.CONSUMED);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        List<Parameters> gets =
                in.require(ITEMS).stream().map(item -> item.require(GET)).toList();
        List<ItemRead> reads = gets.stream().map(ItemRead::of).toList();
        database.read(snapshot -> {
            List<Table> tables = new ArrayList<>();
            gets.forEach(get -> tables.add(database.catalog().require(snapshot, get.require(Members.TABLE_NAME))));
            TransactReads.write(in, reads, tables, snapshot, out);
            return tables;
        });
    }
}
