package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores a component under another name than its own. On a method of the class that is none of its components, what that
 * computes is stored with the item; it is not read, but computed again.
 *
 * <p>Methods, those of keys of indexes too, compute when a whole record is written. An update does not know of what they
 * compute, so it must also set or remove what they would give.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Attribute {
    /** The name of the attribute as stored; not empty. */
    String value();
}
