package dev.stator;

import dev.stator.value.Item;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What {@link Table#getAll} found: for each key an item or nothing, in the order of the keys.
 *
 * @param keys the keys that were asked for, as items of the key attributes
 * @param inOrder what each of them found
 */
public record Found<T>(List<Item> keys, List<Optional<T>> inOrder) implements Iterable<Optional<T>> {
    /**
     * Keys and what they found.
     *
     * @throws IllegalArgumentException if they are not as many
     */
    public Found {
        keys = List.copyOf(keys);
        inOrder = List.copyOf(inOrder);
        if (keys.size() != inOrder.size()) {
            throw new IllegalArgumentException(keys.size() + " keys cannot have found " + inOrder.size() + " items");
        }
    }

    /** The items that are there, in the order of their keys. */
    public List<T> items() {
        return inOrder.stream().flatMap(Optional::stream).toList();
    }

    /** The keys without an item, in their order. */
    public List<Item> missing() {
        return IntStream.range(0, keys.size())
                .filter(at -> inOrder.get(at).isEmpty())
                .mapToObj(keys::get)
                .toList();
    }

    /** What each key found, in their order. */
    @Override
    public Iterator<Optional<T>> iterator() {
        return inOrder.iterator();
    }
}
