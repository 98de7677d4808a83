package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.expression.AnyPath;
import dev.stator.expression.SetOperand;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.internal.parse.Function;
import dev.stator.internal.parse.UpdateNodes;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the tree of an update of the assignments and removals of a statement. */
final class AssignmentReader {
    private static final Set<String> SET_FUNCTIONS = Set.of("set_add", "set_delete");

    private final Constants constants;

    AssignmentReader(Constants constants) {
        this.constants = constants;
    }

    UpdateExpression read(List<Syntax.Change> changes) {
        List<UpdateAction> actions = new ArrayList<>();
        List<AnyPath> targets = new ArrayList<>();
        for (Syntax.Change change : changes) {
            AnyPath target = Paths.read(change.target());
            Syntax value = change.value();
            actions.add(value == null ? new UpdateAction.Remove(target) : action(target, value));
            UpdateNodes.requireApart(target, targets);
            targets.add(target);
        }
        return UpdateExpression.of(actions);
    }

    private UpdateAction action(AnyPath target, Syntax value) {
        return value instanceof Syntax.Call call && SET_FUNCTIONS.contains(call.name())
                ? setFunction(target, call)
                : new UpdateAction.Set(target, operand(value));
    }

    /** {@code SET a = set_add(a, <<…>>)} is what updates call {@code ADD a …}. */
    private UpdateAction setFunction(AnyPath target, Syntax.Call call) {
        String name = call.name().toUpperCase(Locale.ROOT);
        if (call.arguments().size() != 2) {
            throw Fault.validation(
                    name + " must have exactly two arguments" + call.at().position());
        }
        Syntax first = call.arguments().get(0);
        if (!Paths.isPath(first) || !Paths.read(first).equals(target)) {
            throw Fault.validation("The first argument to " + name + " must equal the assignment value"
                    + call.at().position());
        }
        Syntax second = call.arguments().get(1);
        AttributeValue elements = Constants.isConstant(second) ? constants.read(second) : AttributeValue.Null.NULL;
        if (!elements.type().isSet()) {
            throw Fault.validation("The second argument to " + name + " must be a value with type SET"
                    + first.at().position());
        }
        return call.name().equals("set_add")
                ? new UpdateAction.Add(target, new Value(elements))
                : new UpdateAction.Delete(target, new Value(elements));
    }

    private SetOperand operand(Syntax syntax) {
        if (Paths.isPath(syntax)) {
            return Paths.read(syntax);
        } else if (Constants.isConstant(syntax)) {
            return new Value(constants.read(syntax));
        } else if (syntax instanceof Syntax.Operation operation) {
            return operation(operation);
        } else if (syntax instanceof Syntax.Call call) {
            return function(call);
        } else if (syntax instanceof Syntax.Missing) {
            throw Fault.validation("MISSING must be compared using IS operator");
        } else if (syntax instanceof Syntax.Typed) {
            throw Fault.validation("IS operator is not supported in update expressions");
        }
        throw Syntax.unsupported(syntax);
    }

    private SetOperand operation(Syntax.Operation operation) {
        String operator = operation.operator();
        if (!operator.equals("+") && !operator.equals("-")) {
            throw Fault.validation("Unsupported operator in Update Expression. Operator: " + operator);
        } else if (operation.operands().size() == 1) {
            throw Fault.validation("Incorrect number of operands for operator or function; operator or function: "
                    + operator + ", number of operands: 1");
        }
        return UpdateNodes.sum(
                operand(operation.operands().get(0)),
                operator,
                operand(operation.operands().get(1)));
    }

    private SetOperand function(Syntax.Call call) {
        Function function = Function.find(call.name());
        if (function == null) {
            throw Fault.validation(
                    "Unrecognized function: " + call.name() + call.at().position());
        } else if (!function.isOfUpdates()) {
            throw Fault.validation("The function is not allowed in an update expression; function: " + call.name());
        }
        return UpdateNodes.function(
                function, call.arguments().stream().map(this::operand).toList());
    }
}
