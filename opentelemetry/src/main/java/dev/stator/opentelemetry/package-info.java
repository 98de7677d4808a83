/**
 * Traces and metrics of a client in OpenTelemetry: {@link dev.stator.opentelemetry.OpenTelemetryListener}, given to {@code
 * Stator.builder().listener(…)}.
 *
 * <p>May import {@code dev.stator.listener} and what its events hold.
 */
package dev.stator.opentelemetry;
