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
import org.jspecify.annotations.Nullable;

/**
 * The client request tokens of the last ten minutes, kept in the same changes as what the transactions wrote.
 *
 * <p>A token is stored with the time at which it stops to count, the fingerprint of its request and the sizes of what the
 * transaction wrote; a second map has the tokens by that time, so that old ones are found without looking at all.
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
     * The sizes of what the request of this action with this token wrote, if it was done in the last ten minutes; otherwise {@code
     * null}.
     *
     * @throws Fault an IdempotentParameterMismatchException if another request was done with it
     */
    public @Nullable List<Integer> find(String action, String token, byte[] fingerprint) {
        byte[] stored = write.get(MAP, key(action, token));
        if (stored == null || end(stored) <= now) {
            return null;
        }
        int sizes = Long.BYTES + fingerprint.length;
        if (!Arrays.equals(stored, Long.BYTES, Math.min(sizes, stored.length), fingerprint, 0, fingerprint.length)) {
            throw Fault.of(
                    "IdempotentParameterMismatchException",
                    "Specified idempotent token was used with different request parameters within the idempotency"
                            + " window");
        }
        List<Integer> list = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(stored, sizes, stored.length - sizes);
        while (rest.hasRemaining()) {
            list.add(rest.getInt());
        }
        return list;
    }

    /** From now on the request counts as done. */
    public void add(String action, String token, byte[] fingerprint, List<Integer> sizes) {
        clearOld();
        byte[] key = key(action, token);
        byte[] stored = write.get(MAP, key);
        if (stored != null) {
            write.remove(ENDS, endKey(end(stored), key));
        }
        long end = now + WINDOW.toMillis();
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES + fingerprint.length + sizes.size() * Integer.BYTES)
                .putLong(end)
                .put(fingerprint);
        sizes.forEach(value::putInt);
        write.put(MAP, key, value.array());
        write.put(ENDS, endKey(end, key), new byte[0]);
    }

    private static byte[] key(String action, String token) {
        return (action + "\0" + token).getBytes(StandardCharsets.UTF_8);
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
