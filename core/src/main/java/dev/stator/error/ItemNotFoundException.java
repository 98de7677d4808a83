package dev.stator.error;

import java.util.Collection;
import java.util.Optional;

/** There is no item with the key that was asked for, and the caller had said that there must be. */
public class ItemNotFoundException extends StatorException {
    private static final long serialVersionUID = 1;

    /** Says which table has no item with the wanted values of these key attributes. */
    public ItemNotFoundException(String table, Collection<String> keyNames) {
        super("Table " + table + " has no item with this key (" + String.join(", ", keyNames)
                + "). Leave orThrow() out to get an empty Optional instead");
        happenedIn(new FailedCall("GetItem", Optional.of(table), 1, Optional.empty()));
    }

    /** Always {@code ItemNotFound}. */
    @Override
    public String code() {
        return "ItemNotFound";
    }
}
