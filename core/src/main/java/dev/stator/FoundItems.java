package dev.stator;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What several gets found, asked for by the gets themselves or equal ones. */
public final class FoundItems {
    private final Map<Get<?>, Optional<?>> found;

    private FoundItems(Map<Get<?>, Optional<?>> found) {
        this.found = found;
    }

    /** What was found, by the gets in their order. */
    static FoundItems of(Map<Get<?>, Optional<?>> found) {
        return new FoundItems(Collections.unmodifiableMap(new LinkedHashMap<>(found)));
    }

    /** What was found, given in the order of the gets. */
    static FoundItems answering(List<? extends Get<?>> gets, List<Optional<?>> items) {
        Map<Get<?>, Optional<?>> found = new LinkedHashMap<>();
        for (int i = 0; i < gets.size(); i++) {
            found.put(gets.get(i), items.get(i));
        }
        return of(found);
    }

    /** The same, but what this get found. */
    <T> FoundItems with(Get<T> get, T item) {
        Map<Get<?>, Optional<?>> all = new LinkedHashMap<>(found);
        all.put(get, Optional.of(item));
        return of(all);
    }

    static FoundItems none() {
        return of(Map.of());
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

    /** What each of these gets found, in their order. */
    public <T> List<Optional<T>> inOrder(Collection<Get<T>> gets) {
        return gets.stream().map(this::of).toList();
    }

    /** The gets that found nothing, in the order of the call. */
    public List<Get<?>> missing() {
        return found.keySet().stream()
                .filter(get -> of(get).isEmpty())
                .<Get<?>>map(get -> get)
                .toList();
    }
}
