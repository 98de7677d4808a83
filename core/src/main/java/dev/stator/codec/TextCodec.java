package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A class with a text of its own, stored as a string.
 *
 * @param <T> the Java class
 * @param format gives the text; an IllegalArgumentException of it says why there is none
 * @param parse reads the text; whatever it throws means that the text is not one of its own
 * @param sorting how the texts sort
 * @param isExact whether no other text can be read than the one that is written
 * @param own whether a text that can be read is surely as it would be written; where it is not sure, it is written to see
 */
record TextCodec<T>(
        Class<T> javaClass,
        Function<T, String> format,
        Function<String, T> parse,
        Sorting sorting,
        boolean isExact,
        Predicate<String> own)
        implements TextForm<T> {
    /** That of a class which reads no other text than it writes, and sorts by it. */
    TextCodec(Class<T> javaClass, Function<T, String> format, Function<String, T> parse) {
        this(javaClass, format, parse, Sorting.STEADY, true, text -> true);
    }

    /** That of a class which also reads other texts than it writes. */
    static <T> TextCodec<T> lenient(
            Class<T> javaClass, Function<T, String> format, Function<String, T> parse, Sorting sorting) {
        return new TextCodec<>(javaClass, format, parse, sorting, false, text -> false);
    }

    @Override
    public AttributeType type() {
        return AttributeType.S;
    }

    @Override
    public void write(T value, ItemWriter out) {
        out.string(text(value));
    }

    @Override
    public T read(ItemReader in) {
        ScalarCodec.expect(AttributeType.S, javaClass, in);
        return value(in.string());
    }

    @Override
    public boolean isEmpty(T value) {
        // No other class has a value with an empty text, and to make a text costs time.
        return (value instanceof String || value instanceof URI) && text(value).isEmpty();
    }

    @Override
    public boolean isOwn(String text, T value) {
        return own.test(text) || text(value).equals(text);
    }

    @Override
    public String text(T value) {
        try {
            return format.apply(value);
        } catch (IllegalArgumentException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), null);
        }
    }

    @Override
    public T value(String text) {
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            // Not passed on as the cause, because such exceptions quote the text.
            throw new CodecException("", "found a string that is not the text of a " + javaClass.getSimpleName(), null);
        }
    }
}
