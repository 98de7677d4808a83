package dev.stator.internal.collect;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An immutable map from names to values, in the order in which the names came first: an {@link OrderedSet} of names, and beside it the values. */
public final class OrderedMap<V> extends AbstractMap<String, V> {
    private final OrderedSet<String> names;
    private final Object[] values;

    private OrderedMap(OrderedSet<String> names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** The entries of a map in its order; the same object if it is one of this class. */
    public static <V> OrderedMap<V> copyOf(Map<String, ? extends V> entries) {
        if (entries instanceof OrderedMap<?>) {
            @SuppressWarnings("unchecked") // It cannot change, so nobody can add a V that is not of its type.
            OrderedMap<V> same = (OrderedMap<V>) entries;
            return same;
        }
        Builder<V> copy = new Builder<>(entries.size());
        entries.forEach(copy::put);
        return copy.build();
    }

    @SuppressWarnings("unchecked") // Only builders of V put values in.
    private V at(int place) {
        return (V) values[place];
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        int place = names.place(name);
        return place < 0 ? null : at(place);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return names.contains(name);
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super V> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.at(i), at(i));
        }
    }

    @Override
    public Set<String> keySet() {
        return names;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, V>> {
        @Override
        public int size() {
            return names.size();
        }

        @Override
        public Iterator<Entry<String, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.size();
                }

                @Override
                public Entry<String, V> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    Entry<String, V> entry = new SimpleImmutableEntry<>(names.at(next), at(next));
                    next++;
                    return entry;
                }
            };
        }
    }

    /** Gathers the entries of a map. For one thread, and for one map. */
    public static final class Builder<V> {
        private final OrderedSet.Builder<String> names;
        private Object[] values;

        /** For about so many entries. */
        public Builder(int about) {
            names = new OrderedSet.Builder<>(about);
            values = new Object[about];
        }

        /** Adds an entry, or puts the value in the place of that which the name had before. */
        public void put(String name, V value) {
            Objects.requireNonNull(value, name);
            int place = names.place(name);
            if (place >= values.length) {
                values = Arrays.copyOf(values, Math.max(4, 2 * values.length));
            }
            values[place] = value;
        }

        /** The map, after which nothing must be put any more. */
        public OrderedMap<V> build() {
            return new OrderedMap<>(names.build(), values);
        }
    }
}
