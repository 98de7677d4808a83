package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.EncodedItem;
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
    private final EncodedItem item;

    PutWrite(Parameters in, EncodedItem item, @Nullable Condition condition) {
        super(in, condition);
        this.item = item;
    }

    /** A put without a condition. */
    PutWrite(String table, EncodedItem item) {
        super(table, null, false);
        this.item = item;
    }

    /** The sound item of a request. */
    static EncodedItem item(Parameters in) {
        EncodedItem item = EncodedItem.of(in.require(Members.ITEM).values());
        checkSize(item);
        return item;
    }

    static void checkSize(EncodedItem item) {
        if (item.size() > ItemSize.LIMIT) {
            throw Fault.validation("Item size has exceeded the maximum allowed size");
        }
    }

    @Override
    void check(Table description) {
        KeyCheck.item(item.attributes(), description);
    }

    @Override
    Map<String, AttributeValue> place() {
        return item.attributes();
    }

    @Override
    long payload() {
        return item.size();
    }

    @Override
    StoredItem after(Table description, @Nullable StoredItem before) {
        return description.stored(item);
    }
}
