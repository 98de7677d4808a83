package dev.stator.error;

/** Another transaction holds the item. The same request can succeed a moment later. */
public class TransactionConflictException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public TransactionConflictException(ServiceFailure failure) {
        super(failure);
    }

    /** Always {@code true}. */
    @Override
    public boolean isConflict() {
        return true;
    }
}
