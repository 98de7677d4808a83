package dev.stator.engine.action;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes an item. */
final class DeleteWrite extends ItemWrite {
    private final Map<String, AttributeValue> key;

    DeleteWrite(Parameters in, @Nullable Condition condition) {
        super(in, condition);
        key = in.require(Members.KEY).values();
    }

    /** A delete without a condition. */
    DeleteWrite(String table, Map<String, AttributeValue> key) {
        this(table, key, null, false);
    }

    DeleteWrite(String table, Map<String, AttributeValue> key, @Nullable Condition condition, boolean showsItem) {
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
        return null;
    }
}
