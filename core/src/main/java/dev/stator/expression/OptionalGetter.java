package dev.stator.expression;

import java.util.Optional;

/** An accessor that gives an optional, such as {@code User::address}, with the path of the value inside. See {@link Getter}. */
@FunctionalInterface
public interface OptionalGetter<R, V> extends Getter<R, Optional<V>> {}
