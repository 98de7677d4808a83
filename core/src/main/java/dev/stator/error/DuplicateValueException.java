package dev.stator.error;

import dev.stator.value.Item;
import java.util.Map;
import java.util.Optional;

/**
 * Another item of the table has the value that a write gives to a unique attribute. Nothing was changed. {@link #attribute}
 * names it, and {@link #holder} is the key of the other item, which was read to see whether it has the value.
 */
public class DuplicateValueException extends ConditionFailedException {
    private static final long serialVersionUID = 1;

    private final String attribute;
    private final transient Optional<Item> holder;

    /**
     * An exception for this failure.
     *
     * @param attribute the stored name of the unique attribute
     * @param holder the key of the item that has the value, if it is known
     */
    public DuplicateValueException(ServiceFailure failure, String attribute, Optional<Item> holder) {
        super(
                failure,
                Optional.empty(),
                failure.describe() + ". Another item has the value that this write gives to " + attribute
                        + ", which is unique; give it another, or write the other item first");
        this.attribute = attribute;
        this.holder = holder;
    }

    /** Always {@code DuplicateValue}. */
    @Override
    public String code() {
        return "DuplicateValue";
    }

    /** The stored name of the unique attribute. */
    public String attribute() {
        return attribute;
    }

    /** The key of the item that has the value. */
    public Optional<Item> holder() {
        return holder;
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        super.describeTo(map);
        map.put("attribute", attribute);
    }
}
