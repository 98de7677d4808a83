package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what becomes of attributes that a class does not know when an item is read. They are dropped unless it says {@link
 * Rule#REFUSED}; a class with a {@link Rest} keeps them. Holds for the classes that extend or implement it, as a {@link
 * Naming} does, and for the classes within it too, unless they say otherwise.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UnknownAttributes {
    /** The rule. */
    Rule value();

    /** What becomes of an attribute that the class does not know. */
    enum Rule {
        /** It is skipped; an item that is read and stored again has lost it. */
        DROPPED,
        /** Reading fails with a {@link dev.stator.error.CodecException} that names it. */
        REFUSED
    }
}
