package dev.stator.engine.action;

import dev.stator.engine.evaluate.Conditions;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One write of one item with its condition, whichever action it came with: {@link #check} against the table, find the item
 * at {@link #key}, {@link #evaluate} it, and put the result in its place.
 */
abstract class ItemWrite {
    private final String table;
    private final @Nullable Condition condition;
    private final boolean showsItem;

    /** Where the item lies, once somebody has asked: a write is one of one table. */
    private byte @Nullable [] key;

    /** What all writes take from their parameters. */
    ItemWrite(Parameters in, @Nullable Condition condition) {
        this(in.require(Members.TABLE_NAME), condition, "ALL_OLD".equals(in.get(Members.ON_FAILURE)));
    }

    ItemWrite(String table, @Nullable Condition condition, boolean showsItem) {
        this.table = table;
        this.condition = condition;
        this.showsItem = showsItem;
    }

    /** The name of the table. */
    final String table() {
        return table;
    }

    /** Refuses what does not fit the table, whatever the item. */
    abstract void check(Table description);

    /** Attributes with those of the item's key among them. */
    abstract Map<String, AttributeValue> place();

    /** The size of what a transaction is given with this write. */
    long payload() {
        return ItemSize.of(place());
    }

    /** Where the item lies. */
    final byte[] key(Table description) {
        byte[] known = key;
        if (known == null) {
            known = description.itemKey(place());
            key = known;
        }
        return known;
    }

    /** The item after the write, or {@code null} for none. */
    abstract @Nullable StoredItem after(Table description, @Nullable StoredItem before);

    /** Whether this changes anything; a check alone does not. */
    boolean changes() {
        return true;
    }

    /**
     * The item after the write, if the condition holds.
     *
     * @throws ConditionFailed if it does not hold
     */
    final @Nullable StoredItem evaluate(Table description, @Nullable StoredItem before) {
        if (condition != null && !Conditions.hold(condition, before == null ? Map.of() : before.attributes())) {
            throw new ConditionFailed(showsItem ? before : null);
        }
        return after(description, before);
    }

    /** An item before and after a write. */
    record Outcome(@Nullable StoredItem before, @Nullable StoredItem after) {}

    /** The whole write. */
    final Outcome apply(TableWriter writer) {
        check(writer.table());
        byte[] key = key(writer.table());
        StoredItem before = writer.find(key);
        StoredItem after = evaluate(writer.table(), before);
        writer.replace(key, before, after);
        return new Outcome(before, after);
    }
}
