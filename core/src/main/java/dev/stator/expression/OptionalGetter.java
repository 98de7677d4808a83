package dev.stator.expression;

import java.util.Optional;

/** An accessor that gives an optional, such as {@code User::address}; its path is that of the value inside. See {@link Getter}. */
@FunctionalInterface
public interface OptionalGetter<R, V> extends Getter<R, Optional<V>> {}
