package dev.stator.engine;

import java.util.concurrent.CountDownLatch;

/** Latches in work that may not throw what waiting for them does. */
public final class Latches {
    private Latches() {}

    /** Waits for a latch. */
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
