package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.partiql.KeyedCondition;
import dev.stator.engine.partiql.Returning;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.table.Table;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Segment;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writes that statements ask for, once their table is known. */
final class StatementWrite {
    private StatementWrite() {}

    /**
     * The write of a statement that stands alone or in a batch.
     *
     * @param showsItem whether the item is to be seen if the condition does not hold
     * @throws Fault a ValidationException if it is not about one item of the table
     */
    static ItemWrite alone(Statement statement, Table table, boolean showsItem) {
        if (statement instanceof Statement.Insert insert) {
            StatementKeys.checkItem(insert.item(), table.key());
            return new InsertWrite(table.name(), insert.item());
        }
        Condition where = where(statement);
        StatementKeys.checkPaths(where, table);
        KeyedCondition keyed = KeyedCondition.of(where, table.key());
        StatementKeys.checkOneItem(keyed, table.key());
        return write(statement, table, keyed, showsItem);
    }

    /** The write of a statement in a transaction, where a key that does not fit becomes a reason to cancel it. */
    static ItemWrite inTransaction(Statement statement, Table table, boolean showsItem) {
        if (statement instanceof Statement.Insert insert) {
            return new InsertWrite(table.name(), insert.item());
        } else if (statement.returning() != null) {
            throw Fault.validation("RETURNING clause is not supported in ExecuteTransaction.");
        }
        Condition where = where(statement);
        StatementKeys.checkPaths(where, table);
        KeyedCondition keyed = KeyedCondition.of(where, table.key());
        if (statement instanceof Statement.Exists exists) {
            return check(exists, table, keyed, showsItem);
        }
        return write(statement, table, keyed, showsItem);
    }

    private static @Nullable Condition where(Statement statement) {
        if (statement instanceof Statement.Update update) {
            return update.where();
        } else if (statement instanceof Statement.Delete delete) {
            return delete.where();
        }
        return ((Statement.Exists) statement).select().where();
    }

    private static ItemWrite check(Statement.Exists exists, Table table, KeyedCondition keyed, boolean showsItem) {
        if (exists.select().index() != null) {
            throw Fault.validation("Operations on indices are not supported in transactions");
        }
        Condition rest = keyed.rest();
        if (rest == null || keyed.key().size() < table.key().parts().size()) {
            throw Fault.validation("EXISTS() must contain a single item read with additional condition");
        }
        Condition there = new Condition.Exists(partitionKey(table));
        return new CheckWrite(table.name(), keyed.key(), Condition.all(there, rest), showsItem);
    }

    private static ItemWrite write(Statement statement, Table table, KeyedCondition keyed, boolean showsItem) {
        Condition rest = keyed.rest();
        if (statement instanceof Statement.Update update) {
            // Unlike UpdateItem, a statement makes no item where there is none.
            Condition there = new Condition.Exists(partitionKey(table));
            return new UpdateWrite(
                    table.name(),
                    keyed.key(),
                    update.update(),
                    rest == null ? there : Condition.all(there, rest),
                    showsItem);
        }
        Condition gone = new Condition.NotExists(partitionKey(table));
        return new DeleteWrite(table.name(), keyed.key(), rest == null ? null : Condition.any(gone, rest), showsItem);
    }

    private static AnyPath partitionKey(Table table) {
        return new AnyPath(List.of(new Segment.Name(table.key().partition().name())));
    }

    /** What a statement gives back; {@code null} for nothing. */
    static @Nullable Map<String, AttributeValue> returned(Statement statement, ItemWrite.Outcome outcome) {
        Returning returning = statement.returning();
        if (returning == null) {
            return null;
        }
        Map<String, AttributeValue> returned = switch (returning) {
            case ALL_OLD -> whole(outcome.before());
            case ALL_NEW -> whole(outcome.after());
            case MODIFIED_OLD -> UpdateItem.parts(update(statement), outcome.before());
            case MODIFIED_NEW -> UpdateItem.parts(update(statement), outcome.after());
        };
        return returned.isEmpty() ? null : returned;
    }

    private static Map<String, AttributeValue> whole(@Nullable StoredItem item) {
        return item == null ? Map.of() : item.attributes();
    }

    private static UpdateExpression update(Statement statement) {
        return ((Statement.Update) statement).update();
    }
}
