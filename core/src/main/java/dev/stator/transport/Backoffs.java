package dev.stator.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The backoffs that {@link Backoff} makes. */
final class Backoffs {
    private Backoffs() {}

    static Duration checked(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A backoff cannot wait for " + delay + ", a negative time");
        }
        return delay;
    }

    /** As a number that can be reckoned with, however long it is. */
    private static double nanos(Duration time) {
        return time.getSeconds() * 1e9 + time.getNano();
    }

    record Fixed(Duration delay) implements Backoff {
        Fixed {
            checked(delay);
        }

        @Override
        public Optional<Duration> before(int retry, Duration previous, RandomGenerator random) {
            return Optional.of(delay);
        }

        @Override
        public String toString() {
            return delay.isZero() ? "none" : "fixed " + delay;
        }
    }

    record Exponential(Duration base, Duration cap) implements Backoff {
        Exponential {
            checked(base);
            checked(cap);
        }

        @Override
        public Optional<Duration> before(int retry, Duration previous, RandomGenerator random) {
            double limit = Math.min(nanos(cap), nanos(base) * Math.pow(2, retry - 1));
            return Optional.of(Duration.ofNanos((long) (random.nextDouble() * limit)));
        }

        @Override
        public String toString() {
            return "exponential from " + base + " up to " + cap;
        }
    }

    record Decorrelated(Duration base, Duration cap) implements Backoff {
        Decorrelated {
            checked(cap);
            if (checked(base).compareTo(cap) > 0) {
                throw new IllegalArgumentException("A decorrelated backoff from " + base + " cannot go up to " + cap);
            }
        }

        @Override
        public Optional<Duration> before(int retry, Duration previous, RandomGenerator random) {
            double from = nanos(base);
            double to = 3 * Math.max(from, nanos(previous));
            return Optional.of(Duration.ofNanos((long) Math.min(nanos(cap), from + random.nextDouble() * (to - from))));
        }

        @Override
        public String toString() {
            return "decorrelated from " + base + " up to " + cap;
        }
    }

    record Sequence(List<Duration> delays) implements Backoff {
        Sequence {
            delays.forEach(Backoffs::checked);
        }

        @Override
        public Optional<Duration> before(int retry, Duration previous, RandomGenerator random) {
            return retry > delays.size() ? Optional.empty() : Optional.of(delays.get(retry - 1));
        }

        @Override
        public String toString() {
            return "sequence " + delays;
        }
    }
}
