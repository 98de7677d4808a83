package dev.stator.engine.action;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves an item as it is, and makes a transaction depend on its condition. */
final class CheckWrite extends ItemWrite {
    private final Map<String, AttributeValue> key;

    CheckWrite(Parameters in, @Nullable Condition condition) {
        super(in, condition);
        key = in.require(Members.KEY).values();
    }

    CheckWrite(String table, Map<String, AttributeValue> key, Condition condition, boolean showsItem) {
        super(table, condition, showsItem);
        this.key = key;
    }

    @Override
    void check(Table description) {
        KeyCheck.key(key, description.key());
    }

    @Override
    Map<String, AttributeValue> place() {
        return key;
    }

    @Override
    @Nullable
    StoredItem after(Table description, @Nullable StoredItem before) {
        return before;
    }

    @Override
    boolean changes() {
        return false;
    }
}
