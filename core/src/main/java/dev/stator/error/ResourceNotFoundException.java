package dev.stator.error;

/** There is no such table, index, backup or stream, or it is not active yet. */
public class ResourceNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public ResourceNotFoundException(ServiceFailure failure) {
        super(failure);
    }
}
