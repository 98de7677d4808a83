package dev.stator.expression;

/** An accessor that gives a string, such as {@code User::name}; see {@link Getter}. */
@FunctionalInterface
public interface StringGetter<R> extends ComparableGetter<R, String> {}
