package dev.stator.error;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which call failed, and how far it had come.
 *
 * @param action the action, such as {@code PutItem}
 * @param table the table, if the call was about a single one
 * @param attempts how often it was sent; 0 if it never was
 * @param requestId the service's id of the last attempt, to quote in a support case; empty if no reply came
 */
public record FailedCall(String action, Optional<String> table, int attempts, Optional<String> requestId)
        implements Serializable {
    /** {@link Optional} cannot be serialized. */
    private Object writeReplace() {
        return new Stored(action, table.orElse(null), attempts, requestId.orElse(null));
    }

    private record Stored(
            String action,
            @Nullable String table,
            int attempts,
            @Nullable String requestId) implements Serializable {
        private Object readResolve() {
            return new FailedCall(action, Optional.ofNullable(table), attempts, Optional.ofNullable(requestId));
        }
    }
}
