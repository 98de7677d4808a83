package dev.stator.engine.action;

import dev.stator.engine.evaluate.Projections;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code UpdateItem}. */
public final class UpdateItem implements Action {
    private static final Shape SHAPE = Shape.of(
            "UpdateItemInput",
            Members.CONSUMED,
            Members.TABLE_NAME,
            Members.METRICS,
            Members.RETURN_VALUES,
            Members.ON_FAILURE,
            Members.KEY,
            Members.CONDITIONAL_OPERATOR,
            Members.EXPECTED,
            Members.ATTRIBUTE_UPDATES,
            Members.CONDITION,
            Members.UPDATE,
            Members.VALUES,
            Members.NAMES);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Expressions expressions = Expressions.of(
                in,
                List.of(Members.UPDATE, Members.CONDITION),
                List.of(Members.ATTRIBUTE_UPDATES, Members.EXPECTED, Members.CONDITIONAL_OPERATOR));
        in.require(Members.KEY).check();
        UpdateExpression legacy = LegacyUpdates.of(in);
        Condition expected = LegacyConditions.expected(in);
        UpdateExpression update = expressions.open().update(Members.UPDATE);
        Condition condition = expressions.condition(Members.CONDITION);
        expressions.close();
        UpdateWrite write = update == null
                ? UpdateWrite.legacy(in, legacy, condition == null ? expected : condition)
                : UpdateWrite.alone(in, update, condition);
        SingleWrite.Result result = SingleWrite.change(write, in, database);
        out.startObject();
        writeAttributes(in, update == null ? legacy : update, result.outcome(), out);
        Members.writeConsumed(in, result.consumed(), out);
        result.metrics().writeOne(out);
        out.endObject();
    }

    private static void writeAttributes(
            Parameters in, UpdateExpression update, ItemWrite.Outcome outcome, JsonWriter out) {
        switch (Objects.requireNonNullElse(in.get(Members.RETURN_VALUES), "NONE")) {
            case "ALL_OLD" -> Members.writeItem("Attributes", outcome.before(), out);
            case "ALL_NEW" -> Members.writeItem("Attributes", outcome.after(), out);
            case "UPDATED_OLD" -> writeParts(update, outcome.before(), out);
            case "UPDATED_NEW" -> writeParts(update, outcome.after(), out);
            default -> {
                // The request wants nothing back.
            }
        }
    }

    private static void writeParts(UpdateExpression update, @Nullable StoredItem item, JsonWriter out) {
        Map<String, AttributeValue> parts = parts(update, item);
        if (!parts.isEmpty()) {
            out.field("Attributes");
            StoredItem.write(parts, out);
        }
    }

    /** The parts of an item that an update writes; none if there is no item. */
    static Map<String, AttributeValue> parts(UpdateExpression update, @Nullable StoredItem item) {
        List<Path<?>> paths =
                update.actions().stream().<Path<?>>map(UpdateAction::path).toList();
        return item == null ? Map.of() : Projections.project(paths, item.attributes());
    }
}
