package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is the table's sort key: a string, number or binary, and never absent. It stands where a {@link PartitionKey}
 * may, and has templates as that has.
 *
 * <p>Items are sorted by what is stored, so a class whose texts sort otherwise than its values is refused: {@code
 * OffsetDateTime}, {@code ZonedDateTime}, {@code Duration}, {@code Period}, {@code ZoneOffset}. Use an {@code Instant} or a
 * number; or, for a table in which such texts are the key already, a {@link Converter} to them. A {@code LocalDateTime} or
 * {@code LocalTime}, whose texts are of several lengths, is followed in a template by a character that sorts before the dot,
 * as {@code #} does. The same holds for sort keys of indexes.
 *
 * <p>Text sorts by its characters. In a template that goes on behind it, so do texts of several lengths with what follows: by
 * {@code "{title}#{number:02}"} the title {@code "a b"} stands before {@code "a"}, since the space sorts before the {@code #}.
 * Where that matters, put the text last, or begin what follows with a character that sorts before all that it may hold.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface SortKey {
    /** The stored name; that of the component, or the name of the method, unless given. A template on a class needs it. */
    String value() default "";

    /** What the key is made of, such as {@code "USER#{email}"}; empty if it is no template. */
    String template() default "";
}
