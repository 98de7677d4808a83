package dev.stator.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How often which faults happen, by chance but the same on every run with the same seed.
 *
 * <pre>{@code
 * FaultPlan.of(42).with(Fault.THROTTLE, 0.1).with(Fault.LOST_REPLY, 0.05)
 * }</pre>
 *
 * <p>To each request at most one fault happens: a failure or, if none does, a stale read. The n-th request meets the n-th throw of the dice, so a run is the same again as long as its
 * requests come in the same order.
 *
 * @param seed where chance begins
 * @param rates the share of requests to which a fault happens, from 0 to 1, where it can happen to them at all
 * @param slowest how late a {@link Fault#SLOW_REPLY} comes at most
 * @param lag how far a {@link Fault#STALE_READ} and a {@link Fault#STALE_INDEX} are behind
 */
public record FaultPlan(long seed, Map<Fault, Double> rates, Duration slowest, Lag lag) {
    /**
     * Checks the rates.
     *
     * @throws IllegalArgumentException if one of them is no share, or those of failures are more than 1 together, or replies cannot be slow
     */
    public FaultPlan {
        EnumMap<Fault, Double> copy = new EnumMap<>(Fault.class);
        copy.putAll(rates);
        double sum = 0;
        for (Map.Entry<Fault, Double> rate : copy.entrySet()) {
            double share = rate.getValue();
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        rate.getKey() + " happens to a share of requests from 0 to 1, not to " + share);
            }
            sum += rate.getKey().isFailure() ? share : 0;
        }
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException("One failure at most happens to a request, and the rates are " + sum
                    + " together; they must not be more than 1: " + copy);
        }
        if (slowest.isZero() || slowest.isNegative()) {
            throw new IllegalArgumentException("A slow reply comes later by a positive time, not by " + slowest);
        }
        rates = Collections.unmodifiableMap(copy);
    }

    /** A plan without faults. */
    public static FaultPlan of(long seed) {
        return new FaultPlan(seed, Map.of(), Duration.ofSeconds(1), Lag.of(Duration.ofSeconds(1)));
    }

    /** This plan, in which a fault happens to such a share of requests. */
    public FaultPlan with(Fault fault, double rate) {
        EnumMap<Fault, Double> changed = new EnumMap<>(Fault.class);
        changed.putAll(rates);
        changed.put(fault, rate);
        return new FaultPlan(seed, changed, slowest, lag);
    }

    /**
     * This plan, in which some failure happens to such a share of requests, each as often as the others. Stale reads are none: see {@link
     * Fault#isFailure}.
     */
    public FaultPlan withAll(double rate) {
        List<Fault> failures =
                Arrays.stream(Fault.values()).filter(Fault::isFailure).toList();
        EnumMap<Fault, Double> all = new EnumMap<>(Fault.class);
        failures.forEach(fault -> all.put(fault, rate / failures.size()));
        return new FaultPlan(seed, all, slowest, lag);
    }

    /** Whether reads can be stale by chance. */
    boolean hasStaleReads() {
        return rates.entrySet().stream().anyMatch(rate -> !rate.getKey().isFailure() && rate.getValue() > 0);
    }

    /** This plan from another seed. */
    public FaultPlan withSeed(long other) {
        return new FaultPlan(other, rates, slowest, lag);
    }

    /** This plan with slow replies that come so late at most; 1 s unless told. */
    public FaultPlan withSlowest(Duration most) {
        return new FaultPlan(seed, rates, most, lag);
    }

    /** This plan with stale reads that are so far behind; 1 s unless told. */
    public FaultPlan withLag(Lag behind) {
        return new FaultPlan(seed, rates, slowest, behind);
    }
}
