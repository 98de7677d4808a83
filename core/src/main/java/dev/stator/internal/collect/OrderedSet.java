package dev.stator.internal.collect;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set in the order in which its elements were added.
 *
 * <p>Sets and maps within items are small, and most are written and read in their order and never searched. So the elements lie in
 * an array beside their hashes, and a search goes through these; only one of many elements has a hash table besides, which is of
 * the JDK, so that elements of equal hashes do no harm.
 */
public final class OrderedSet<E> extends AbstractSet<E> {
    /** Up to so many elements a look at all hashes is as fast as a hash table. */
    private static final int FEW = 16;

    private final Object[] elements;
    private final int[] hashes;
    private final int size;
    private final @Nullable Map<Object, Integer> places;

    private OrderedSet(Object[] elements, int[] hashes, int size, @Nullable Map<Object, Integer> places) {
        this.elements = elements;
        this.hashes = hashes;
        this.size = size;
        this.places = places;
    }

    /** The elements of a collection, each once, in its order; the same object if it is one of this class. */
    public static <E> OrderedSet<E> copyOf(Collection<? extends E> elements) {
        if (elements instanceof OrderedSet<?>) {
            @SuppressWarnings("unchecked") // It cannot change, so nobody can add an E that is not of its type.
            OrderedSet<E> same = (OrderedSet<E>) elements;
            return same;
        }
        Builder<E> copy = new Builder<>(elements.size());
        elements.forEach(copy::add);
        return copy.build();
    }

    /** Where an element stands, from 0; -1 if it is not there. */
    int place(@Nullable Object element) {
        return element == null ? -1 : place(element, elements, hashes, size, places);
    }

    private static int place(
            Object element, Object[] elements, int[] hashes, int size, @Nullable Map<Object, Integer> places) {
        if (places != null) {
            return places.getOrDefault(element, -1);
        }
        int hash = element.hashCode();
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && elements[i].equals(element)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // Only builders of E put elements in.
    E at(int place) {
        return (E) elements[place];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return place(element) >= 0;
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        for (int i = 0; i < size; i++) {
            action.accept(at(i));
        }
    }

    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public E next() {
                if (next == size) {
                    throw new NoSuchElementException();
                }
                return at(next++);
            }
        };
    }

    /** Gathers the elements of a set. For one thread, and for one set. */
    public static final class Builder<E> {
        private Object[] elements;
        private int[] hashes;
        private int size;
        private @Nullable Map<Object, Integer> places;

        /** For about so many elements. */
        public Builder(int about) {
            elements = new Object[about];
            hashes = new int[about];
        }

        /** Adds an element behind the others; whether it was not there yet. */
        public boolean add(E element) {
            int before = size;
            return place(element) == before;
        }

        /** Where an element stands, behind all others if it was not there yet. */
        int place(E element) {
            int place = OrderedSet.place(element, elements, hashes, size, places);
            return place >= 0 ? place : append(element);
        }

        private int append(E element) {
            if (size == elements.length) {
                int room = Math.max(4, 2 * size);
                elements = Arrays.copyOf(elements, room);
                hashes = Arrays.copyOf(hashes, room);
            }
            elements[size] = element;
            hashes[size] = element.hashCode();
            size++;
            if (places != null) {
                places.put(element, size - 1);
            } else if (size > FEW) {
                places = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    places.put(elements[i], i);
                }
            }
            return size - 1;
        }

        /** The set, after which nothing must be added any more. */
        public OrderedSet<E> build() {
            return new OrderedSet<>(elements, hashes, size, places);
        }
    }
}
