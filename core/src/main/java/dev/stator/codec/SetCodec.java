package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of strings, numbers or binaries. DynamoDB has no empty set: in a record it is left out, elsewhere refused.
 *
 * @param <E> the class of the elements
 * @param sorted whether a set that is read is sorted
 */
record SetCodec<E>(ScalarCodec<E> values, AttributeType type, boolean sorted) implements Codec<Set<E>> {
    SetCodec(ScalarCodec<E> values, boolean sorted) {
        this(
                values,
                switch (values.type()) {
                    case S -> AttributeType.SS;
                    case N -> AttributeType.NS;
                    default -> AttributeType.BS;
                },
                sorted);
    }

    /** What stands for a set that is not stored. */
    Set<E> empty() {
        return sorted ? Collections.emptyNavigableSet() : Set.of();
    }

    @Override
    public Class<? super Set<E>> javaClass() {
        return Set.class;
    }

    @Override
    public Optional<AttributeType> storedType() {
        return Optional.of(type);
    }

    @Override
    public void write(Set<E> set, ItemWriter out) {
        if (set.isEmpty()) {
            throw new CodecException(
                    "",
                    "the set is empty, which DynamoDB cannot store here; leave it out, or use a List. Only a plain Set "
                            + "component of a record may be empty",
                    null);
        }
        if (set.size() > 1 && values.mayCollide()) {
            TreeItemWriter tree = new TreeItemWriter();
            writeElements(set, tree);
            tree.value().writeTo(out);
        } else {
            writeElements(set, out);
        }
    }

    private void writeElements(Set<E> set, ItemWriter out) {
        out.startSet(type);
        for (E value : set) {
            if (value == null) {
                throw new CodecException("", "the set holds a null, which DynamoDB cannot store; remove it", null);
            }
            values.write(value, out);
        }
        out.endSet();
    }

    @Override
    public Set<E> read(ItemReader in) {
        ScalarCodec.expect(type, Set.class, in);
        return sorted
                ? Collections.unmodifiableNavigableSet(readInto(new TreeSet<>(), in))
                : Collections.unmodifiableSet(readInto(new LinkedHashSet<>(), in));
    }

    private <S extends Set<E>> S readInto(S set, ItemReader in) {
        in.startSet();
        while (in.nextElement()) {
            set.add(values.read(in));
        }
        return set;
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(values);
    }
}
