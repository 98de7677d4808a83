package dev.stator.engine.action;

import dev.stator.engine.evaluate.PathWalk;
import dev.stator.engine.evaluate.Updates;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes parts of an item, or makes one of its key and those parts. */
final class UpdateWrite extends ItemWrite {
    private final Map<String, AttributeValue> key;
    private final UpdateExpression update;

    /** Whether it is an UpdateItem, which has a rule of its own for how much it may write. */
    private final boolean alone;

    private final boolean legacy;

    /** An update of a transaction. */
    UpdateWrite(Parameters in, UpdateExpression update, @Nullable Condition condition) {
        this(in, update, condition, false, false);
    }

    private UpdateWrite(
            Parameters in, UpdateExpression update, @Nullable Condition condition, boolean alone, boolean legacy) {
        super(in, condition);
        this.key = in.require(Members.KEY).values();
        this.update = update;
        this.alone = alone;
        this.legacy = legacy;
    }

    /** An update of a statement. */
    UpdateWrite(
            String table,
            Map<String, AttributeValue> key,
            UpdateExpression update,
            @Nullable Condition condition,
            boolean showsItem) {
        super(table, condition, showsItem);
        this.key = key;
        this.update = update;
        this.alone = false;
        this.legacy = false;
    }

    /** An update alone. */
    static UpdateWrite alone(Parameters in, UpdateExpression update, @Nullable Condition condition) {
        return new UpdateWrite(in, update, condition, true, false);
    }

    /** An update alone that the legacy parameter asks for; the service has other words for some of its errors. */
    static UpdateWrite legacy(Parameters in, UpdateExpression update, @Nullable Condition condition) {
        return new UpdateWrite(in, update, condition, true, true);
    }

    @Override
    void check(Table description) {
        KeyCheck.key(key, description.key());
        for (KeySchema.Part part : description.key().parts()) {
            for (UpdateAction action : update.actions()) {
                if (PathWalk.head(action.path()).equals(part.name())) {
                    throw Fault.invalidParameter(
                            "Cannot update attribute " + part.name() + ". This attribute is part of the key");
                }
            }
        }
        for (Index index : description.indexes()) {
            index.key().parts().forEach(part -> checkType(part, description));
        }
        KeyPaths.check(PathWalk.of(update), description);
    }

    private void checkType(KeySchema.Part part, Table description) {
        for (UpdateAction action : update.actions()) {
            boolean whole = action.path().segments().size() == 1;
            AttributeType type =
                    whole && PathWalk.head(action.path()).equals(part.name()) ? Updates.staticType(action) : null;
            if (type != null) {
                KeyCheck.indexKeyType(part, type, description);
            }
        }
    }

    @Override
    Map<String, AttributeValue> place() {
        return key;
    }

    @Override
    @Nullable
    StoredItem after(Table description, @Nullable StoredItem before) {
        if (before == null && !Updates.creates(update)) {
            changes(key, false);
            return null;
        }
        StoredItem updated = description.changed(
                before == null ? description.stored(key) : before,
                changes(before == null ? key : before.attributes(), before != null));
        if (alone ? !UpdateSize.isAllowed(update, updated) : updated.size() > ItemSize.LIMIT) {
            throw Fault.validation("Item size to update has exceeded the maximum allowed size");
        }
        KeyCheck.updatedItem(updated, description);
        return updated;
    }

    /** The size of the key and of what the update sets, adds and deletes. */
    @Override
    long payload() {
        return super.payload()
                + update.actions().stream().mapToLong(Updates::constants).sum();
    }

    private Map<String, @Nullable AttributeValue> changes(Map<String, AttributeValue> before, boolean there) {
        try {
            return Updates.apply(update, before, there);
        } catch (Updates.WrongType wrong) {
            throw legacy ? Fault.validation("Type mismatch for attribute to update") : wrong;
        }
    }
}
