package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the member that takes all attributes that the class does not know, and from which they are stored again, so that a
 * program of an older version loses nothing: an {@link dev.stator.value.Item}, or a {@code Map} from {@code String} to
 * {@link dev.stator.value.AttributeValue}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Rest {}
