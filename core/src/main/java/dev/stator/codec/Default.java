package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a member a value where it has none: when an item is read that lacks the attribute, or has the explicit null there,
 * and when null is to be written. An item that is read and stored again has it from then on.
 *
 * <p>Give either a text, as {@code @Default("3")}, or a method of the class that makes the value, as
 * {@code @Default(by = "noTags")}. A member with a default cannot be {@code Optional} or {@code @Nullable} too: no
 * attribute would mean two things.
 *
 * <p>What only new objects are to have belongs into a second constructor or a static method of the class, which Stator
 * does not call when it reads.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Default {
    /** The value as text: that of a string as it is stored, a number, {@code true} or {@code false}. */
    String value() default "";

    /** The name of a static method of the class, without parameters, that is called for each value. */
    String by() default "";
}
