package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import dev.stator.value.ItemWriter;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens to a tree: what is written comes out as an {@link Item} or an {@link AttributeValue}. For one thread, and for one
 * item or value.
 */
public final class TreeItemWriter implements ItemWriter {
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Item item;
    private @Nullable AttributeValue value;

    /** A writer to which nothing has been written. */
    public TreeItemWriter() {}

    /** A container that is being filled; an item has no type. */
    private static final class Open {
        final @Nullable AttributeType type;
        final Map<String, AttributeValue> entries = new LinkedHashMap<>();
        final List<AttributeValue> elements = new ArrayList<>();

        @Nullable
        String name;

        Open(@Nullable AttributeType type) {
            this.type = type;
        }

        boolean isNamed() {
            return type == null || type == AttributeType.M;
        }
    }

    /**
     * The item that was written.
     *
     * @throws IllegalStateException if no item was, or it was not ended
     */
    public Item item() {
        if (item == null) {
            throw new IllegalStateException("No whole item was written");
        }
        return item;
    }

    /**
     * The lone value that was written.
     *
     * @throws IllegalStateException if no value was, or it was not ended
     */
    public AttributeValue value() {
        if (value == null) {
            throw new IllegalStateException("No whole value was written");
        }
        return value;
    }

    @Override
    public void startItem() {
        if (!open.isEmpty() || item != null || value != null) {
            throw outOfOrder("an item begins within or after another value");
        }
        open.push(new Open(null));
    }

    @Override
    public void endItem() {
        item = Item.copyOf(end(null).entries);
    }

    @Override
    public void name(String name) {
        Open current = open.peek();
        if (current == null || !current.isNamed() || current.name != null) {
            throw outOfOrder("a name stands where a value is expected");
        }
        current.name = name;
    }

    @Override
    public void string(String value) {
        add(new AttributeValue.S(value));
    }

    @Override
    public void number(long value) {
        add(new AttributeValue.N(BigDecimal.valueOf(value)));
    }

    @Override
    public void number(BigDecimal value) {
        add(new AttributeValue.N(value));
    }

    @Override
    public void binary(Binary value) {
        add(new AttributeValue.B(value));
    }

    @Override
    public void bool(boolean value) {
        add(new AttributeValue.Bool(value));
    }

    @Override
    public void nullValue() {
        add(AttributeValue.Null.NULL);
    }

    @Override
    public void startMap() {
        start(AttributeType.M);
    }

    @Override
    public void endMap() {
        add(new AttributeValue.M(end(AttributeType.M).entries));
    }

    @Override
    public void startList() {
        start(AttributeType.L);
    }

    @Override
    public void endList() {
        add(new AttributeValue.L(end(AttributeType.L).elements));
    }

    @Override
    public void startSet(AttributeType type) {
        type.elementType();
        start(type);
    }

    @Override
    public void endSet() {
        Open current = open.peek();
        if (current == null || current.type == null || !current.type.isSet()) {
            throw outOfOrder("a set ends that did not begin");
        }
        open.pop();
        Set<Object> elements = new LinkedHashSet<>();
        for (AttributeValue element : current.elements) {
            elements.add(element);
        }
        add(AttributeValue.of(elements));
    }

    private void start(AttributeType type) {
        expectValue(type);
        open.push(new Open(type));
    }

    private Open end(@Nullable AttributeType type) {
        Open current = open.peek();
        if (current == null || current.type != type || current.name != null) {
            throw outOfOrder("a container ends that did not begin, or lacks a value");
        }
        return open.pop();
    }

    private void add(AttributeValue added) {
        expectValue(added.type());
        Open current = open.peek();
        if (current == null) {
            value = added;
        } else if (current.name != null) {
            current.entries.put(current.name, added);
            current.name = null;
        } else {
            current.elements.add(added);
        }
    }

    private void expectValue(AttributeType type) {
        Open current = open.peek();
        if (current == null) {
            if (item != null || value != null) {
                throw outOfOrder("a second value follows the first");
            }
        } else if (current.isNamed() && current.name == null) {
            throw outOfOrder("a value stands where a name is expected");
        } else if (current.type != null && current.type.isSet() && current.type.elementType() != type) {
            throw outOfOrder("a value of type " + type + " stands in a set of type " + current.type);
        }
    }

    private static IllegalStateException outOfOrder(String problem) {
        return new IllegalStateException("Tokens out of order: " + problem);
    }
}
