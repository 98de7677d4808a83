package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.lang.reflect.Method;
import java.util.function.Supplier;

/** What a {@link Default} gives. */
final class Filling {
    private Filling() {}

    /**
     * Makes the values of a default.
     *
     * @throws IllegalArgumentException if it gives none that the member can take
     */
    static Supplier<?> of(Default given, Property property, Codec<?> codec, Access way) {
        if (given.by().isEmpty()) {
            Object value = literal(given.value(), codec);
            return () -> value;
        } else if (!given.value().isEmpty()) {
            throw new IllegalArgumentException("the default has a text and a method; give it one of them");
        }
        Class<?> owner = way.type();
        Method method = Members.method(owner, given.by())
                .filter(found -> Members.isStatic(found) && Members.fits(found.getReturnType(), property.raw()))
                .orElseThrow(
                        () -> new IllegalArgumentException("the default is to be made by " + given.by() + "(), and "
                                + owner.getSimpleName() + " has no such static method that gives a "
                                + property.raw().getTypeName()));
        return way.supplier(method);
    }

    private static Object literal(String text, Codec<?> codec) {
        try {
            return codec.read(new TreeItemReader(attribute(text, codec)));
        } catch (CodecException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the text of the default is none of a " + codec.javaClass().getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }

    private static AttributeValue attribute(String text, Codec<?> codec) {
        if (codec == BooleanCodec.INSTANCE && (text.equals("true") || text.equals("false"))) {
            return new AttributeValue.Bool(text.equals("true"));
        } else if (codec instanceof ScalarCodec<?> scalar && scalar.type() == AttributeType.S) {
            return new AttributeValue.S(text);
        } else if (codec instanceof ScalarCodec<?> scalar && scalar.type() == AttributeType.N) {
            return AttributeValue.N.parse(text);
        }
        throw new IllegalArgumentException("give it a method, @Default(by = \"…\")");
    }
}
