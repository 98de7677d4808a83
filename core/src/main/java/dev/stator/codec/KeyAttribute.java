package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that is a partition or sort key, of a table or of an index.
 *
 * @param name the name as stored
 * @param type string, number or binary
 * @param codec the codec of its values
 */
public record KeyAttribute(String name, AttributeType type, Codec<?> codec) {
    /**
     * Checks the attribute.
     *
     * @throws IllegalArgumentException if the name is empty, or the type is none that a key may have
     */
    public KeyAttribute {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A key attribute has an empty name");
        }
        if (!type.isKeyType()) {
            throw new IllegalArgumentException("Key attribute " + name + " has the type " + type
                    + "; a key is a string (S), a number (N) or a binary (B)");
        }
    }

    /** A string key, for tables of dynamic items. */
    public static KeyAttribute string(String name) {
        return of(name, String.class);
    }

    /** A number key, for tables of dynamic items. */
    public static KeyAttribute number(String name) {
        return of(name, BigDecimal.class);
    }

    /** A binary key, for tables of dynamic items. */
    public static KeyAttribute binary(String name) {
        return of(name, Binary.class);
    }

    private static KeyAttribute of(String name, Class<?> type) {
        ScalarCodec<?> codec = (ScalarCodec<?>) StandardCodecs.of(type).orElseThrow();
        return new KeyAttribute(name, codec.type(), new KeyCodec<>(codec, false));
    }

    /**
     * The attribute value of a key: a value of the component's class, or for a number any JDK number without a loss, for
     * a binary {@code byte[]}, {@code ByteBuffer} or {@link Binary}, or an {@link AttributeValue} of the key's type. A key of
     * a template takes the value of its only member, or a record with a component for each.
     *
     * @throws IllegalArgumentException if the value is of another class, is null, empty, or breaks a rule of DynamoDB
     */
    public AttributeValue value(@Nullable Object value) {
        try {
            return stored(value);
        } catch (CodecException e) {
            throw new IllegalArgumentException("Key attribute " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * A number, such as a {@link dev.stator.Counter} gives, as a value of this key: itself, its decimal digits as a string, or those as bytes.
     */
    public AttributeValue ofNumber(long number) {
        String digits = Long.toString(number);
        return switch (type) {
            case N -> new AttributeValue.N(BigDecimal.valueOf(number));
            case B -> new AttributeValue.B(Binary.of(digits.getBytes(StandardCharsets.US_ASCII)));
            default -> new AttributeValue.S(digits);
        };
    }

    /** The key, if it is always the same, as a template without members makes it. */
    Optional<AttributeValue> constant() {
        return codec instanceof TemplateCodec templates
                        && templates.template().names().isEmpty()
                ? Optional.of(new AttributeValue.S(templates.template().text(Map.of())))
                : Optional.empty();
    }

    /** What all keys begin with, if a template makes them all; empty if there is no such beginning. */
    public Optional<String> beginning() {
        return codec instanceof TemplateCodec templates && templates.always()
                ? Optional.of(templates.template().prefix(Map.of())).filter(start -> !start.isEmpty())
                : Optional.empty();
    }

    /**
     * What a prefix of this key is to begin with: for a key of a template, the beginning of what the template makes of a
     * prefix of its first member, or of a record of its first members; otherwise the prefix itself.
     *
     * @throws IllegalArgumentException if the template cannot begin so
     */
    public Object prefix(Object prefix) {
        try {
            return codec instanceof TemplateCodec templates ? templates.prefix(prefix) : prefix;
        } catch (CodecException e) {
            throw new IllegalArgumentException("Key attribute " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * The same, for the value in an item.
     *
     * @throws CodecException if the value does not fit; without a path
     */
    AttributeValue stored(@Nullable Object value) {
        if (value == null) {
            throw new CodecException("", "found null; a key always has a value, so give it one", null);
        }
        try {
            if (codec instanceof TemplateCodec templates) {
                return templates.key(value);
            }
            return codec.javaClass().isInstance(value) ? written(value, codec) : converted(value);
        } catch (IllegalArgumentException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        }
    }

    @SuppressWarnings("unchecked") // The value is of the codec's class.
    private static AttributeValue written(Object value, Codec<?> codec) {
        TreeItemWriter out = new TreeItemWriter();
        ((Codec<Object>) codec).write(value, out);
        return out.value();
    }

    private AttributeValue converted(Object value) {
        boolean convertible = value instanceof AttributeValue
                || (type == AttributeType.N && value instanceof Number)
                || (type == AttributeType.B
                        && (value instanceof Binary || value instanceof byte[] || value instanceof ByteBuffer));
        AttributeValue attribute = convertible ? AttributeValue.of(value) : AttributeValue.Null.NULL;
        if (attribute.type() != type) {
            throw new CodecException(
                    "",
                    "found a " + value.getClass().getName() + "; the key takes a "
                            + codec.javaClass().getName(),
                    null);
        }
        // What fits goes through the component's class and comes out as it would be stored.
        return written(Objects.requireNonNull(codec.read(new TreeItemReader(attribute))), codec);
    }
}
