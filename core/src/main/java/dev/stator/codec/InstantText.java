package dev.stator.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Instants as texts of one width, such as {@code 2020-01-31T23:59:59.000000000Z}, so that they sort as the service sorts
 * strings: byte by byte. Years 0000 to 9999 only, because a sign or a fifth digit would break the order. Reading is
 * lenient.
 */
final class InstantText {
    private static final int WIDTH = 30;

    /**
     * An ISO date with hyphens, with or without a time with colons, which may lack seconds and has a dot before a fraction, and
     * with or without an offset of any form.
     */
    private static final DateTimeFormatter ANY = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private InstantText() {}

    static String format(Instant instant) {
        return format(instant, 9, "Z");
    }

    /**
     * The text with a number of digits of fraction, beyond which it is cut off, and a mark of the zone.
     *
     * @throws IllegalArgumentException if the year is not one of four digits
     */
    static String format(Instant instant, int digits, String zone) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new IllegalArgumentException("an Instant is stored with a year from 0000 to 9999, so that it sorts");
        }
        byte[] text = new byte[20 + digits + zone.length()];
        put(text, 0, 4, time.getYear());
        text[4] = '-';
        put(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        put(text, 11, 2, time.getHour());
        text[13] = ':';
        put(text, 14, 2, time.getMinute());
        text[16] = ':';
        put(text, 17, 2, time.getSecond());
        text[19] = '.';
        int fraction = time.getNano();
        for (int digit = digits; digit < 9; digit++) {
            fraction /= 10;
        }
        put(text, 20, digits, fraction);
        for (int at = 0; at < zone.length(); at++) {
            text[20 + digits + at] = (byte) zone.charAt(at);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Reads the form above, and the others that {@link #ANY} takes, as other programs write; without an offset it is UTC. */
    static Instant parse(String text) {
        if (!isOwn(text)) {
            return any(text);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 29))
                .toInstant(ZoneOffset.UTC);
    }

    /** Whether a text is of the form above, where it can be read at all. */
    static boolean isOwn(String text) {
        return text.length() == WIDTH
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(19) == '.'
                && text.charAt(29) == 'Z';
    }

    private static Instant any(String text) {
        TemporalAccessor time = ANY.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        LocalDateTime utc = time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
        return utc.toInstant(ZoneOffset.UTC);
    }

    private static void put(byte[] text, int from, int width, int value) {
        int rest = value;
        for (int at = from + width - 1; at >= from; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("not a digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
