package dev.stator.engine.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * What a client sends, for which its thread waits awake for a moment before it sleeps.
 *
 * <p>To put a thread to sleep and to wake it takes longer than to read an item, for both sides, and what runs after a sleep runs
 * with cold caches. A client that asks again at once is answered in less time, and for no more of both processes' time, by a
 * thread that has not slept. A client that takes longer is waited for in vain; the more often that happens, the more rarely it
 * is tried: where it never helps, once for a thousand reads. Where several clients ask at a time, their threads have enough
 * to do, so that only the thread that was the last one to read waits awake, until another one reads; and it lets all others
 * run that can.
 */
final class AwakeInput extends FilterInputStream {
    private static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int LONGEST_REST = 1023;

    private final InputStream beneath;
    private final AtomicReference<Object> last;
    private final LongSupplier nanoTime;

    /** For how many reads it is not tried after it was last tried, and how many of them are left. */
    private int rest;

    private int left;

    /**
     * The bytes of one connection.
     *
     * @param in what is read
     * @param beneath what it comes from, if it is encrypted; otherwise the same
     * @param last who was the last one to read, of all connections of a front
     * @param nanoTime {@link System#nanoTime}
     */
    AwakeInput(InputStream in, InputStream beneath, AtomicReference<Object> last, LongSupplier nanoTime) {
        super(in);
        this.beneath = beneath;
        this.last = last;
        this.nanoTime = nanoTime;
    }

    @Override
    public int read() throws IOException {
        await();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        await();
        return super.read(buffer, offset, length);
    }

    private void await() throws IOException {
        if (last.get() != this) {
            last.set(this);
        } else if (left > 0) {
            left--;
        } else {
            rest = comeSoon() ? rest / 2 : Math.min(2 * rest + 1, LONGEST_REST);
            left = rest;
        }
    }

    /** Waits until there are bytes, or for the longest time, or until another connection is read. */
    @SuppressWarnings("ThreadPriorityCheck") // Only what it costs others depends on the scheduler, not what it gives.
    private boolean comeSoon() throws IOException {
        long began = nanoTime.getAsLong();
        while (in.available() == 0 && beneath.available() == 0) {
            if (nanoTime.getAsLong() - began >= MOST_NANOS || last.get() != this) {
                return false;
            }
            Thread.yield();
        }
        // Others may have run for much longer than that.
        return nanoTime.getAsLong() - began < MOST_NANOS;
    }
}
