package dev.stator.value;

import dev.stator.internal.collect.OrderedMap;
import dev.stator.internal.collect.OrderedSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a DynamoDB attribute: a closed family of ten records, named by the service's type descriptors.
 *
 * <p>All are immutable and have value equality as DynamoDB sees it: numbers are equal when they are numerically equal,
 * sets whatever their order. {@code toString} is for people and shows the content, so do not log values of unknown origin.
 */
public sealed interface AttributeValue {

    /** The type descriptor of this value. */
    AttributeType type();

    /** Writes this value, and all within it, as tokens. */
    void writeTo(ItemWriter out);

    /** Reads the value on which the reader stands, and all within it, to its end. */
    static AttributeValue readFrom(ItemReader in) {
        return switch (in.type()) {
            case S -> new S(in.string());
            case N -> N.parse(in.number());
            case B -> new B(in.binary());
            case BOOL -> new Bool(in.bool());
            case NULL -> {
                in.nullValue();
                yield Null.NULL;
            }
            case L -> {
                List<AttributeValue> elements = new ArrayList<>();
                in.startList();
                while (in.nextElement()) {
                    elements.add(readFrom(in));
                }
                yield new L(elements);
            }
            case M -> {
                OrderedMap.Builder<AttributeValue> entries = new OrderedMap.Builder<>(8);
                in.startMap();
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    entries.put(name, readFrom(in));
                }
                yield new M(entries.build());
            }
            case SS -> {
                OrderedSet.Builder<String> elements = new OrderedSet.Builder<>(8);
                in.startSet();
                while (in.nextElement()) {
                    elements.add(in.string());
                }
                yield new SS(elements.build());
            }
            case NS -> {
                OrderedSet.Builder<BigDecimal> elements = new OrderedSet.Builder<>(8);
                in.startSet();
                while (in.nextElement()) {
                    elements.add(N.parse(in.number()).value());
                }
                yield new NS(elements.build());
            }
            case BS -> {
                OrderedSet.Builder<Binary> elements = new OrderedSet.Builder<>(8);
                in.startSet();
                while (in.nextElement()) {
                    elements.add(in.binary());
                }
                yield new BS(elements.build());
            }
        };
    }

    /**
     * The attribute value of a plain Java value: {@code null}, {@code String}, {@code Boolean}, any JDK number that knows
     * its digits, {@code byte[]}, {@code ByteBuffer}, {@link Binary}, {@link Item}, {@code Collection} and any other array,
     * {@code Map} with string keys, a non-empty {@code Set} of strings, of numbers or of binaries, or an {@code
     * AttributeValue} itself. What is given is not changed.
     *
     * @throws UnstorableException if the value, or one within it, is of another class or breaks a rule of DynamoDB (NaN,
     *     more than 38 digits, an empty or mixed set); it says where
     */
    static AttributeValue of(@Nullable Object value) {
        return PlainValue.toAttribute(value);
    }

    /**
     * The plain Java value of this one: {@code String}, {@code BigDecimal}, {@link Binary}, {@code Boolean}, {@code null},
     * {@code List}, {@code Map}, {@code Set}, all unmodifiable. {@link #of} makes this one of it again.
     */
    default @Nullable Object toObject() {
        return toObject(BigDecimal::new);
    }

    /**
     * The same with numbers of another class.
     *
     * @param numbers reads a number such as {@code -12.5}, never with an exponent; {@code Double::valueOf}, for instance,
     *     which rounds
     * @throws UnstorableException if it throws an {@code IllegalArgumentException} or {@code ArithmeticException}
     */
    default @Nullable Object toObject(Function<String, ? extends Number> numbers) {
        return PlainValue.toPlain(this, numbers);
    }

    private static <E> Set<E> copyOfSet(Set<E> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "An empty set has no type and DynamoDB stores none; leave the attribute out");
        }
        values.forEach(element -> Objects.requireNonNull(element, "A set holds no nulls"));
        return OrderedSet.copyOf(values);
    }

    /** A string. */
    record S(String value) implements AttributeValue {
        public S {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public AttributeType type() {
            return AttributeType.S;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.string(value);
        }

        @Override
        public String toString() {
            return "\"" + value + "\"";
        }
    }

    /** A number; kept without trailing zeros, so {@code 1.0} and {@code 1} are the same value. */
    record N(BigDecimal value) implements AttributeValue {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it has more than 38 significant digits or lies outside 1E-130 to 9.99E125
         */
        public N {
            value = DynamoNumber.canonical(value);
        }

        /**
         * A number of any JDK class.
         *
         * @throws IllegalArgumentException if it is NaN, infinite, outside DynamoDB's range, or of a class that does not tell
         *     its digits, such as {@code DoubleAdder}
         */
        public static N of(Number number) {
            return new N(PlainValue.exact(number));
        }

        /**
         * The number that a text of the wire stands for.
         *
         * @throws IllegalArgumentException if the text is no number, or not one of DynamoDB's range
         */
        public static N parse(String text) {
            try {
                return new N(new BigDecimal(text));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("A text of " + text.length() + " characters is not a number", e);
            }
        }

        /** The text of the wire: plain digits, never an exponent, so at most 168 characters. */
        public String text() {
            return value.toPlainString();
        }

        @Override
        public AttributeType type() {
            return AttributeType.N;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.number(value);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** A binary. */
    record B(Binary value) implements AttributeValue {
        public B {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public AttributeType type() {
            return AttributeType.B;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.binary(value);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.BOOL;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.bool(value);
        }

        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /** The explicit null, which is not the same as a missing attribute. */
    enum Null implements AttributeValue {
        /** The only null. */
        NULL;

        @Override
        public String toString() {
            return "null";
        }

        @Override
        public AttributeType type() {
            return AttributeType.NULL;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.nullValue();
        }
    }

    /** A list. */
    record L(List<AttributeValue> values) implements AttributeValue {
        public L {
            values = List.copyOf(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.L;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.startList();
            values.forEach(value -> value.writeTo(out));
            out.endList();
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** A map; keeps the order in which its entries came, which does not count for equality. */
    record M(Map<String, AttributeValue> values) implements AttributeValue {
        public M {
            values = OrderedMap.copyOf(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.M;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.startMap();
            values.forEach((name, value) -> {
                out.name(name);
                value.writeTo(out);
            });
            out.endMap();
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** A set of strings; never empty. */
    record SS(Set<String> values) implements AttributeValue {
        public SS {
            values = copyOfSet(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.SS;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.startSet(AttributeType.SS);
            values.forEach(out::string);
            out.endSet();
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** A set of numbers, each as in {@link N}; never empty. */
    record NS(Set<BigDecimal> values) implements AttributeValue {
        public NS {
            OrderedSet.Builder<BigDecimal> canonical = new OrderedSet.Builder<>(values.size());
            values.forEach(value -> canonical.add(DynamoNumber.canonical(value)));
            values = copyOfSet(canonical.build());
        }

        @Override
        public AttributeType type() {
            return AttributeType.NS;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.startSet(AttributeType.NS);
            values.forEach(out::number);
            out.endSet();
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** A set of binaries; never empty. */
    record BS(Set<Binary> values) implements AttributeValue {
        public BS {
            values = copyOfSet(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.BS;
        }

        @Override
        public void writeTo(ItemWriter out) {
            out.startSet(AttributeType.BS);
            values.forEach(out::binary);
            out.endSet();
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }
}
