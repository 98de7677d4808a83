package dev.stator.engine.action.stream;

import dev.stator.engine.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a shard, as clients carry it about.
 *
 * @param arn the stream
 * @param shard the shard
 * @param next the number of the record that comes next
 * @param issuedMillis when it was given away
 */
record ShardIterator(String arn, String shard, long next, long issuedMillis) {
    /** How long it can be used. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    /** The greatest place that one can have, which no stream gets to. */
    static final long LAST_PLACE = 999_999_999_999_999_999L;

    private static final Pattern FORM = Pattern.compile("([^|]+)\\|1\\|([A-Za-z0-9+/=]+)");
    private static final Pattern PLACE = Pattern.compile("([^|]+)\\|(\\d{1,18})\\|(-?\\d{1,18})");

    /**
     * Reads one.
     *
     * @throws Fault a ValidationException if it is none
     */
    static ShardIterator parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            try {
                Matcher place =
                        PLACE.matcher(new String(Base64.getDecoder().decode(form.group(2)), StandardCharsets.UTF_8));
                if (place.matches()) {
                    return new ShardIterator(
                            form.group(1),
                            place.group(1),
                            Long.parseLong(place.group(2)),
                            Long.parseLong(place.group(3)));
                }
            } catch (IllegalArgumentException e) {
                throw invalid();
            }
        }
        throw invalid();
    }

    private static Fault invalid() {
        return Fault.validation("Invalid ShardIterator");
    }

    /**
     * Refuses one that is too old.
     *
     * @throws Fault an ExpiredIteratorException
     */
    void checkAge(long nowMillis) {
        if (nowMillis - issuedMillis > LIFE.toMillis()) {
            throw Fault.of("ExpiredIteratorException", "The provided iterator exceeds the maximum age allowed.");
        }
    }

    /** Text that {@link #parse} reads. */
    String text() {
        String place = shard + "|" + next + "|" + issuedMillis;
        return arn + "|1|" + Base64.getEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }
}
