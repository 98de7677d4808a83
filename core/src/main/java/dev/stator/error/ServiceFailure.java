package dev.stator.error;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a call that the service answered with an error.
 *
 * @param action the action, such as {@code PutItem}
 * @param table the table, if the call was about one
 * @param status the HTTP status of the last attempt
 * @param code the service's error code without its namespace, such as {@code ValidationException}; empty if it sent none
 * @param message the service's own message; empty if it sent none
 * @param requestId the service's id of the request, to quote in a support case
 * @param body the body of the reply as text, so that nothing of an unknown error is lost
 * @param attempts how often the call was sent
 * @param mayHaveApplied whether a write may have taken effect all the same
 */
public record ServiceFailure(
        String action,
        Optional<String> table,
        int status,
        String code,
        String message,
        Optional<String> requestId,
        String body,
        int attempts,
        boolean mayHaveApplied)
        implements Serializable {

    /** The same, with words of ours behind the service's message. */
    public ServiceFailure explained(String words) {
        return new ServiceFailure(
                action, table, status, code, message + " (" + words + ")", requestId, body, attempts, mayHaveApplied);
    }

    /** The error in a line: action, table, code, the service's message, attempts and request id. */
    String describe() {
        return action
                + table.map(name -> " on table " + name).orElse("")
                + " failed with "
                + codeOrStatus()
                + (message.isEmpty() ? "" : ": " + message)
                + (attempts > 1 ? " (after " + attempts + " attempts)" : "")
                + requestId.map(id -> " [request " + id + "]").orElse("");
    }

    /** What to know of a write before it is repeated. */
    String outcome() {
        return mayHaveApplied ? ". The write may have been done: read before you repeat it" : "";
    }

    String codeOrStatus() {
        return code.isEmpty() ? "HTTP " + status : code;
    }

    /** {@link Optional} cannot be serialized; and the body, which may hold items, stays here. */
    private Object writeReplace() {
        return new Stored(
                action, table.orElse(null), status, code, message, requestId.orElse(null), attempts, mayHaveApplied);
    }

    private record Stored(
            String action,
            @Nullable String table,
            int status,
            String code,
            String message,
            @Nullable String requestId,
            int attempts,
            boolean mayHaveApplied)
            implements Serializable {
        private Object readResolve() {
            return new ServiceFailure(
                    action,
                    Optional.ofNullable(table),
                    status,
                    code,
                    message,
                    Optional.ofNullable(requestId),
                    "",
                    attempts,
                    mayHaveApplied);
        }
    }

    /** The same line; the body may hold items. */
    @Override
    public String toString() {
        return describe();
    }
}
