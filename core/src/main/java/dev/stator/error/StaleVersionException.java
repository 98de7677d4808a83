package dev.stator.error;

import dev.stator.value.Item;
import java.util.Optional;

/**
 * The item was written or removed by somebody else since the record was read from which this write was made: its version is
 * another. Nothing was changed. Read the item again, decide anew, and write that; {@link #existing} is the item as it is.
 * When this {@link #mayHaveApplied}, an attempt before got no reply, and the other version may be that which it wrote.
 */
public class StaleVersionException extends ConditionFailedException {
    private static final long serialVersionUID = 1;

    /** An exception for this failure, with the item in place, if there is one. */
    public StaleVersionException(ServiceFailure failure, Optional<Item> existing) {
        super(failure, existing, failure.describe() + advice(failure, existing));
    }

    private static String advice(ServiceFailure failure, Optional<Item> existing) {
        return failure.mayHaveApplied()
                ? ". The version is another than that of the record, but an attempt before this one got no reply and may"
                        + " itself have raised it. Compare existing() with what you wrote before you repeat the change"
                : ". The item was " + (existing.isPresent() ? "changed" : "removed")
                        + " since the record was read: its version is another. Read it again and repeat the change";
    }
}
