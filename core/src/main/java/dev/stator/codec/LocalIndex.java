package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the record component that is the sort key of local secondary indexes, which share the table's partition key. It
 * may be an {@code Optional}: an item without it is not in the index.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface LocalIndex {
    /** The names of the indexes; one component can serve several. By default one index of the attribute's own name. */
    String[] value() default {};
}
