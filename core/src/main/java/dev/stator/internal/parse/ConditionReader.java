package dev.stator.internal.parse;

import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import java.util.List;

/** Makes the tree of a condition, and checks operands in the order of the text, the inner ones first. */
record ConditionReader(OperandReader operands) {
    Condition read(Syntax syntax) {
        if (syntax instanceof Syntax.Operation operation) {
            return switch (operation.operator()) {
                case "AND" -> Condition.all(readAll(operation.operands()));
                case "OR" -> Condition.any(readAll(operation.operands()));
                case "NOT" -> new Condition.Not(read(operation.operands().get(0)));
                case "BETWEEN" -> ConditionNodes.between(operandsOf(operation.operands()));
                case "IN" -> in(operation.operands());
                default -> ConditionNodes.compare(operation.operator(), operandsOf(operation.operands()));
            };
        }
        Syntax.Call call = (Syntax.Call) syntax;
        return ConditionNodes.function(Function.of(call.function()), operandsOf(call.arguments()));
    }

    private List<Condition> readAll(List<Syntax> conditions) {
        return conditions.stream().map(this::read).toList();
    }

    private List<Operand> operandsOf(List<Syntax> syntax) {
        return syntax.stream().map(this::operand).toList();
    }

    private Operand operand(Syntax syntax) {
        if (syntax instanceof Syntax.Route route) {
            return operands.path(route);
        } else if (syntax instanceof Syntax.Constant constant) {
            return operands.value(constant);
        }
        return ConditionNodes.size(operandsOf(((Syntax.Call) syntax).arguments()));
    }

    private Condition in(List<Syntax> syntax) {
        ConditionNodes.checkCandidates(syntax.size() - 1);
        return ConditionNodes.in(operandsOf(syntax));
    }
}
