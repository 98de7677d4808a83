package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the record component that is the sort key of global secondary indexes, each of which needs an {@link
 * IndexPartitionKey} too. It may be an {@code Optional}: an item without it is not in the index.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IndexSortKey {
    /** The names of the indexes; one component can serve several. */
    String[] value();
}
