package dev.stator.error;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no item with the key that was asked for, and the caller had said that there must be. */
public class ItemNotFoundException extends StatorException {
    private static final long serialVersionUID = 1;

    /**
     * Says which table has no item with the wanted values of these key attributes.
     *
     * @param attempts how often it was asked for
     */
    public ItemNotFoundException(String table, Collection<String> keyNames, int attempts) {
        this(
                "Table " + table + " has no item with this key (" + String.join(", ", keyNames)
                        + "). Leave orThrow() out to get an empty Optional instead",
                null);
        happenedIn(new FailedCall("GetItem", Optional.of(table), attempts, Optional.empty()));
    }

    private ItemNotFoundException(String message, @Nullable StatorException refusal) {
        super(message, refusal);
    }

    /**
     * Says that a table has no counter of this name.
     *
     * @param refusal how the service refused to raise it; none if it was read
     */
    public static ItemNotFoundException ofCounter(String table, String name, Optional<StatorException> refusal) {
        ItemNotFoundException missing = new ItemNotFoundException(
                "Table " + table + " has no counter " + (name.isEmpty() ? "without a name" : name)
                        + ". Create it once with counter(…).create()",
                refusal.orElse(null));
        if (refusal.isEmpty()) {
            missing.happenedIn(new FailedCall("GetItem", Optional.of(table), 1, Optional.empty()));
        }
        return missing;
    }

    /** Always {@code ItemNotFound}. */
    @Override
    public String code() {
        return "ItemNotFound";
    }
}
