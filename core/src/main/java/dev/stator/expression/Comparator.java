package dev.stator.expression;

/** The six comparisons of condition expressions. */
public enum Comparator {
    /** Equal, type and value. */
    EQ("="),
    /** Not equal in type or value. */
    NE("<>"),
    /** Less; false for values of different types. */
    LT("<"),
    /** Less or equal; false for values of different types. */
    LE("<="),
    /** Greater; false for values of different types. */
    GT(">"),
    /** Greater or equal; false for values of different types. */
    GE(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    /** Whether this asks for an order, and not for equality alone. */
    boolean isOrder() {
        return this != EQ && this != NE;
    }

    /** The comparison in the expression language. */
    public String symbol() {
        return symbol;
    }
}
