package dev.stator.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An accessor that gives an optional, such as {@code User::address}, with the path of the value inside. The interfaces
 * within are for values whose paths have operations of their own. See {@link Getter}.
 */
@FunctionalInterface
public interface OptionalGetter<R, V> extends Getter<R, Optional<V>> {
    /** An accessor that gives a string or none. */
    @FunctionalInterface
    interface OfString<R> extends OptionalGetter<R, String> {}

    /** An accessor that gives a number or none. */
    @FunctionalInterface
    interface OfNumber<R, N extends Number> extends OptionalGetter<R, N> {}

    /** An accessor that gives a set or none. */
    @FunctionalInterface
    interface OfSet<R, E> extends OptionalGetter<R, Set<E>> {}

    /** An accessor that gives a list or none. */
    @FunctionalInterface
    interface OfList<R, E> extends OptionalGetter<R, List<E>> {}

    /** An accessor that gives a map or none. */
    @FunctionalInterface
    interface OfMap<R, V> extends OptionalGetter<R, Map<String, V>> {}

    /** An accessor that gives an {@code OptionalInt}. */
    @FunctionalInterface
    interface OfInt<R> extends Getter<R, OptionalInt> {}

    /** An accessor that gives an {@code OptionalLong}. */
    @FunctionalInterface
    interface OfLong<R> extends Getter<R, OptionalLong> {}

    /** An accessor that gives an {@code OptionalDouble}. */
    @FunctionalInterface
    interface OfDouble<R> extends Getter<R, OptionalDouble> {}
}
