package dev.stator.expression;

import java.util.List;

/** An accessor that gives a list, such as {@code User::visits}; see {@link Getter}. */
@FunctionalInterface
public interface ListGetter<R, E> extends Getter<R, List<E>> {}
