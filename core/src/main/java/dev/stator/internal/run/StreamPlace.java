package dev.stator.internal.run;

import dev.stator.internal.protocol.GetShardIteratorOperation.From;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a shard has been read, as checkpoints remember it: the number of the last record, or a word of our own.
 *
 * @param text what is remembered
 */
record StreamPlace(String text) {
    /** Behind the last record of a closed shard. */
    static final StreamPlace END = new StreamPlace("END");

    private static final String SINCE = "SINCE ";
    private static final String BEFORE = "BEFORE ";

    /** In a shard of which only what is changed from a time on is read, and nothing has been yet. */
    static StreamPlace since(Instant time) {
        return new StreamPlace(SINCE + time);
    }

    /** In a shard that had no record yet when it was read: before the one with the number with which it begins. */
    static StreamPlace before(String number) {
        return new StreamPlace(BEFORE + number);
    }

    /** Behind a record. */
    static StreamPlace behind(String number) {
        return new StreamPlace(number);
    }

    boolean isEnd() {
        return equals(END);
    }

    /** Whether nothing has been read, of a shard of which all is wanted. */
    boolean isBeginning() {
        return text.startsWith(BEFORE);
    }

    /** From when on what is changed is wanted, if nothing has been read and not all is. */
    Optional<Instant> since() {
        return text.startsWith(SINCE) ? Optional.of(Instant.parse(text.substring(SINCE.length()))) : Optional.empty();
    }

    /**
     * Where to read on.
     *
     * @param head where the shard begins
     */
    From from(From head) {
        if (text.startsWith(SINCE)) {
            return head;
        }
        return isBeginning() ? From.at(text.substring(BEFORE.length())) : From.after(text);
    }
}
