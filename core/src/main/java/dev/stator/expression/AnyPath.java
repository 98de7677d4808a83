package dev.stator.expression;

import java.util.List;

/**
 * The path of a value whose class is not known at compile time: all operations, and any Java value as their operand.
 *
 * <p>A constant is converted by the codec of the place in the record, if there is one that takes its class, and as
 * {@link dev.stator.value.AttributeValue#of} converts it otherwise; one that is then of another type than that place stores is
 * refused, and one that is an {@code AttributeValue} already stands as it is. All bound paths are of this class.
 */
public record AnyPath(List<Segment> segments) implements Path<Object> {
    public AnyPath {
        segments = PathText.check(segments);
    }

    /** The path of an entry of the map that is here, or of a record in it. */
    public AnyPath dot(String name) {
        return new AnyPath(PathText.with(segments, new Segment.Name(name)));
    }

    /** The path of an element of the list that is here, counted from 0. */
    public AnyPath at(int index) {
        return new AnyPath(PathText.with(segments, new Segment.Index(index)));
    }

    /** The string or binary here begins with this prefix. */
    public Condition beginsWith(Object prefix) {
        return new Condition.BeginsWith(this, Value.operand(prefix));
    }

    /** The set or list here has this element, or the string this one within it. */
    public Condition contains(Object element) {
        return new Condition.Contains(this, Value.operand(element));
    }

    /** For updates: the sum of the number here and this one; a number or another {@link SetOperand}. */
    public SetOperand plus(Object number) {
        return Arithmetic.of(this, Arithmetic.Sign.PLUS, Value.setOperand(number));
    }

    /** For updates: the number here less this one; a number or another {@link SetOperand}. */
    public SetOperand minus(Object number) {
        return Arithmetic.of(this, Arithmetic.Sign.MINUS, Value.setOperand(number));
    }

    /** For updates: the list here with another behind it; a list or another {@link SetOperand}. */
    public SetOperand append(Object list) {
        return new ListAppend(this, Value.setOperand(list));
    }

    /** For updates: the list here with another before it; a list or another {@link SetOperand}. */
    public SetOperand prepend(Object list) {
        return new ListAppend(Value.setOperand(list), this);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
