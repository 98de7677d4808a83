package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how the stored names of a class's attributes are made from their Java names. Holds for the classes that extend or
 * implement it and for the classes within it too, unless they say otherwise; an {@link Attribute} wins over it. A class under
 * two that say different things, as two interfaces, is refused until it says itself which one holds.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Naming {
    /** The style of the stored names. */
    NameStyle value();
}
