package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component that counts the writes of an item, so that no write overwrites what its author has not seen. A whole
 * number; 0, null or empty in a record that was never stored.
 *
 * <p>A write made from a record (put, replace, upsert, or an update or delete of the record instead of a key) goes through
 * only if the item in place still has the record's version, and fails with {@link
 * dev.stator.error.StaleVersionException} otherwise. Every put, upsert and update makes the version one higher, those made
 * from a key alone too; what they give back has the new one. {@code ignoringVersion()} takes the condition away, never the
 * counting.
 *
 * <p>It counts at the top of an item. Within one it is refused, unless it is in a class with a {@link PartitionKey}, which is an
 * item elsewhere: there it is a plain attribute.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Version {}
