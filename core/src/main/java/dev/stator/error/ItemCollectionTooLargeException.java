package dev.stator.error;

/** The items under one partition key of a table with local secondary indexes would pass 10 GB. */
public class ItemCollectionTooLargeException extends ServiceException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure. */
    public ItemCollectionTooLargeException(ServiceFailure failure) {
        super(failure);
    }
}
