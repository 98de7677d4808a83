package dev.stator.json;

import dev.stator.codec.Convert;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores an object of any class as JSON in one string, through Jackson databind: for what the service need not look into.
 * Needs {@code tools.jackson.core:jackson-databind}, which Stator does not bring; without it, a class with this annotation
 * is refused. For a mapper of your own, see {@link JsonText}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
    ElementType.RECORD_COMPONENT,
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.TYPE_USE
})
@Convert(JsonText.class)
public @interface Json {}
