package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component that gets a random UUID where the record has none: null, empty, or all zeros. A {@code UUID} or a {@code
 * String}, and it may be a key of the table.
 *
 * <p>A put or upsert makes it when the request is made, so that one request sent twice stores one item. An update of a key
 * sets it where the stored item has none.
 *
 * <p>It counts at the top of an item. Within one it is refused, unless it is in a class with a {@link PartitionKey}, which is an
 * item elsewhere: there it is a plain attribute.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface GeneratedUuid {}
