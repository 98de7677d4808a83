package dev.stator.expression;

import dev.stator.value.AttributeType;
import java.util.List;

/**
 * The way to a value within an item: an attribute, and from there into nested records, maps and lists.
 *
 * <p>Paths come from method references, which makes them typed: {@code attr(User::address).dot(Address::city)}. The
 * compiler picks the subclass that has the operations of the component's class. Names as strings are for data whose
 * shape is not known: {@code attr("points")}.
 *
 * <p>A path from a method reference knows the stored name of its attribute only after binding to the codec of its
 * record. Until then nothing but the accessor's name is checked.
 *
 * @param <V> the class of the value, of the value inside for an {@code Optional} component
 */
public sealed interface Path<V> extends Comparand<V>, SetOperand
        permits StringPath, NumberPath, SetPath, ListPath, MapPath, AnyPath, PlainPath {

    /** The steps of the path, at least one. */
    List<Segment> segments();

    // An exact method reference has one return class, and the most specific getter interface that fits it is chosen;
    // the overloads are ambiguous for lambdas alone, which are refused anyway.

    /** The path of a component. */
    @SuppressWarnings("overloads")
    static <R, V> Path<V> attr(Getter<R, V> getter) {
        return new PlainPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R, V> Path<V> attr(OptionalGetter<R, V> getter) {
        return new PlainPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a component of a class that has an order. */
    @SuppressWarnings("overloads")
    static <R, V extends Comparable<? super V>> Path<V> attr(ComparableGetter<R, V> getter) {
        return new PlainPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a string component. */
    @SuppressWarnings("overloads")
    static <R> StringPath attr(StringGetter<R> getter) {
        return new StringPath(List.of(Accessor.of(getter)));
    }

    /** The path of a number component. */
    @SuppressWarnings("overloads")
    static <R, N extends Number & Comparable<? super N>> NumberPath<N> attr(NumberGetter<R, N> getter) {
        return new NumberPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a set component. */
    @SuppressWarnings("overloads")
    static <R, E> SetPath<E> attr(SetGetter<R, E> getter) {
        return new SetPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a list component. */
    @SuppressWarnings("overloads")
    static <R, E> ListPath<E> attr(ListGetter<R, E> getter) {
        return new ListPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a map component. */
    @SuppressWarnings("overloads")
    static <R, V> MapPath<V> attr(MapGetter<R, V> getter) {
        return new MapPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a string component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R> StringPath attr(OptionalGetter.OfString<R> getter) {
        return new StringPath(List.of(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R, N extends Number> NumberPath<N> attr(OptionalGetter.OfNumber<R, N> getter) {
        return new NumberPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R> NumberPath<Integer> attr(OptionalGetter.OfInt<R> getter) {
        return new NumberPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R> NumberPath<Long> attr(OptionalGetter.OfLong<R> getter) {
        return new NumberPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R> NumberPath<Double> attr(OptionalGetter.OfDouble<R> getter) {
        return new NumberPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a set component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R, E> SetPath<E> attr(OptionalGetter.OfSet<R, E> getter) {
        return new SetPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a list component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R, E> ListPath<E> attr(OptionalGetter.OfList<R, E> getter) {
        return new ListPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of a map component that may be missing; that of the value inside. */
    @SuppressWarnings("overloads")
    static <R, W> MapPath<W> attr(OptionalGetter.OfMap<R, W> getter) {
        return new MapPath<>(List.of(Accessor.of(getter)));
    }

    /** The path of an attribute by its stored name, which is one name whatever characters it has. */
    static AnyPath attr(String name) {
        return new AnyPath(List.of(new Segment.Name(name)));
    }

    /**
     * The path that a text such as {@code "address.lines[0]"} stands for: dots part names, brackets hold list indexes.
     *
     * @throws IllegalArgumentException if a name is missing or an index is no number
     */
    static AnyPath parse(String text) {
        return new AnyPath(PathText.parse(text));
    }

    /** The same place, where what is here is of one class of several, to lead on into that: {@code .as(Circle.class)}. */
    default <W extends V> Path<W> as(Class<W> narrower) {
        return new PlainPath<>(segments());
    }

    /** The path of a component of the record that is here. */
    @SuppressWarnings("overloads")
    default <W> Path<W> dot(Getter<? super V, W> getter) {
        return new PlainPath<>(with(Accessor.of(getter)));
    }

    /** The path of a component that may be missing, of the record that is here; that of the value inside. */
    @SuppressWarnings("overloads")
    default <W> Path<W> dot(OptionalGetter<? super V, W> getter) {
        return new PlainPath<>(with(Accessor.of(getter)));
    }

    /** The path of a component of a class that has an order, of the record that is here. */
    @SuppressWarnings("overloads")
    default <W extends Comparable<? super W>> Path<W> dot(ComparableGetter<? super V, W> getter) {
        return new PlainPath<>(with(Accessor.of(getter)));
    }

    /** The path of a string component of the record that is here. */
    @SuppressWarnings("overloads")
    default StringPath dot(StringGetter<? super V> getter) {
        return new StringPath(with(Accessor.of(getter)));
    }

    /** The path of a number component of the record that is here. */
    @SuppressWarnings("overloads")
    default <N extends Number & Comparable<? super N>> NumberPath<N> dot(NumberGetter<? super V, N> getter) {
        return new NumberPath<>(with(Accessor.of(getter)));
    }

    /** The path of a set component of the record that is here. */
    @SuppressWarnings("overloads")
    default <E> SetPath<E> dot(SetGetter<? super V, E> getter) {
        return new SetPath<>(with(Accessor.of(getter)));
    }

    /** The path of a list component of the record that is here. */
    @SuppressWarnings("overloads")
    default <E> ListPath<E> dot(ListGetter<? super V, E> getter) {
        return new ListPath<>(with(Accessor.of(getter)));
    }

    /** The path of a map component of the record that is here. */
    @SuppressWarnings("overloads")
    default <W> MapPath<W> dot(MapGetter<? super V, W> getter) {
        return new MapPath<>(with(Accessor.of(getter)));
    }

    /** The path of a string component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default StringPath dot(OptionalGetter.OfString<? super V> getter) {
        return new StringPath(with(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default <N extends Number> NumberPath<N> dot(OptionalGetter.OfNumber<? super V, N> getter) {
        return new NumberPath<>(with(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default NumberPath<Integer> dot(OptionalGetter.OfInt<? super V> getter) {
        return new NumberPath<>(with(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default NumberPath<Long> dot(OptionalGetter.OfLong<? super V> getter) {
        return new NumberPath<>(with(Accessor.of(getter)));
    }

    /** The path of a number component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default NumberPath<Double> dot(OptionalGetter.OfDouble<? super V> getter) {
        return new NumberPath<>(with(Accessor.of(getter)));
    }

    /** The path of a set component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default <E> SetPath<E> dot(OptionalGetter.OfSet<? super V, E> getter) {
        return new SetPath<>(with(Accessor.of(getter)));
    }

    /** The path of a list component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default <E> ListPath<E> dot(OptionalGetter.OfList<? super V, E> getter) {
        return new ListPath<>(with(Accessor.of(getter)));
    }

    /** The path of a map component that may be missing, of the record that is here. */
    @SuppressWarnings("overloads")
    default <W> MapPath<W> dot(OptionalGetter.OfMap<? super V, W> getter) {
        return new MapPath<>(with(Accessor.of(getter)));
    }

    /** The same path with all operations and without compile-time checks. */
    default AnyPath any() {
        return new AnyPath(segments());
    }

    /** There is a value, be it the explicit null. */
    default Condition exists() {
        return new Condition.Exists(this);
    }

    /** There is no value. */
    default Condition notExists() {
        return new Condition.NotExists(this);
    }

    /** The value has this DynamoDB type. */
    default Condition hasType(AttributeType type) {
        return new Condition.HasType(this, type);
    }

    /** The size of the value, to be compared. */
    default Size size() {
        return new Size(this);
    }

    /** For updates: the value here, or this one when there is none. */
    default IfNotExists<V> ifNotExists(V otherwise) {
        return ifNotExists(new Value(otherwise));
    }

    /** For updates: the value here, or that of an operand when there is none. */
    default IfNotExists<V> ifNotExists(SetOperand otherwise) {
        return IfNotExists.of(this, otherwise);
    }

    @Override
    default void writeTo(ExpressionWriter out) {
        out.path(this);
    }

    private List<Segment> with(Segment next) {
        return PathText.with(segments(), next);
    }
}
