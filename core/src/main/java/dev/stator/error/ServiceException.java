package dev.stator.error;

import java.util.Map;

/**
 * The service answered with an error. Thrown itself for codes without a class of their own, which includes codes that
 * did not exist when this was written; {@link #failure} keeps everything that came.
 */
public class ServiceException extends StatorException {
    private static final long serialVersionUID = 1;

    private final ServiceFailure failure;

    /** An exception for this failure. */
    public ServiceException(ServiceFailure failure) {
        this(failure, failure.describe() + failure.outcome());
    }

    /** The same with a message that says more. */
    ServiceException(ServiceFailure failure, String message) {
        super(message, new FailedCall(failure.action(), failure.table(), failure.attempts(), failure.requestId()));
        this.failure = failure;
    }

    /** All that is known: code, message, HTTP status, request id, table, attempts. */
    public ServiceFailure failure() {
        return failure;
    }

    /** The service's error code, such as {@code ValidationException}; {@code HTTP} and the status if it sent none. */
    @Override
    public String code() {
        return failure.codeOrStatus();
    }

    /** The service's own message; empty if it sent none. */
    public String serviceMessage() {
        return failure.message();
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        map.put("status", failure.status());
    }

    @Override
    public boolean mayHaveApplied() {
        return failure.mayHaveApplied();
    }
}
