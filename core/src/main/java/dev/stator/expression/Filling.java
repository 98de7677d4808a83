package dev.stator.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts values in the place of parameters. */
final class Filling extends Rewriting {
    private final Map<String, ? extends @Nullable Object> values;

    Filling(Map<String, ? extends @Nullable Object> values) {
        this.values = values;
    }

    Value value(Value constant) {
        if (!(constant.object() instanceof Parameter parameter)) {
            return constant;
        } else if (!values.containsKey(parameter.name())) {
            throw new IllegalArgumentException("An expression has the parameter \"" + parameter.name()
                    + "\", and there is no value for it among those given: " + values.keySet());
        }
        return Value.ofNullable(values.get(parameter.name()));
    }

    @Override
    Path<?> path(Path<?> path) {
        return path;
    }

    @Override
    Operand operand(Operand operand, Operand against) {
        if (operand instanceof Size size) {
            return new Size(operand(size.operand(), size));
        }
        return operand instanceof Value value ? value(value) : operand;
    }

    @Override
    Operand element(Operand operand, Operand against) {
        return operand(operand, against);
    }

    @Override
    UpdateAction action(UpdateAction action) {
        if (action instanceof UpdateAction.Set set) {
            return new UpdateAction.Set(set.path(), setOperand(set.value()));
        } else if (action instanceof UpdateAction.Add add) {
            return new UpdateAction.Add(add.path(), value(add.value()));
        } else if (action instanceof UpdateAction.Delete delete) {
            return new UpdateAction.Delete(delete.path(), value(delete.value()));
        }
        return action;
    }

    private SetOperand setOperand(SetOperand operand) {
        if (operand instanceof Value value) {
            return value(value);
        } else if (operand instanceof IfNotExists<?> choice) {
            return new IfNotExists<>(choice.path(), setOperand(choice.otherwise()));
        } else if (operand instanceof ListAppend lists) {
            return new ListAppend(setOperand(lists.first()), setOperand(lists.second()));
        } else if (operand instanceof Arithmetic sum) {
            return new Arithmetic(setOperand(sum.left()), sum.sign(), setOperand(sum.right()));
        }
        return operand;
    }
}
