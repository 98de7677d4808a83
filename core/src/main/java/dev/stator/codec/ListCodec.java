package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A list of values of one class.
 *
 * @param <E> the class of the elements
 */
record ListCodec<E>(Codec<E> values) implements Codec<Collection<E>> {
    @Override
    public Class<? super Collection<E>> javaClass() {
        return Collection.class;
    }

    @Override
    public Optional<AttributeType> storedType() {
        return Optional.of(AttributeType.L);
    }

    @Override
    public void write(Collection<E> list, ItemWriter out) {
        out.startList();
        int index = 0;
        try {
            for (E value : list) {
                values.write(NullableCodec.require(value, values), out);
                index++;
            }
        } catch (CodecException e) {
            throw e.within("[" + index + "]");
        }
        out.endList();
    }

    @Override
    public Collection<E> read(ItemReader in) {
        ScalarCodec.expect(AttributeType.L, List.class, in);
        List<E> list = new ArrayList<>();
        in.startList();
        try {
            while (in.nextElement()) {
                list.add(values.read(in));
            }
        } catch (CodecException e) {
            throw e.within("[" + list.size() + "]");
        }
        return Collections.unmodifiableList(list);
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(values);
    }
}
