package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component, method or template that is the sort key of global secondary indexes, each of which needs an {@link
 * IndexPartitionKey} too. It may be an {@code Optional}: an item without it is not in the index. What a {@link SortKey}
 * cannot be is refused here, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
@Repeatable(IndexSortKey.List.class)
public @interface IndexSortKey {
    /** The names of the indexes; one component can serve several. */
    String[] value();

    /** The stored name of the key; that of the component, or the name of the method, unless given. */
    String name() default "";

    /**
     * What the key is made of, on the class itself, as for a {@link PartitionKey}. An item is not in the index when a
     * component of the template is empty. The components are stored under their own names too.
     */
    String template() default "";

    /**
     * The place among several attributes that are together the sort key of an index, of which there may be four: lower
     * ones first. Not needed for a single one.
     */
    int order() default 0;

    /** Several of them in one place. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({
        ElementType.RECORD_COMPONENT,
        ElementType.FIELD,
        ElementType.METHOD,
        ElementType.PARAMETER,
        ElementType.TYPE
    })
    @interface List {
        /** The annotations. */
        IndexSortKey[] value();
    }
}
