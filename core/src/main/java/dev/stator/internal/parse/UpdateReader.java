package dev.stator.internal.parse;

import dev.stator.expression.AnyPath;
import dev.stator.expression.SetOperand;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the tree of an update. Like the service it looks at targets before operands, and at the last ones first. */
record UpdateReader(OperandReader operands) {
    private static final Set<AttributeType> SETS = EnumSet.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);

    static void requireSectionsOnce(List<String> sections) {
        Set<String> seen = new HashSet<>();
        for (String section : sections) {
            if (!seen.add(section)) {
                throw new ExpressionException(
                        "The \"" + section + "\" section can only be used once in an update expression;");
            }
        }
    }

    UpdateExpression read(List<Syntax.Change> changes) {
        List<AnyPath> targets =
                paths(changes.stream().map(Syntax.Change::target).toList());
        Deque<UpdateAction> actions = new ArrayDeque<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            actions.addFirst(action(changes.get(i), targets.get(i)));
        }
        return UpdateExpression.of(actions);
    }

    /** The paths of an update or a projection. */
    List<AnyPath> paths(List<Syntax.Route> routes) {
        List<AnyPath> paths = new ArrayList<>();
        for (int i = routes.size() - 1; i >= 0; i--) {
            AnyPath path = operands.path(routes.get(i));
            PathList.requireApart(path, paths);
            paths.add(0, path);
        }
        return paths;
    }

    private UpdateAction action(Syntax.Change change, AnyPath target) {
        return switch (change.section()) {
            case "SET" -> new UpdateAction.Set(target, operand(change.operands().get(0)));
            case "REMOVE" -> new UpdateAction.Remove(target);
            case "ADD" -> new UpdateAction.Add(target, elements(change, true));
            default -> new UpdateAction.Delete(target, elements(change, false));
        };
    }

    /**
     * The service's message goes on with {@code , typeSet: ALLOWED_FOR_ADD_OPERAND} since some time after 2020 (seen in
     * github.com/typedorm/typedorm/issues/264). Tests that were written against it before want it to end here.
     */
    private Value elements(Syntax.Change change, boolean orNumber) {
        Value value = operands.value((Syntax.Constant) change.operands().get(0));
        AttributeType type = OperandReader.type(value);
        if (type != null && !SETS.contains(type) && !(orNumber && type == AttributeType.N)) {
            throw new ExpressionException("Incorrect operand type for operator or function; operator: "
                    + change.section() + ", operand type: " + word(type));
        }
        return value;
    }

    /** The type as the service spells it in this one message. */
    private static String word(AttributeType type) {
        return switch (type) {
            case S -> "STRING";
            case N -> "NUMBER";
            case B -> "BINARY";
            case BOOL -> "BOOLEAN";
            case L -> "LIST";
            case M -> "MAP";
            default -> type.name();
        };
    }

    private SetOperand operand(Syntax syntax) {
        if (syntax instanceof Syntax.Route route) {
            return operands.path(route);
        } else if (syntax instanceof Syntax.Constant constant) {
            return operands.value(constant);
        } else if (syntax instanceof Syntax.Operation sum) {
            return UpdateNodes.sum(
                    operand(sum.operands().get(0)),
                    sum.operator(),
                    operand(sum.operands().get(1)));
        }
        Syntax.Call call = (Syntax.Call) syntax;
        return UpdateNodes.function(
                Function.of(call.function()),
                call.arguments().stream().map(this::operand).toList());
    }
}
