package dev.stator.error;

/** A client token was used before, within ten minutes, for a transaction with other content. */
public class IdempotencyMismatchException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public IdempotencyMismatchException(ServiceFailure failure) {
        super(failure);
    }
}
