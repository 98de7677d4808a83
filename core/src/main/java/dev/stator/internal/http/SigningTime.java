package dev.stator.internal.http;

import java.time.LocalDate;

/**
 * A second in the two forms in which a signature names it. Made by hand, because a date formatter would cost more than
 * the rest of a signature and tens of milliseconds in a cold start.
 *
 * @param epochSecond the second
 * @param date its day in UTC, such as {@code 20150830}
 * @param timestamp the second itself, such as {@code 20150830T123600Z}
 */
record SigningTime(long epochSecond, String date, String timestamp) {
    private static final int SECONDS_PER_DAY = 86_400;

    static SigningTime of(long epochSecond) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, SECONDS_PER_DAY));
        int second = Math.floorMod(epochSecond, SECONDS_PER_DAY);
        StringBuilder text = new StringBuilder(16);
        digits(text, day.getYear() / 100);
        digits(text, day.getYear() % 100);
        digits(text, day.getMonthValue());
        digits(text, day.getDayOfMonth());
        String date = text.toString();
        text.append('T');
        digits(text, second / 3600);
        digits(text, second / 60 % 60);
        digits(text, second % 60);
        return new SigningTime(epochSecond, date, text.append('Z').toString());
    }

    private static void digits(StringBuilder text, int twoDigits) {
        text.append((char) ('0' + twoDigits / 10)).append((char) ('0' + twoDigits % 10));
    }
}
