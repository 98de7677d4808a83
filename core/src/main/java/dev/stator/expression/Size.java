package dev.stator.expression;

/**
 * The size of what is at a path: characters of a string, bytes of a binary, elements of a set, list or map. A
 * comparison with it is false when nothing is there, and an error of the service when a number, boolean or null is.
 *
 * @param operand a path, or a constant of one of those types
 */
public record Size(Operand operand) implements Operand {
    public Size {
        if (operand instanceof Size) {
            throw new IllegalArgumentException("size(" + operand + ") has no size; sizes are numbers");
        }
    }

    /** The size is this. */
    public Condition eq(long size) {
        return compare(Comparator.EQ, size);
    }

    /** The size is another. */
    public Condition ne(long size) {
        return compare(Comparator.NE, size);
    }

    /** The size is less. */
    public Condition lt(long size) {
        return compare(Comparator.LT, size);
    }

    /** The size is this or less. */
    public Condition le(long size) {
        return compare(Comparator.LE, size);
    }

    /** The size is greater. */
    public Condition gt(long size) {
        return compare(Comparator.GT, size);
    }

    /** The size is this or greater. */
    public Condition ge(long size) {
        return compare(Comparator.GE, size);
    }

    /** The size lies between two numbers, both included. */
    public Condition between(long low, long high) {
        return new Condition.Between(this, new Value(low), new Value(high));
    }

    private Condition compare(Comparator comparator, long size) {
        return new Condition.Compare(this, comparator, new Value(size));
    }

    @Override
    public void writeTo(ExpressionWriter out) {
        out.text("size(");
        operand.writeTo(out);
        out.text(")");
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
