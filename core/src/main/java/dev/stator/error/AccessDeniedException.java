package dev.stator.error;

/** The credentials are unknown, expired or badly signed, or may not do this. */
public class AccessDeniedException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public AccessDeniedException(ServiceFailure failure) {
        super(failure);
    }
}
