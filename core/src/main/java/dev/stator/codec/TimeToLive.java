package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Marks the attribute after whose time the service may remove the item: a number of whole seconds since 1970. A class has
 * one at most, at the top of an item, as a {@link Version}. The service removes late, within some days, so expired items may
 * still be read.
 *
 * <ul>
 *   <li>An {@code Instant} is the time itself, without fractions of a second; so is a {@code long}, in seconds
 *   <li>A {@code Duration} is what is left of it: counted from now when it is written, and up to now when it is read, so
 *       below zero for an item that is overdue. Now is by the clock of the client, or of the {@link Mapping}
 *   <li>Any class with a {@link Convert} of its own that stores a number
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Convert({EpochSeconds.Form.class, TimeToLive.Seconds.class, TimeToLive.Left.class})
public @interface TimeToLive {
    /** Seconds as they are. */
    final class Seconds implements Converter<Long, Long> {
        /** The converter. */
        public Seconds() {}

        @Override
        public Long toStored(Long value) {
            return value;
        }

        @Override
        public Long fromStored(Long stored) {
            return stored;
        }
    }

    /** The time that is left. */
    final class Left implements Converter<Duration, Long> {
        private final Clock clock;

        /** The converter, with what says the time. */
        public Left(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Long toStored(Duration value) {
            return clock.instant().plus(value).getEpochSecond();
        }

        @Override
        public Duration fromStored(Long stored) {
            return Duration.between(clock.instant(), Instant.ofEpochSecond(stored));
        }
    }
}
