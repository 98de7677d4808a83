package dev.stator.error;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no item with the key that was asked for, and the caller had said that there must be. */
public class ItemNotFoundException extends StatorException {
    private static final long serialVersionUID = 1;

    private ItemNotFoundException(String table, String missing, @Nullable StatorException refusal) {
        super("Table " + table + " has " + missing, refusal);
    }

    /**
     * Says that a table has no item with the wanted values of these key attributes.
     *
     * @param attempts how often it was asked for
     */
    public static ItemNotFoundException ofKey(String table, Collection<String> keyNames, int attempts) {
        return seen(
                table,
                attempts,
                "no item with this key (" + String.join(", ", keyNames)
                        + "). Leave orThrow() out to get an empty Optional instead");
    }

    /**
     * Says that a table has no counter of this name.
     *
     * @param refusal how the service refused to raise it; none if it was read
     */
    public static ItemNotFoundException ofCounter(String table, String name, Optional<StatorException> refusal) {
        String counter = "no counter " + (name.isEmpty() ? "without a name" : name)
                + ". Create it once with counter(…).create()";
        return refusal.map(cause -> new ItemNotFoundException(table, counter, cause))
                .orElseGet(() -> seen(table, 1, counter));
    }

    /** By a reply that has nothing. */
    private static ItemNotFoundException seen(String table, int attempts, String missing) {
        ItemNotFoundException seen = new ItemNotFoundException(table, missing, null);
        seen.happenedIn(new FailedCall("GetItem", Optional.of(table), attempts, Optional.empty()));
        return seen;
    }

    /** Always {@code ItemNotFound}. */
    @Override
    public String code() {
        return "ItemNotFound";
    }
}
