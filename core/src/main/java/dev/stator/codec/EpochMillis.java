package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;

/** Stores an {@code Instant} as a number: whole milliseconds since 1970, without what is finer. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
    ElementType.RECORD_COMPONENT,
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.TYPE_USE
})
@Convert(EpochMillis.Form.class)
public @interface EpochMillis {
    /** The converter, to register for all instants of a {@link Mapping}. */
    final class Form implements Converter<Instant, Long> {
        /** The converter. */
        public Form() {}

        @Override
        public Long toStored(Instant value) {
            return value.toEpochMilli();
        }

        @Override
        public Instant fromStored(Long stored) {
            return Instant.ofEpochMilli(stored);
        }
    }
}
