package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is the table's partition key: a string, number or binary, and never absent. On a component it is the key as it
 * stands. On a method, the key that it computes is stored with the item. On the class itself, the key is made by a
 * template:
 *
 * <pre>{@code
 * @PartitionKey(value = "pk", template = "USER#{email}")
 * @SortKey(value = "sk", template = "ORDER#{placed}#{number:08}")
 * record Order(String email, Instant placed, int number, String text) {}
 * }</pre>
 *
 * <p>A component named in a template of the table's key is stored in the key alone and read back from it, unless it has an
 * annotation of its own, such as {@link Attribute}. Numbers are padded to the width after the colon, so that keys sort as
 * they do. A component that is {@code Optional} or {@code @Nullable} and marked as the key, beside a method or a template
 * for the same stored name, wins over those when it has a value.
 *
 * <p>What a class says is inherited by those that extend or implement it: marked members with their marks, and a template
 * unless the class below has one of its own for the table's partition key. So are sort keys, and keys of indexes, of which a
 * template is replaced by another one with the same stored name.
 *
 * <p>A key and what it is made of must agree. An item whose key is not that which a template or method makes of what is stored
 * beside it is a {@link dev.stator.error.CodecException} when it is read, since the record would be put, and deleted, as another
 * item. Not compared is a key that is itself a component, or is held in one that wins: a constructor that changes such a
 * component, as to small letters, or {@link TableSchema#normalising}, makes of a stored item that was never changed so another
 * one. Change keys so only where all items have been stored in that form.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface PartitionKey {
    /** The stored name; that of the component, or the name of the method, unless given. A template on a class needs it. */
    String value() default "";

    /** What the key is made of, such as {@code "USER#{email}"}; empty if it is no template. */
    String template() default "";
}
