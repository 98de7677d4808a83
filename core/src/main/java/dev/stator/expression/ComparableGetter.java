package dev.stator.expression;

/**
 * An accessor that gives a value of an order, such as {@code User::joined}; see {@link Getter}.
 *
 * <p>The bound is there for the compiler: a class that compares with itself has nothing in common with another that does,
 * so a value of another class is refused instead of both being taken for objects.
 */
@FunctionalInterface
public interface ComparableGetter<R, V extends Comparable<? super V>> extends Getter<R, V> {}
