package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a whole item in the place of the one that is there. */
final class PutWrite extends ItemWrite {
    private final Map<String, AttributeValue> item;

    PutWrite(Parameters in, @Nullable Condition condition) {
        super(in, condition);
        item = in.require(Members.ITEM).values();
    }

    /** A put without a condition. */
    PutWrite(String table, Map<String, AttributeValue> item) {
        super(table, null, false);
        this.item = item;
    }

    static void checkSize(Map<String, AttributeValue> item) {
        if (ItemSize.of(item) > ItemSize.LIMIT) {
            throw Fault.validation("Item size has exceeded the maximum allowed size");
        }
    }

    @Override
    void check(Table description) {
        KeyCheck.item(item, description);
    }

    @Override
    Map<String, AttributeValue> place() {
        return item;
    }

    @Override
    StoredItem after(Table description, @Nullable StoredItem before) {
        return description.stored(item);
    }
}
