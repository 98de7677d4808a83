package dev.stator.internal.parse;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Arithmetic;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.ListAppend;
import dev.stator.expression.SetOperand;
import dev.stator.value.AttributeType;
import java.util.List;

/**
 * Makes what an update assigns from its operands, and refuses in the service's words what the service refuses: the counterpart
 * of {@link ConditionNodes}.
 */
public final class UpdateNodes {
    private UpdateNodes() {}

    /** A sum or difference. */
    public static SetOperand sum(SetOperand left, String symbol, SetOperand right) {
        requireType(symbol, List.of(left, right), AttributeType.N);
        return new Arithmetic(left, symbol.equals("+") ? Arithmetic.Sign.PLUS : Arithmetic.Sign.MINUS, right);
    }

    /** What a function of updates gives for its operands. */
    public static SetOperand function(Function function, List<SetOperand> operands) {
        OperandReader.count(function, operands);
        if (function == Function.LIST_APPEND) {
            requireType(function.text(), operands, AttributeType.L);
            return new ListAppend(operands.get(0), operands.get(1));
        }
        var path = OperandReader.requirePath(function, operands.get(0));
        OperandReader.requireDistinct(function.text(), operands);
        return new IfNotExists<>(path, operands.get(1));
    }

    /** Refuses a path that is, or leads through, one of others, or takes a map for a list. */
    public static void requireApart(AnyPath path, List<AnyPath> others) {
        PathList.requireApart(path, others);
    }

    private static void requireType(String operator, List<SetOperand> operands, AttributeType required) {
        for (SetOperand operand : operands) {
            AttributeType type = operand instanceof Arithmetic ? AttributeType.N : OperandReader.type(operand);
            if (type != null && type != required) {
                throw OperandReader.wrongType(operator, type.name());
            }
        }
    }
}
