package dev.stator.transport;

/** Why something is sent again; each cause can have a {@link Backoff} of its own. */
public enum RetryCause {
    /** No sound reply came: the connection failed, or was lost, or the time of the attempt was over. */
    CONNECTION,
    /** The service failed inside: HTTP 500, 502, 503 or 504. */
    SERVICE,
    /** The service asked to slow down, or another step of the same transaction was still under way. */
    THROTTLING,
    /** The service left a part of a batch undone. */
    UNPROCESSED,
    /** A transaction was cancelled because others wrote the same items at that moment; no wait is longer than the fourth. */
    CONFLICT
}
