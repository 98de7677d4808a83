package dev.stator.internal.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a client sends while the service throttles it, learnt from its answers and shared by all calls: the rule of the
 * AWS SDKs' adaptive mode. Until the first throttling it only measures. From then on requests take tokens from a bucket.
 * Throttling sets its rate back to 70 % of what was sent; success lets it grow again along a cubic curve, at first fast,
 * then carefully near the rate that was too much, then fast again to find out whether more has become possible.
 */
public final class SendRate {
    private static final double SECOND = 1e9;
    private static final double SLOWEST = 0.5;
    private static final double SETBACK = 0.7;
    private static final double CURVE = 0.4;
    /** How much of the measured rate is that of the last half second. */
    private static final double SMOOTHING = 0.8;

    private boolean throttled;
    private double rate;
    private double tokens;
    private long filled;

    private double measured;
    private long halfSecond = Long.MIN_VALUE;
    private int answers;

    private double tooMuch;
    private long throttledAt;

    /**
     * Takes the token of one request and says how long to wait before it is sent; later ones wait behind it.
     *
     * @param now the time as of {@link System#nanoTime}
     * @param most how long the request can wait at most
     * @return empty, and nothing is taken, if it would have to wait longer
     */
    synchronized Optional<Duration> take(long now, Duration most) {
        if (!throttled) {
            return Optional.of(Duration.ZERO);
        }
        fill(now);
        Duration wait = tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) ((1 - tokens) / rate * SECOND));
        if (wait.compareTo(most) >= 0) {
            return Optional.empty();
        }
        tokens -= 1;
        return Optional.of(wait);
    }

    /** Learns from an answer of the service. */
    synchronized void answered(long now, boolean refused) {
        measure(now);
        double next;
        if (refused) {
            tooMuch = throttled ? Math.min(measured, rate) : measured;
            throttledAt = now;
            next = tooMuch * SETBACK;
        } else if (throttled) {
            double untilTooMuch = Math.cbrt(tooMuch * (1 - SETBACK) / CURVE);
            double past = (now - throttledAt) / SECOND - untilTooMuch;
            next = CURVE * past * past * past + tooMuch;
        } else {
            return;
        }
        fill(now);
        throttled = true;
        rate = Math.max(SLOWEST, Math.min(next, 2 * measured));
        tokens = Math.min(tokens, Math.max(1, rate));
    }

    private void fill(long now) {
        tokens = throttled ? Math.min(Math.max(1, rate), tokens + (now - filled) / SECOND * rate) : 0;
        filled = now;
    }

    private void measure(long now) {
        long current = Math.floorDiv(now, 500_000_000L);
        answers++;
        if (halfSecond == Long.MIN_VALUE) {
            halfSecond = current;
        } else if (current > halfSecond) {
            double latest = answers * 2.0 / (current - halfSecond);
            measured = latest * SMOOTHING + measured * (1 - SMOOTHING);
            answers = 0;
            halfSecond = current;
        }
    }
}
