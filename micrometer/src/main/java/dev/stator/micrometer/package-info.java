/**
 * Metrics of a client in Micrometer: {@link dev.stator.micrometer.MicrometerListener}, given to {@code
 * Stator.builder().listener(…)}.
 *
 * <p>May import {@code dev.stator.listener} and what its events hold.
 */
package dev.stator.micrometer;
