package dev.stator.expression;

import java.util.Set;

/** An accessor that gives a set, such as {@code User::tags}; see {@link Getter}. */
@FunctionalInterface
public interface SetGetter<R, E> extends Getter<R, Set<E>> {}
