package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores an attribute through a {@link Converter} or {@link Codec}: on a component or field, on a type within one, as in
 * {@code List<@Convert(MoneyConverter.class) Money>}, or on the class that is converted.
 *
 * <p>On an annotation it makes that one a form of its own; {@link EpochSeconds}, {@link UtcTimestamp} and the others are
 * made so:
 *
 * <pre>{@code
 * @Retention(RUNTIME) @Convert(CentsConverter.class) @interface Cents {}
 *
 * record Order(@PartitionKey String id, @Cents Money total) {}
 * }</pre>
 *
 * <p>On an {@code Optional} it is about what is in it. The nearest wins: the attribute's own, then the {@link Mapping}'s,
 * then the class's.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
    ElementType.RECORD_COMPONENT,
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.TYPE_USE,
    ElementType.TYPE,
    ElementType.ANNOTATION_TYPE
})
public @interface Convert {
    /**
     * A class that implements {@link Converter} or {@link Codec}, or several of which the one for the attribute's type is
     * taken. Its constructor has no parameters, or takes any of a {@link java.lang.reflect.Type}, which is that of the
     * attribute, and a {@link java.time.Clock}, which is the mapping's.
     */
    Class<?>[] value();
}
