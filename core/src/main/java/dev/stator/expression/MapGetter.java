package dev.stator.expression;

import java.util.Map;

/** An accessor that gives a map with string keys, such as {@code User::settings}; see {@link Getter}. */
@FunctionalInterface
public interface MapGetter<R, V> extends Getter<R, Map<String, V>> {}
