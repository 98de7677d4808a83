package dev.stator.internal.protocol;

import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;
import java.util.Optional;

/** Part of a transaction that changes nothing: the transaction goes through only if the condition holds for the item. */
public record ConditionCheckAction(String tableName, Item key, Condition condition) implements WriteAction {
    @Override
    public ItemId id() {
        return new ItemId(tableName, key);
    }

    @Override
    public String transactName() {
        return "ConditionCheck";
    }

    @Override
    public ConditionCheckAction onlyIf(Condition more) {
        return new ConditionCheckAction(tableName, key, condition.and(more));
    }

    @Override
    public void writeAction(JsonWriter json) {
        Fields.text(json, "TableName", tableName);
        Fields.item(json, "Key", key);
        Fields.writeCondition(json, new ExpressionWriter(), Optional.of(condition));
    }
}
