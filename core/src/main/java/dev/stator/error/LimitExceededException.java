package dev.stator.error;

/** A quota of the account is reached, such as the number of tables or of changes at once. */
public class LimitExceededException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public LimitExceededException(ServiceFailure failure) {
        super(failure);
    }
}
