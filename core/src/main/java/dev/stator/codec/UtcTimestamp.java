package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Stores an {@code Instant} as a string of 31 characters with microseconds, {@code 2020-01-31T23:59:59.000000+0000}, which
 * sorts; what is finer is cut off. This is how PynamoDB stores datetimes. Other ISO timestamps are read
 * too: with hyphens, colons and a dot before the fraction, with or without an offset.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
    ElementType.RECORD_COMPONENT,
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.TYPE_USE
})
@Convert(UtcTimestamp.Form.class)
public @interface UtcTimestamp {
    /** The converter, to register for all instants of a {@link Mapping}. */
    final class Form implements Converter<Instant, String> {
        /** The converter. */
        public Form() {}

        @Override
        public String toStored(Instant value) {
            return InstantText.format(value, 6, "+0000");
        }

        @Override
        public Instant fromStored(String stored) {
            try {
                return InstantText.parse(stored);
            } catch (DateTimeException e) {
                // Not passed on as the cause, because such exceptions quote the text.
                throw new IllegalArgumentException("the text is no timestamp");
            }
        }
    }
}
