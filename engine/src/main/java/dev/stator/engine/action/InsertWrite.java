package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.EncodedItem;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a whole item where there is none. */
final class InsertWrite extends ItemWrite {
    private final EncodedItem item;

    InsertWrite(String table, Map<String, AttributeValue> item) {
        super(table, null, false);
        this.item = EncodedItem.of(item);
    }

    @Override
    void check(Table description) {
        KeyCheck.item(item.attributes(), description);
        PutWrite.checkSize(item);
    }

    @Override
    Map<String, AttributeValue> place() {
        return item.attributes();
    }

    @Override
    StoredItem after(Table description, @Nullable StoredItem before) {
        if (before != null) {
            throw Fault.of("DuplicateItemException", "Duplicate primary key exists in table");
        }
        return description.stored(item);
    }
}
