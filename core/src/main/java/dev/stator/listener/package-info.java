/**
 * Hooks: a {@link dev.stator.listener.CallListener} given to {@code Stator.builder()} is told when each call begins, and its
 * {@link dev.stator.listener.CallObserver} of all that happens in that call: requests, attempts, failures and ends, with
 * action, table, attempt, capacity, duration and request id. What listeners throw is logged and ignored. {@link
 * dev.stator.listener.HealthMonitor} is one that counts failures.
 *
 * <p>May import {@code dev.stator.value} and {@code dev.stator.error}.
 */
package dev.stator.listener;
