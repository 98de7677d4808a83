package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a record's codec while that is still being learnt, because the record holds itself.
 *
 * @param <T> the record class
 */
class RecursiveCodec<T> implements Codec<T> {
    private final Class<T> type;
    private @Nullable Codec<T> target;

    RecursiveCodec(Class<T> type) {
        this.type = type;
    }

    /** Stands for a part of a class under a discriminator, which is still being learnt. */
    static <S> RecursiveCodec<S> partOf(RecursiveCodec<?> whole, Class<S> type) {
        return new RecursiveCodec<>(type) {
            @Override
            Codec<S> learnt() {
                return ((HierarchyCodec<?>) whole.learnt()).of(type);
            }
        };
    }

    void resolve(Codec<T> learnt) {
        target = learnt;
    }

    Codec<T> learnt() {
        return Objects.requireNonNull(target, "a record's codec is used before it is learnt");
    }

    @Override
    public Class<T> javaClass() {
        return type;
    }

    @Override
    public void write(T value, ItemWriter out) {
        learnt().write(value, out);
    }

    @Override
    public T read(ItemReader in) {
        return learnt().read(in);
    }

    @Override
    public Optional<AttributeType> storedType() {
        return learnt().storedType();
    }

    @Override
    public Optional<Member> member(String accessor) {
        return learnt().member(accessor);
    }

    @Override
    public Optional<Codec<?>> narrowed(Class<?> owner) {
        return learnt().narrowed(owner);
    }

    @Override
    public Optional<Member> attribute(String name) {
        return learnt().attribute(name);
    }

    @Override
    public boolean isStoredInOneForm(String name) {
        return learnt().isStoredInOneForm(name);
    }

    @Override
    public boolean isChangedAsWhole(String attribute) {
        return learnt().isChangedAsWhole(attribute);
    }
}
