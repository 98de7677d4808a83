package dev.stator.expression;

/** An accessor that gives a number, primitive or not, such as {@code User::points}; see {@link Getter}. */
@FunctionalInterface
public interface NumberGetter<R, N extends Number & Comparable<? super N>> extends ComparableGetter<R, N> {}
