package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Write;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The client request tokens of the last ten minutes, kept in the same changes as what the transactions wrote.
 *
 * <p>A token is stored with the time at which it stops to count and the fingerprint of its request; a second map has the
 * tokens by that time, so that old ones are found without looking at all.
 */
public final class Tokens {
    static final String MAP = "tokens";

    /** The same tokens by the time at which they stop to count. */
    static final String ENDS = "token-ends";

    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** How many old tokens one transaction clears away, so that none has to wait for the work of many. */
    private static final int CLEARED_AT_ONCE = 4;

    private final Write write;
    private final long now;

    /** The tokens as of a change. */
    public Tokens(Write write, Clock clock) {
        this.write = write;
        this.now = clock.millis();
    }

    /**
     * Whether a request of this action with this token was done in the last ten minutes; if not, it counts as done from now on.
     *
     * @throws Fault an IdempotentParameterMismatchException if another request was done with it
     */
    public boolean seen(String action, String token, byte[] fingerprint) {
        clearOld();
        byte[] key = (action + "\0" + token).getBytes(StandardCharsets.UTF_8);
        byte[] stored = write.get(MAP, key);
        if (stored != null && end(stored) > now) {
            if (!Arrays.equals(stored, Long.BYTES, stored.length, fingerprint, 0, fingerprint.length)) {
                throw Fault.of(
                        "IdempotentParameterMismatchException",
                        "Specified idempotent token was used with different request parameters within the idempotency"
                                + " window");
            }
            return true;
        }
        long end = now + WINDOW.toMillis();
        if (stored != null) {
            write.remove(ENDS, endKey(end(stored), key));
        }
        write.put(
                MAP,
                key,
                ByteBuffer.allocate(Long.BYTES + fingerprint.length)
                        .putLong(end)
                        .put(fingerprint)
                        .array());
        write.put(ENDS, endKey(end, key), new byte[0]);
        return false;
    }

    private void clearOld() {
        List<byte[]> old = new ArrayList<>();
        Range past = Range.all().endingBefore(endKey(now, new byte[0]));
        try (Cursor cursor = write.scan(ENDS, past, true)) {
            while (old.size() < CLEARED_AT_ONCE && cursor.next()) {
                old.add(cursor.key());
            }
        }
        for (byte[] end : old) {
            write.remove(ENDS, end);
            write.remove(MAP, Arrays.copyOfRange(end, Long.BYTES, end.length));
        }
    }

    static long end(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }

    private static byte[] endKey(long end, byte[] token) {
        return ByteBuffer.allocate(Long.BYTES + token.length)
                .putLong(end)
                .put(token)
                .array();
    }
}
