package dev.stator.error;

import org.jspecify.annotations.Nullable;

/** No sound reply came: the service could not be reached, the connection was lost, or the reply was damaged. */
public class TransportException extends StatorException {
    private static final long serialVersionUID = 1;

    /** The closed family of transport failures. */
    public enum Kind {
        /** The request surely never reached the service: no connection, or none free in the pool. */
        NOT_SENT,
        /** The request surely never reached the service, and none ever will: the client is closed. */
        CLOSED,
        /** The connection was lost after the request, or a part of it, had gone out. */
        CONNECTION_LOST,
        /** No whole reply came in time. */
        TIMED_OUT,
        /** A reply came, and its checksum or its form was wrong. */
        DAMAGED_REPLY
    }

    private final Kind kind;
    private final boolean mayHaveApplied;

    /** A failure of one attempt; all but {@link Kind#NOT_SENT} and {@link Kind#CLOSED} may have reached the service. */
    public TransportException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, kind != Kind.NOT_SENT && kind != Kind.CLOSED);
    }

    /** A failure of a whole call, for which the caller knows whether it may have applied. */
    public TransportException(Kind kind, String message, @Nullable Throwable cause, boolean mayHaveApplied) {
        super(message, cause);
        this.kind = kind;
        this.mayHaveApplied = mayHaveApplied;
    }

    /** {@code NotSent}, {@code Closed}, {@code ConnectionLost}, {@code TimedOut} or {@code DamagedReply}. */
    @Override
    public String code() {
        return switch (kind) {
            case NOT_SENT -> "NotSent";
            case CLOSED -> "Closed";
            case CONNECTION_LOST -> "ConnectionLost";
            case TIMED_OUT -> "TimedOut";
            case DAMAGED_REPLY -> "DamagedReply";
        };
    }

    /** What failed. */
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean mayHaveApplied() {
        return mayHaveApplied;
    }
}
