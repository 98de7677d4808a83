package dev.stator.expression;

/**
 * The sum or difference of two numbers, computed by the service. The language has one such operation for each
 * assignment: neither operand may be a sum itself.
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

    public Arithmetic {
        refuseWithin(sign.symbol, left);
        refuseWithin(sign.symbol, right);
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
        right.writeTo(out);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
