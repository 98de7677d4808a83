package dev.stator.error;

import java.util.Optional;

/**
 * Which call failed, and how far it had come.
 *
 * @param action the action, such as {@code PutItem}
 * @param table the table, if the call was about a single one
 * @param attempts how often it was sent; 0 if it never was
 * @param requestId the service's id of the last attempt, to quote in a support case; empty if no reply came
 */
public record FailedCall(String action, Optional<String> table, int attempts, Optional<String> requestId) {}
