package dev.stator.expression;

/**
 * The sum or difference of two numbers, computed by the service. Update expressions have one such operation for each
 * assignment, so the methods of paths refuse operands that are sums themselves; those of PartiQL statements nest.
 *
 * @param left the first number
 * @param sign plus or minus
 * @param right the second number
 */
public record Arithmetic(SetOperand left, Sign sign, SetOperand right) implements SetOperand {
    /** The two operations. */
    public enum Sign {
        /** The sum. */
        PLUS("+"),
        /** The difference. */
        MINUS("-");

        private final String symbol;

        Sign(String symbol) {
            this.symbol = symbol;
        }

        /** The operation in the expression language. */
        public String symbol() {
            return symbol;
        }
    }

    /** The operation of an update expression. */
    static Arithmetic of(SetOperand left, Sign sign, SetOperand right) {
        refuseWithin(sign.symbol, left);
        refuseWithin(sign.symbol, right);
        return new Arithmetic(left, sign, right);
    }

    static void refuseWithin(String operation, SetOperand operand) {
        if (operand instanceof Arithmetic) {
            throw new IllegalArgumentException("An operand of " + operation + " is itself a sum or difference; DynamoDB"
                    + " computes one for each assignment, so set one attribute from two operands at most");
        }
    }

    @Override
    public void writeTo(ExpressionWriter out) {
        left.writeTo(out);
        out.text(" " + sign.symbol + " ");
        boolean apart = right instanceof Arithmetic;
        out.text(apart ? "(" : "");
        right.writeTo(out);
        out.text(apart ? ")" : "");
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
