package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record whose secondary indexes of these names hold the keys of the table and the index, and nothing else of an
 * item. Indexes that are not named hold whole items, or some attributes by {@link Projected}. Holds for the classes that
 * extend or implement the marked one, beside what they say themselves.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KeysOnly {
    /** The names of the indexes. */
    String[] value();
}
