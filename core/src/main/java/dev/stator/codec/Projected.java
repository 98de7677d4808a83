package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component that secondary indexes hold beside the keys. An index that is named so holds the keys and the
 * components marked for it, and nothing else; one that is not named holds whole items, or keys alone by {@link KeysOnly}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Projected {
    /** The names of the indexes. */
    String[] value();
}
