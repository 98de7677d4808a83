package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;

/**
 * A value that is a key, of the table or of an index: the service refuses an empty one. And of the table's own keys, one that
 * is read must be as it would be written, as otherwise a record that is read would be written to another item.
 *
 * @param <T> the Java class
 * @param exact whether that must be compared, since the codec of the values also reads other forms than it writes
 */
record KeyCodec<T>(ScalarCodec<T> values, boolean exact) implements ScalarCodec<T> {
    /** The codec of a key of an index, and of what is in an optional one. */
    static Codec<?> ofIndex(Codec<?> codec) {
        return of(codec, false);
    }

    /** The codec of a key of the table, and of what is in an optional one. */
    static Codec<?> ofTable(Codec<?> codec) {
        return of(codec, true);
    }

    private static Codec<?> of(Codec<?> codec, boolean table) {
        if (codec instanceof OptionalCodec<?, ?> optional) {
            return within(optional, table);
        }
        return codec instanceof ScalarCodec<?> scalar ? ofScalar(scalar, table) : codec;
    }

    private static <O, V> Codec<O> within(OptionalCodec<O, V> optional, boolean table) {
        return optional.present() instanceof ScalarCodec<V> scalar ? optional.with(ofScalar(scalar, table)) : optional;
    }

    private static <T> Codec<T> ofScalar(ScalarCodec<T> codec, boolean table) {
        ScalarCodec<T> values = codec instanceof KeyCodec<T> key ? key.values : codec;
        boolean exact = table && !values.isExact();
        return exact || values.type() != AttributeType.N ? new KeyCodec<>(values, exact) : values;
    }

    @Override
    public AttributeType type() {
        return values.type();
    }

    @Override
    public Class<? super T> javaClass() {
        return values.javaClass();
    }

    @Override
    public boolean isEmpty(T value) {
        return values.isEmpty(value);
    }

    @Override
    public boolean isWhole() {
        return values.isWhole();
    }

    @Override
    public boolean mayCollide() {
        return values.mayCollide();
    }

    @Override
    public boolean isExact() {
        return exact || values.isExact();
    }

    @Override
    public Sorting sorting() {
        return values.sorting();
    }

    @Override
    public void write(T value, ItemWriter out) {
        if (values.isEmpty(value)) {
            throw new CodecException(
                    "", "the value is empty, and a key of a table or index must not be; give it a value", null);
        }
        values.write(value, out);
    }

    @Override
    public T read(ItemReader in) {
        return exact ? readExactly(in) : values.read(in);
    }

    private T readExactly(ItemReader in) {
        if (values instanceof TextForm<T> texts && in.type() == AttributeType.S) {
            String text = in.string();
            T value = texts.value(text);
            require(texts.isOwn(text, value));
            return value;
        }
        AttributeValue found = ValueCodec.value(in);
        T value = values.read(new TreeItemReader(found));
        TreeItemWriter out = new TreeItemWriter();
        values.write(value, out);
        require(out.value().equals(found));
        return value;
    }

    private void require(boolean same) {
        if (!same) {
            throw new CodecException(
                    "",
                    "found a key that is read as a " + javaClass().getSimpleName()
                            + ", which this class writes in another"
                            + " form, so the record would be put as another item; store the item with the key in the form"
                            + " of this class, by a table of items, or give the component a converter to the form that is"
                            + " stored",
                    null);
        }
    }
}
