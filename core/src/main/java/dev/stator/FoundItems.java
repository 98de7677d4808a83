package dev.stator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What several gets found, asked for by the get itself or an equal one. */
public final class FoundItems {
    private final Map<Get<?>, Optional<?>> found;

    private FoundItems(Map<Get<?>, Optional<?>> found) {
        this.found = found;
    }

    static FoundItems of(Map<Get<?>, Optional<?>> found) {
        return new FoundItems(Map.copyOf(found));
    }

    static FoundItems inOrder(List<? extends Get<?>> gets, List<Optional<?>> items) {
        Map<Get<?>, Optional<?>> found = new HashMap<>();
        for (int i = 0; i < gets.size(); i++) {
            found.put(gets.get(i), items.get(i));
        }
        return new FoundItems(found);
    }

    /**
     * What this get found; empty if there is no such item.
     *
     * @throws IllegalArgumentException if no get equal to this was part of the call
     */
    @SuppressWarnings("unchecked") // A get's entry was read by that get's own reader.
    public <T> Optional<T> of(Get<T> get) {
        Optional<?> item = found.get(get);
        if (item == null) {
            throw new IllegalArgumentException(
                    "This get was not part of the call, or was not answered; ask with an equal one: same table, key and options");
        }
        return (Optional<T>) item;
    }
}
