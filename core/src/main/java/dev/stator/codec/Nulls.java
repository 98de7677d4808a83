package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what becomes of a member without a value: null, an empty {@code Optional}, or an empty {@code Set}, which DynamoDB
 * does not have. On a class it holds for all members of a reference type, for the classes that extend or implement it, as
 * a {@link Naming} does, and for the classes within, unless they say otherwise.
 *
 * <p>Without it, members that are {@code Optional} or declared {@code @Nullable} are {@link NullRule#OMITTED}, sets are
 * left out when they are empty, and all others are {@link NullRule#REQUIRED}. An update that sets a member to null or
 * empty does what storing the whole record would do: it removes the attribute, stores the explicit null, or is refused.
 * Read back, no attribute and the explicit null always mean the same.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Nulls {
    /** The rule. */
    NullRule value();
}
