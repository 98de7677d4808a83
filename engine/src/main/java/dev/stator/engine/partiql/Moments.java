package dev.stator.engine.partiql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in literals of dates and times, none of which the service takes: an unsound one is no statement at all. */
final class Moments {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("(\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)([+-]\\d{2}:\\d{2})?");

    private Moments() {}

    /** Whether a number of digits behind the second can be asked for. */
    static boolean isPrecision(String number) {
        return number.length() == 1;
    }

    static boolean isDate(String text) {
        return DATE.matcher(text).matches() && parses(() -> LocalDate.parse(text));
    }

    static boolean isTime(String text) {
        Matcher parts = TIME.matcher(text);
        return parts.matches()
                && parses(() -> LocalTime.parse(parts.group(1)))
                && (parts.group(2) == null || parses(() -> ZoneOffset.of(parts.group(2))));
    }

    private static boolean parses(Supplier<Object> parse) {
        try {
            return parse.get() instanceof TemporalAccessor;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
