package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component that says when the item was first stored. The library fills it where the record has none: null, empty, 0, or the
 * epoch itself. A put keeps what the record has; an update or upsert keeps what the stored item has.
 *
 * <p>An {@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime}, {@code LocalDateTime} or {@code LocalDate} (all in
 * UTC) with any codec, a {@code String} (UTC, as an {@code Instant} is stored) or a {@code long} (milliseconds of the
 * epoch); or an {@code Optional} of one. The time is that of the client's clock when the call began, one for all items of
 * a batch or transaction.
 *
 * <p>It counts at the top of an item. Within one it is refused, unless it is in a class with a {@link PartitionKey}, which is an
 * item elsewhere: there it is a plain attribute.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Created {}
