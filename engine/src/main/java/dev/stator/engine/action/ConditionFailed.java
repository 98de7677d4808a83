package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.internal.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The condition of a write does not hold for the item that is there. */
final class ConditionFailed extends Fault {
    private static final long serialVersionUID = 1;

    private final transient @Nullable StoredItem item;

    /**
     * A failed condition.
     *
     * @param item the item, if the request wants to see it
     */
    ConditionFailed(@Nullable StoredItem item) {
        super("ConditionalCheckFailedException", "The conditional request failed");
        this.item = item;
    }

    @Nullable
    StoredItem item() {
        return item;
    }

    @Override
    protected void writeMembers(JsonWriter out) {
        Members.writeItem("Item", item, out);
    }
}
