package dev.stator;

import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;

/** Reads the item of each row of a data table, as {@link BatchGet} does. Made by {@link Table#batchGet}. */
public final class RowGet extends Call<FoundRows> {
    private final Rows<?> rows;
    private final GetAll<Item> items;

    RowGet(Rows<?> rows, GetAll<Item> items) {
        super(rows.table().db());
        this.rows = rows;
        this.items = items;
    }

    /** Sees every write that was acknowledged before; at twice the cost. */
    public RowGet consistent() {
        return new RowGet(rows, items.consistent());
    }

    /** Lets so many requests be under way at once; {@value Batches#AT_ONCE} unless told. */
    public RowGet atOnce(int requests) {
        return new RowGet(rows, items.atOnce(requests));
    }

    @Override
    Exchange<FoundRows> exchange(CallContext context) {
        return items.exchange(context).map(rows::with);
    }
}
