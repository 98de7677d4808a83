package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the field or method of an enum that gives what its constants are stored as, in place of their names: a string,
 * number or binary, or what converts to one. Each constant has one of its own, so that constants can be renamed.
 *
 * <pre>{@code
 * enum Status {
 *     ACTIVE(1), CLOSED(2);
 *
 *     @EnumCode final int code;
 *
 *     Status(int code) { this.code = code; }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface EnumCode {}
