package dev.stator.engine.action;

import dev.stator.engine.evaluate.PathWalk;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.partiql.KeyReads;
import dev.stator.engine.partiql.KeyedCondition;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.expression.Projection;
import dev.stator.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What statements must say of keys, with the messages that only statements have. */
final class StatementKeys {
    private static final String OVERLAPPING =
            "Overlapping conditions with range keys are not supported in where clause";

    private StatementKeys() {}

    /** Refuses a condition that leads into a key attribute. */
    static void checkPaths(@Nullable Condition where, Table table) {
        if (where != null) {
            KeyPaths.check(PathWalk.of(where), table);
        }
    }

    /** Refuses a value of a key attribute of another type. */
    static void checkType(AttributeValue value, KeySchema.Part part) {
        if (value.type() != part.type()) {
            throw Fault.validation(
                    "Key attribute's data type should match its data type in table's schema: Key " + part.name());
        }
    }

    /** Refuses an item without its key. */
    static void checkItem(Map<String, AttributeValue> item, KeySchema schema) {
        for (KeySchema.Part part : schema.parts()) {
            AttributeValue value = item.get(part.name());
            if (value == null) {
                throw Fault.validation("Key attribute should be present in the item: Key " + part.name());
            }
            checkType(value, part);
        }
    }

    /** Refuses a condition that is not about one item. */
    static void checkOneItem(KeyedCondition where, KeySchema schema) {
        if (where.contradicted() != null) {
            throw Fault.validation("Multiple conditions on same key " + where.contradicted()
                    + ". Only single item Update/Insert/Delete are supported");
        } else if (where.key().size() < schema.parts().size()) {
            throw Fault.validation("Where clause does not contain a mandatory equality on all key attributes");
        }
        where.key().forEach((name, value) -> {
            if (!value.type().isKeyType()) {
                throw Fault.validation(
                        "Key value must be of type S, N, or B. Key name: " + name + ", Key type: " + value.type());
            }
        });
        for (KeySchema.Part part : schema.parts()) {
            AttributeValue value = where.key().get(part.name());
            if (value != null) {
                checkType(value, part);
            }
        }
    }

    static Fault overlapping() {
        return Fault.validation(OVERLAPPING);
    }

    /**
     * The read of the one item that a statement in a batch or transaction asks for.
     *
     * @param refusal what is said of a statement that asks for anything else
     */
    static ItemRead read(Statement.Select select, Table table, String refusal) {
        checkPaths(select.where(), table);
        List<KeyReads.Read> reads = KeyReads.of(select.where(), table.key()).reads();
        if (reads.size() > 1
                && reads.stream().map(KeyReads.Read::keys).distinct().count() < reads.size()) {
            throw overlapping();
        } else if (reads.size() != 1 || reads.get(0).filter() != null) {
            throw Fault.validation(refusal);
        }
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (KeySchema.Part part : table.key().parts()) {
            AttributeValue value = reads.get(0).equal(part.name());
            if (value == null) {
                throw Fault.validation(refusal);
            }
            key.put(part.name(), value);
        }
        // Such a read gives the parts in the form that they have in the item, not as columns.
        Projection parts = select.columns() == null
                ? null
                : new Projection(select.columns().paths());
        return new ItemRead(key, ItemView.of(parts));
    }
}
