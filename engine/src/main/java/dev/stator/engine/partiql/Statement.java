package dev.stator.engine.partiql;

import dev.stator.expression.Condition;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One statement with its parameters, in the trees of expressions. */
public sealed interface Statement {
    /** The table. */
    String table();

    /** Whether it only reads. */
    default boolean reads() {
        return false;
    }

    /** What it gives back of the item, if it writes and wants anything back. */
    default @Nullable Returning returning() {
        return null;
    }

    /**
     * {@code SELECT}.
     *
     * @param index the index that is read instead of the table
     * @param columns what is wanted; {@code null} for everything
     * @param where which items are wanted; {@code null} for all
     * @param orders in which order
     */
    record Select(
            String table,
            @Nullable String index,
            @Nullable Columns columns,
            @Nullable Condition where,
            List<Order> orders)
            implements Statement {
        @Override
        public boolean reads() {
            return true;
        }
    }

    /** One part of {@code ORDER BY}. */
    record Order(String attribute, boolean descending) {}

    /** {@code EXISTS(SELECT …)}, the check of an item within a transaction of writes. */
    record Exists(Select select) implements Statement {
        @Override
        public String table() {
            return select.table();
        }
    }

    /** {@code INSERT}. */
    record Insert(String table, Map<String, AttributeValue> item) implements Statement {}

    /**
     * {@code UPDATE}.
     *
     * @param where the key of the item, and what else must be true of it
     */
    record Update(
            String table,
            UpdateExpression update,
            @Nullable Condition where,
            @Nullable Returning returning) implements Statement {}

    /**
     * {@code DELETE}.
     *
     * @param where the key of the item, and what else must be true of it
     */
    record Delete(
            String table,
            @Nullable Condition where,
            @Nullable Returning returning) implements Statement {}
}
