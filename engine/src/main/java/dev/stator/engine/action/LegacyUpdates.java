package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attribute;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.expression.AnyPath;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.ListAppend;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code AttributeUpdates}, which stood for updates before there were expressions, as the expression that says the same. */
final class LegacyUpdates {
    private static final Field<String> ACTION = Field.oneOf("Action", "ADD", "DELETE", "PUT");
    private static final Field<Attribute> VALUE = Field.of("Value", Type.ATTRIBUTE);

    /** One entry. */
    static final Shape UPDATE = Shape.of("AttributeValueUpdate", ACTION, VALUE);

    private LegacyUpdates() {}

    /** The update that a request asks for; empty if it has no such parameter. */
    static UpdateExpression of(Parameters in) {
        Map<String, Parameters> updates = in.get(Members.ATTRIBUTE_UPDATES);
        if (updates == null) {
            return UpdateExpression.empty();
        }
        List<UpdateAction> actions = new ArrayList<>();
        updates.forEach((name, update) -> actions.add(action(LegacyConditions.path(name), update)));
        return UpdateExpression.of(actions);
    }

    private static UpdateAction action(AnyPath path, Parameters update) {
        String action = Objects.requireNonNullElse(update.get(ACTION), "PUT");
        Attribute given = update.get(VALUE);
        if (given == null) {
            if (!action.equals("DELETE")) {
                throw Fault.invalidParameter("Only DELETE action is allowed when no attribute value is specified");
            }
            return new UpdateAction.Remove(path);
        }
        AttributeValue value = given.value();
        return switch (action) {
            case "DELETE" -> delete(path, value);
            case "ADD" -> add(path, value);
            default -> new UpdateAction.Set(path, new Value(value));
        };
    }

    private static UpdateAction delete(AnyPath path, AttributeValue value) {
        if (!value.type().isSet()) {
            throw Fault.invalidParameter("DELETE action with value is not supported for the type " + value.type());
        }
        return new UpdateAction.Delete(path, new Value(value));
    }

    /** Only here can a list be added to: its elements go behind those of the list that is there. */
    private static UpdateAction add(AnyPath path, AttributeValue value) {
        if (value.type() == AttributeType.L) {
            Value none = new Value(new AttributeValue.L(List.of()));
            return new UpdateAction.Set(path, new ListAppend(new IfNotExists<>(path, none), new Value(value)));
        } else if (value.type() != AttributeType.N && !value.type().isSet()) {
            throw Fault.invalidParameter("ADD action is not supported for the type " + value.type());
        }
        return new UpdateAction.Add(path, new Value(value));
    }
}
