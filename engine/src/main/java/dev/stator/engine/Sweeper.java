package dev.stator.engine;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the databases of an engine remove what is old, again and again, in a thread that begins with the first table for which it matters. An
 * engine that nobody closes and nobody uses any more takes its thread with it.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final WeakReference<Databases> databases;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();

    Sweeper(Databases databases, Duration interval) {
        this.databases = new WeakReference<>(databases);
        this.interval = interval;
    }

    /** Begins, unless it has begun, or shall never. */
    void start() {
        if (!started.get() && !interval.isZero() && started.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "stator-expiry");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            boolean isThere = true;
            while (isThere && !closed.await(TimeUnit.NANOSECONDS.convert(interval), TimeUnit.NANOSECONDS)) {
                isThere = sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there are databases to go on with. */
    private boolean sweep() {
        Databases present = databases.get();
        if (present == null) {
            return false;
        }
        try {
            present.expire();
        } catch (RuntimeException e) {
            if (closed.getCount() > 0) {
                LOG.warn("Expired items could not be removed; they are looked for again in {}", interval, e);
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
