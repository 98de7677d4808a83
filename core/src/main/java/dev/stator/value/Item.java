package dev.stator.value;

import dev.stator.internal.collect.OrderedMap;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole item, or a whole key: attribute names to values. For data whose shape is not known at compile time.
 *
 * <p>Immutable; equal to another item with the same attributes in any order.
 *
 * <pre>{@code
 * Item user = Item.of("email", "a@x.org", "points", 5);
 * String email = user.string("email").orElseThrow();
 * Item richer = user.with("points", 6);
 * }</pre>
 */
public final class Item {
    private static final Item EMPTY = new Item(Map.of());

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** The item without attributes. */
    public static Item empty() {
        return EMPTY;
    }

    /** One attribute; the value as {@link AttributeValue#of} takes it. */
    public static Item of(String name, @Nullable Object value) {
        return EMPTY.with(name, value);
    }

    /** Two attributes; the values as {@link AttributeValue#of} takes them. */
    public static Item of(String name1, @Nullable Object value1, String name2, @Nullable Object value2) {
        return of(name1, value1).with(name2, value2);
    }

    /** Three attributes; the values as {@link AttributeValue#of} takes them. */
    public static Item of(
            String name1,
            @Nullable Object value1,
            String name2,
            @Nullable Object value2,
            String name3,
            @Nullable Object value3) {
        return of(name1, value1, name2, value2).with(name3, value3);
    }

    /** The attributes of a map, in its order; the values as {@link AttributeValue#of} takes them. */
    public static Item copyOf(Map<String, ? extends @Nullable Object> attributes) {
        Map<String, AttributeValue> copy = new LinkedHashMap<>();
        attributes.forEach((name, value) -> copy.put(Objects.requireNonNull(name, "name"), attribute(name, value)));
        return new Item(Collections.unmodifiableMap(copy));
    }

    private static AttributeValue attribute(String name, @Nullable Object value) {
        try {
            return AttributeValue.of(value);
        } catch (UnstorableException e) {
            throw e.within(name);
        }
    }

    /** Reads the item on which the reader stands. */
    public static Item readFrom(ItemReader in) {
        OrderedMap.Builder<AttributeValue> attributes = new OrderedMap.Builder<>(16);
        in.startItem();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            attributes.put(name, AttributeValue.readFrom(in));
        }
        return new Item(attributes.build());
    }

    /** Writes the item as tokens. */
    public void writeTo(ItemWriter out) {
        out.startItem();
        attributes.forEach((name, value) -> {
            out.name(name);
            value.writeTo(out);
        });
        out.endItem();
    }

    /** This item with one attribute set or replaced; the value as {@link AttributeValue#of} takes it. */
    public Item with(String name, @Nullable Object value) {
        Map<String, AttributeValue> copy = new LinkedHashMap<>(attributes);
        copy.put(Objects.requireNonNull(name, "name"), attribute(name, value));
        return new Item(Collections.unmodifiableMap(copy));
    }

    /** This item without one attribute; the same item if it has none of that name. */
    public Item without(String name) {
        if (!attributes.containsKey(name)) {
            return this;
        }
        Map<String, AttributeValue> copy = new LinkedHashMap<>(attributes);
        copy.remove(name);
        return new Item(Collections.unmodifiableMap(copy));
    }

    /** The value of an attribute; empty if the item has none of that name. */
    public Optional<AttributeValue> get(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** The value of a string attribute; empty if it is missing or of another type. */
    public Optional<String> string(String name) {
        return typed(name, AttributeValue.S.class, AttributeValue.S::value);
    }

    /** The value of a number attribute; empty if it is missing or of another type. */
    public Optional<BigDecimal> number(String name) {
        return typed(name, AttributeValue.N.class, AttributeValue.N::value);
    }

    /** The value of a binary attribute; empty if it is missing or of another type. */
    public Optional<Binary> binary(String name) {
        return typed(name, AttributeValue.B.class, AttributeValue.B::value);
    }

    /** The value of a boolean attribute; empty if it is missing or of another type. */
    public Optional<Boolean> bool(String name) {
        return typed(name, AttributeValue.Bool.class, AttributeValue.Bool::value);
    }

    private <V extends AttributeValue, R> Optional<R> typed(String name, Class<V> type, Function<V, R> value) {
        return get(name).filter(type::isInstance).map(type::cast).map(value);
    }

    /** Whether the item has an attribute of that name. */
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    /** The number of attributes. */
    public int size() {
        return attributes.size();
    }

    /** An unmodifiable view of all attributes, in order. */
    public Map<String, AttributeValue> asMap() {
        return attributes;
    }

    /** All attributes as plain Java values, as {@link AttributeValue#toObject()} gives them; {@link #copyOf} reads it. */
    public Map<String, @Nullable Object> toMap() {
        return toMap(BigDecimal::new);
    }

    /** The same with numbers of another class; see {@link AttributeValue#toObject(Function)}. */
    public Map<String, @Nullable Object> toMap(Function<String, ? extends Number> numbers) {
        return PlainValue.toPlain(attributes, numbers);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item that && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    /** Shows names and values, for people; do not log items of unknown origin. */
    @Override
    public String toString() {
        return attributes.toString();
    }
}
