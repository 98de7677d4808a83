package dev.stator.error;

/** The service refused the request as malformed or against its rules. Repeating it unchanged cannot help. */
public class InvalidRequestException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public InvalidRequestException(ServiceFailure failure) {
        super(failure);
    }
}
