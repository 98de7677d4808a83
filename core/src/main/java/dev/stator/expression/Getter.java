package dev.stator.expression;

import java.io.Serializable;

/**
 * An accessor of a record, given as a method reference: {@code User::email}.
 *
 * <p>Serializable only so that the name of the accessor can be learnt from it; it is never called and never stored. The
 * sub-interfaces let the compiler choose the path class that fits the component.
 *
 * @param <R> the record
 * @param <V> the class of the component
 */
@FunctionalInterface
public interface Getter<R, V> extends Serializable {
    /** Calls the accessor. */
    V get(R owner);
}
