package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A class of numbers.
 *
 * @param <T> the Java class
 * @param write writes the number; an IllegalArgumentException of it says why it cannot
 * @param parse reads the text of the wire; an ArithmeticException or IllegalArgumentException of it means that the number
 *     does not fit
 */
record NumberCodec<T>(Class<T> javaClass, BiConsumer<T, ItemWriter> write, Function<String, T> parse)
        implements ScalarCodec<T> {
    private static final Set<Class<?>> COLLIDING =
            Set.of(BigDecimal.class, Double.class, Float.class, AtomicInteger.class, AtomicLong.class);

    private static final Set<Class<?>> WITH_FRACTION = Set.of(BigDecimal.class, Double.class, Float.class);

    @Override
    public AttributeType type() {
        return AttributeType.N;
    }

    @Override
    public boolean mayCollide() {
        return COLLIDING.contains(javaClass);
    }

    @Override
    public boolean isWhole() {
        return !WITH_FRACTION.contains(javaClass);
    }

    @Override
    public boolean isExact() {
        return javaClass != (Object) Double.class && javaClass != (Object) Float.class;
    }

    @Override
    public void write(T value, ItemWriter out) {
        try {
            write.accept(value, out);
        } catch (IllegalArgumentException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), null);
        }
    }

    @Override
    public T read(ItemReader in) {
        ScalarCodec.expect(AttributeType.N, javaClass, in);
        try {
            return parse.apply(in.number());
        } catch (ArithmeticException | IllegalArgumentException e) {
            // Not passed on as the cause, because such exceptions quote the number.
            throw new CodecException(
                    "",
                    "found a number that does not fit in a " + javaClass.getSimpleName()
                            + "; use a wider class, such as BigDecimal",
                    null);
        }
    }
}
