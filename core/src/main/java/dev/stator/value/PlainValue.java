package dev.stator.value;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one table of rules between plain Java values and attribute values. */
final class PlainValue {
    private PlainValue() {}

    static AttributeValue toAttribute(@Nullable Object value) {
        if (value == null) {
            return AttributeValue.Null.NULL;
        } else if (value instanceof AttributeValue attribute) {
            return attribute;
        } else if (value instanceof String text) {
            return new AttributeValue.S(text);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Boolean bool) {
            return new AttributeValue.Bool(bool);
        } else if (value instanceof Binary binary) {
            return new AttributeValue.B(binary);
        } else if (value instanceof byte[] bytes) {
            return new AttributeValue.B(Binary.of(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            return new AttributeValue.B(Binary.of(buffer));
        } else if (value instanceof Item item) {
            return new AttributeValue.M(item.asMap());
        } else if (value instanceof Set<?> set) {
            return set(set);
        } else if (value instanceof Collection<?> list) {
            return list(list);
        } else if (value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return list(elements);
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        throw new UnstorableException(
                "",
                "A " + value.getClass().getName()
                        + " has no DynamoDB type of its own; convert it to a string, number, binary, list or map"
                        + " first");
    }

    /** A number of a class that is known to be exact when read so; any other could lose digits unnoticed. */
    private static AttributeValue.N number(Number number) {
        try {
            return AttributeValue.N.of(number);
        } catch (IllegalArgumentException e) {
            throw new UnstorableException("", String.valueOf(e.getMessage()));
        }
    }

    static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException(
                        "DynamoDB has no " + number + "; store a finite number or leave it out");
            }
            return new BigDecimal(number.toString());
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicLong
                || number instanceof AtomicInteger) {
            return BigDecimal.valueOf(number.longValue());
        }
        throw new IllegalArgumentException("A " + number.getClass().getName()
                + " does not say which digits it has; convert it to a BigDecimal, long or double first");
    }

    private static AttributeValue.L list(Collection<?> list) {
        List<AttributeValue> elements = new ArrayList<>();
        for (Object element : list) {
            try {
                elements.add(toAttribute(element));
            } catch (UnstorableException e) {
                throw e.within("[" + elements.size() + "]");
            }
        }
        return new AttributeValue.L(elements);
    }

    private static AttributeValue.M map(Map<?, ?> map) {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        map.forEach((key, element) -> {
            if (!(key instanceof String name)) {
                throw new UnstorableException(
                        "",
                        "A map needs string keys to become a DynamoDB map; found "
                                + (key == null ? "null" : key.getClass().getName()));
            }
            try {
                entries.put(name, toAttribute(element));
            } catch (UnstorableException e) {
                throw e.within(name);
            }
        });
        return new AttributeValue.M(entries);
    }

    private static AttributeValue set(Set<?> set) {
        if (set.isEmpty()) {
            throw new UnstorableException(
                    "", "An empty set has no type and DynamoDB stores none; leave the attribute out");
        }
        Set<AttributeValue> elements = new LinkedHashSet<>();
        set.forEach(element -> elements.add(toAttribute(element)));
        AttributeType type = elements.iterator().next().type();
        if (!type.isKeyType() || elements.stream().anyMatch(element -> element.type() != type)) {
            throw new UnstorableException(
                    "",
                    "A set holds strings, numbers or binaries, and one kind of them only; use a list for anything"
                            + " else");
        }
        return switch (type) {
            case S -> new AttributeValue.SS(collect(elements, AttributeValue.S.class, AttributeValue.S::value));
            case N -> new AttributeValue.NS(collect(elements, AttributeValue.N.class, AttributeValue.N::value));
            default -> new AttributeValue.BS(collect(elements, AttributeValue.B.class, AttributeValue.B::value));
        };
    }

    private static <V, E> Set<E> collect(Set<AttributeValue> values, Class<V> type, Function<V, E> get) {
        Set<E> elements = new LinkedHashSet<>();
        values.forEach(value -> elements.add(get.apply(type.cast(value))));
        return elements;
    }

    static @Nullable Object toPlain(AttributeValue value, Function<String, ? extends Number> numbers) {
        if (value instanceof AttributeValue.S string) {
            return string.value();
        } else if (value instanceof AttributeValue.N number) {
            return parsed(number.text(), numbers);
        } else if (value instanceof AttributeValue.B binary) {
            return binary.value();
        } else if (value instanceof AttributeValue.Bool bool) {
            return bool.value();
        } else if (value instanceof AttributeValue.L list) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (AttributeValue element : list.values()) {
                try {
                    elements.add(toPlain(element, numbers));
                } catch (UnstorableException e) {
                    throw e.within("[" + elements.size() + "]");
                }
            }
            return Collections.unmodifiableList(elements);
        } else if (value instanceof AttributeValue.M map) {
            return toPlain(map.values(), numbers);
        } else if (value instanceof AttributeValue.SS strings) {
            return strings.values();
        } else if (value instanceof AttributeValue.NS set) {
            Set<Number> elements = new LinkedHashSet<>();
            set.values().forEach(number -> elements.add(parsed(number.toPlainString(), numbers)));
            return Collections.unmodifiableSet(elements);
        } else if (value instanceof AttributeValue.BS binaries) {
            return binaries.values();
        }
        return null;
    }

    static Map<String, @Nullable Object> toPlain(
            Map<String, AttributeValue> attributes, Function<String, ? extends Number> numbers) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            try {
                entries.put(name, toPlain(value, numbers));
            } catch (UnstorableException e) {
                throw e.within(name);
            }
        });
        return Collections.unmodifiableMap(entries);
    }

    private static Number parsed(String text, Function<String, ? extends Number> numbers) {
        try {
            return numbers.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Not passed on as the cause, because such exceptions quote the number.
            throw new UnstorableException(
                    "", "The number does not fit in the class that was asked for; ask for a BigDecimal");
        }
    }
}
