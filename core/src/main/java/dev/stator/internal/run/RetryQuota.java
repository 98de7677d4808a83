package dev.stator.internal.run;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bucket of tokens that all calls of a client share: each retry takes some, each success gives some back, and with an
 * empty bucket calls fail at once. So a service in trouble is not buried under the retries of its clients, while single
 * failures are retried as if there were no bucket. The numbers are those of the AWS SDKs.
 */
public final class RetryQuota {
    private static final int CAPACITY = 500;
    private static final int TRANSIENT_COST = 14;
    private static final int THROTTLING_COST = 5;
    private static final int SUCCESS_REFUND = 1;

    private final AtomicInteger tokens = new AtomicInteger(CAPACITY);

    /** Takes the tokens of one retry and gives their number, or 0 if there are too few. */
    int take(boolean throttled) {
        int cost = throttled ? THROTTLING_COST : TRANSIENT_COST;
        while (true) {
            int left = tokens.get();
            if (left < cost) {
                return 0;
            } else if (tokens.compareAndSet(left, left - cost)) {
                return cost;
            }
        }
    }

    /** After a success: gives back what its last retry took, or a little if it needed none. */
    void giveBack(int taken) {
        int refund = taken == 0 ? SUCCESS_REFUND : taken;
        // Read first: with the bucket full, which is nearly always, no call writes to this shared line.
        int left = tokens.get();
        while (left < CAPACITY && !tokens.compareAndSet(left, Math.min(CAPACITY, left + refund))) {
            left = tokens.get();
        }
    }
}
