package dev.stator.codec;

import dev.stator.value.Binary;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The classes of the JDK and of Stator that have a codec of their own: the one place to add another. */
final class StandardCodecs {
    private static final NumberCodec<Integer> INT =
            new NumberCodec<>(Integer.class, (value, out) -> out.number(value.longValue()), text ->
                    (int) Numbers.parseLong(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    private static final NumberCodec<Long> LONG =
            new NumberCodec<>(Long.class, (value, out) -> out.number(value.longValue()), Numbers::parseLong);
    private static final NumberCodec<Double> DOUBLE = new NumberCodec<>(
            Double.class, (value, out) -> Numbers.write(value.doubleValue(), out), Numbers::parseDouble);

    static final Map<Class<?>, Codec<?>> BY_CLASS = byClass();

    private StandardCodecs() {}

    /** The codec of a class or primitive type; empty if it has none of its own. */
    static Optional<Codec<?>> of(Class<?> type) {
        return Optional.ofNullable(BY_CLASS.get(type));
    }

    private static Map<Class<?>, Codec<?>> byClass() {
        Map<Class<?>, Codec<?>> codecs = new HashMap<>();
        for (Codec<?> codec : List.of(
                BooleanCodec.INSTANCE,
                ValueCodec.INSTANCE,
                ItemCodec.INSTANCE,
                new NumberCodec<>(Byte.class, (value, out) -> out.number(value.longValue()), text ->
                        (byte) Numbers.parseLong(text, Byte.MIN_VALUE, Byte.MAX_VALUE)),
                new NumberCodec<>(Short.class, (value, out) -> out.number(value.longValue()), text ->
                        (short) Numbers.parseLong(text, Short.MIN_VALUE, Short.MAX_VALUE)),
                INT,
                OptionalCodec.ofInt(INT),
                LONG,
                OptionalCodec.ofLong(LONG),
                new NumberCodec<>(
                        Float.class, (value, out) -> Numbers.write(value.floatValue(), out), Numbers::parseFloat),
                DOUBLE,
                OptionalCodec.ofDouble(DOUBLE),
                new NumberCodec<>(BigDecimal.class, (value, out) -> out.number(value), BigDecimal::new),
                new NumberCodec<>(
                        BigInteger.class, (value, out) -> out.number(new BigDecimal(value)), Numbers::parseBigInteger),
                new NumberCodec<>(
                        AtomicInteger.class,
                        (value, out) -> out.number(value.get()),
                        text -> new AtomicInteger((int) Numbers.parseLong(text, Integer.MIN_VALUE, Integer.MAX_VALUE))),
                new NumberCodec<>(
                        AtomicLong.class,
                        (value, out) -> out.number(value.get()),
                        text -> new AtomicLong(Numbers.parseLong(text))),
                new NumberCodec<>(
                        Year.class,
                        (value, out) -> out.number(value.getValue()),
                        text -> Year.of((int) Numbers.parseLong(text, Year.MIN_VALUE, Year.MAX_VALUE))),
                new BinaryCodec<>(Binary.class, value -> value, value -> value),
                new BinaryCodec<>(byte[].class, Binary::of, Binary::toByteArray),
                new BinaryCodec<>(ByteBuffer.class, Binary::of, Binary::asByteBuffer),
                new TextCodec<>(String.class, value -> value, value -> value),
                new TextCodec<>(Character.class, String::valueOf, StandardCodecs::character),
                new TextCodec<>(
                        UUID.class, UUID::toString, UUID::fromString, Sorting.STEADY, false, StandardCodecs::isOwnUuid),
                new TextCodec<>(URI.class, URI::toString, URI::create),
                TextCodec.lenient(Locale.class, StandardCodecs::tag, Locale::forLanguageTag, Sorting.STEADY),
                new TextCodec<>(Currency.class, Currency::getCurrencyCode, Currency::getInstance),
                new TextCodec<>(
                        Instant.class,
                        InstantText::format,
                        InstantText::parse,
                        Sorting.STEADY,
                        false,
                        InstantText::isOwn),
                sortable(LocalDate.class, LocalDate::parse, Sorting.STEADY),
                sortable(LocalDateTime.class, LocalDateTime::parse, Sorting.GROWING),
                sortable(YearMonth.class, YearMonth::parse, Sorting.STEADY),
                TextCodec.lenient(LocalTime.class, LocalTime::toString, LocalTime::parse, Sorting.GROWING),
                TextCodec.lenient(MonthDay.class, MonthDay::toString, MonthDay::parse, Sorting.STEADY),
                TextCodec.lenient(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse, Sorting.NONE),
                TextCodec.lenient(ZonedDateTime.class, ZonedDateTime::toString, ZonedDateTime::parse, Sorting.NONE),
                TextCodec.lenient(Duration.class, Duration::toString, Duration::parse, Sorting.NONE),
                TextCodec.lenient(Period.class, Period::toString, Period::parse, Sorting.NONE),
                TextCodec.lenient(ZoneId.class, ZoneId::getId, ZoneId::of, Sorting.STEADY),
                TextCodec.lenient(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of, Sorting.NONE))) {
            codecs.put(codec.javaClass(), codec);
            codecs.put(MethodType.methodType(codec.javaClass()).unwrap().returnType(), codec);
        }
        return Map.copyOf(codecs);
    }

    /** Dates as ISO text; it sorts as long as the year has four digits and no sign. */
    private static <T extends TemporalAccessor> TextCodec<T> sortable(
            Class<T> type, Function<String, T> parse, Sorting sorting) {
        return TextCodec.lenient(
                type,
                value -> {
                    if (value.get(ChronoField.YEAR) < 0 || value.get(ChronoField.YEAR) > 9999) {
                        throw new IllegalArgumentException("a " + type.getSimpleName()
                                + " is stored with a year from 0000 to 9999, so that it sorts");
                    }
                    return value.toString();
                },
                parse,
                sorting);
    }

    /** Whether a text that can be read as a UUID is written so: of 36 characters, in small letters. */
    private static boolean isOwnUuid(String text) {
        boolean own = text.length() == 36
                && text.charAt(8) == '-'
                && text.charAt(13) == '-'
                && text.charAt(18) == '-'
                && text.charAt(23) == '-';
        for (int i = 0; own && i < 36; i++) {
            own = text.charAt(i) < 'A' || text.charAt(i) > 'F';
        }
        return own;
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    private static String tag(Locale locale) {
        String tag = locale.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(locale)) {
            throw new IllegalArgumentException("a Locale that no language tag describes cannot be stored");
        }
        return tag;
    }
}
