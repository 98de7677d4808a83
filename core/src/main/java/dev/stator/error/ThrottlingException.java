package dev.stator.error;

/** The service asked to slow down, still so after the last attempt: a limit of the table, the account or the partition. */
public class ThrottlingException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public ThrottlingException(ServiceFailure failure) {
        super(failure);
    }
}
