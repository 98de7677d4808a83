package dev.stator.error;

/** The service failed inside or is unavailable, still so after the last attempt. A write may have applied. */
public class UnavailableException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public UnavailableException(ServiceFailure failure) {
        super(failure);
    }
}
