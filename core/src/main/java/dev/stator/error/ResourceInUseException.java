package dev.stator.error;

/** The table or index exists already, or is being changed, so this cannot be done now. */
public class ResourceInUseException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public ResourceInUseException(ServiceFailure failure) {
        super(failure);
    }
}
