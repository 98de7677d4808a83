package dev.stator.error;

import java.util.Collection;
import java.util.Optional;

/** There is no item with the key that was asked for, and the caller had said that there must be. */
public class ItemNotFoundException extends StatorException {
    private static final long serialVersionUID = 1;

    /** Says which table has no item with the wanted values of these key attributes. */
    public ItemNotFoundException(String table, Collection<String> keyNames) {
        this(
                table,
                "Table " + table + " has no item with this key (" + String.join(", ", keyNames)
                        + "). Leave orThrow() out to get an empty Optional instead");
    }

    private ItemNotFoundException(String table, String message) {
        super(message);
        happenedIn(new FailedCall("GetItem", Optional.of(table), 1, Optional.empty()));
    }

    /** Says that a table has no counter of this name. */
    public static ItemNotFoundException ofCounter(String table, String name) {
        return new ItemNotFoundException(
                table,
                "Table " + table + " has no counter " + (name.isEmpty() ? "without a name" : name)
                        + ". Create it once with counter(…).create()");
    }

    /** Always {@code ItemNotFound}. */
    @Override
    public String code() {
        return "ItemNotFound";
    }
}
