package dev.stator.expression;

import java.util.List;

/** The path of a list. */
public record ListPath<E>(List<Segment> segments) implements Path<List<E>> {
    public ListPath {
        segments = PathText.check(segments);
    }

    /** The same path with the operations of a list, for an element of a list or an entry of a map. */
    public static <E> ListPath<E> of(Path<List<E>> path) {
        return new ListPath<>(path.segments());
    }

    /** The path of an element, counted from 0. */
    public Path<E> at(int index) {
        return new PlainPath<>(PathText.with(segments, new Segment.Index(index)));
    }

    /** The list has this element. */
    public Condition contains(E element) {
        return contains(new Value(element));
    }

    /** The list has the value of another operand. */
    public Condition contains(Operand element) {
        return new Condition.Contains(this, element);
    }

    /** For updates: the list here with these elements behind it; the service refuses it when there is no list. */
    public SetOperand append(List<E> elements) {
        return append(new Value(elements));
    }

    /** For updates: the list here with that of an operand behind it. */
    public SetOperand append(SetOperand list) {
        return new ListAppend(this, list);
    }

    /** For updates: the list here with these elements before it; the service refuses it when there is no list. */
    public SetOperand prepend(List<E> elements) {
        return prepend(new Value(elements));
    }

    /** For updates: the list here with that of an operand before it. */
    public SetOperand prepend(SetOperand list) {
        return new ListAppend(list, this);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
