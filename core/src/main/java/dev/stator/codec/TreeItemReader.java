package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree as tokens: an {@link Item} or an {@link AttributeValue} is read as if it came from the wire. For one thread. */
public final class TreeItemReader implements ItemReader {
    /** The containers that are open, as what is left of them. */
    private final Deque<Iterator<?>> open = new ArrayDeque<>();

    private @Nullable Item item;
    private @Nullable AttributeValue current;

    /** A reader that stands on an item. */
    public TreeItemReader(Item item) {
        this.item = item;
    }

    /** A reader that stands on a lone value. */
    public TreeItemReader(AttributeValue value) {
        this.current = value;
    }

    private AttributeValue current() {
        if (current == null) {
            throw new IllegalStateException("The reader stands on no value");
        }
        return current;
    }

    private <V extends AttributeValue> V take(Class<V> wanted) {
        AttributeValue value = current();
        if (!wanted.isInstance(value)) {
            throw new IllegalStateException(
                    "The reader stands on a value of type " + value.type() + ", not " + wanted.getSimpleName());
        }
        current = null;
        return wanted.cast(value);
    }

    @Override
    public AttributeType type() {
        return current().type();
    }

    @Override
    public void startItem() {
        if (item == null) {
            throw new IllegalStateException("The reader stands on no item");
        }
        open.push(item.asMap().entrySet().iterator());
        item = null;
    }

    @Override
    public void startMap() {
        open.push(take(AttributeValue.M.class).values().entrySet().iterator());
    }

    @Override
    public @Nullable String nextName() {
        if (!(next() instanceof Map.Entry<?, ?> entry)) {
            return null;
        }
        current = (AttributeValue) entry.getValue();
        return (String) entry.getKey();
    }

    @Override
    public void startList() {
        open.push(take(AttributeValue.L.class).values().iterator());
    }

    @Override
    public void startSet() {
        AttributeValue set = current();
        if (set instanceof AttributeValue.SS strings) {
            open.push(strings.values().stream().map(AttributeValue.S::new).iterator());
        } else if (set instanceof AttributeValue.NS numbers) {
            open.push(numbers.values().stream().map(AttributeValue.N::new).iterator());
        } else if (set instanceof AttributeValue.BS binaries) {
            open.push(binaries.values().stream().map(AttributeValue.B::new).iterator());
        } else {
            throw new IllegalStateException("The reader stands on a value of type " + set.type() + ", not on a set");
        }
        current = null;
    }

    @Override
    public boolean nextElement() {
        current = (AttributeValue) next();
        return current != null;
    }

    /** What comes next in the innermost container; null if it has ended, which also leaves it. */
    private @Nullable Object next() {
        Iterator<?> rest = open.peek();
        if (rest == null) {
            throw new IllegalStateException("The reader is in no container");
        }
        if (rest.hasNext()) {
            return rest.next();
        }
        open.pop();
        return null;
    }

    @Override
    public String string() {
        return take(AttributeValue.S.class).value();
    }

    @Override
    public String number() {
        return take(AttributeValue.N.class).text();
    }

    @Override
    public Binary binary() {
        return take(AttributeValue.B.class).value();
    }

    @Override
    public boolean bool() {
        return take(AttributeValue.Bool.class).value();
    }

    @Override
    public void nullValue() {
        take(AttributeValue.Null.class);
    }

    @Override
    public void skip() {
        take(AttributeValue.class);
    }
}
