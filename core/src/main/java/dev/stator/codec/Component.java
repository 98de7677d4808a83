package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One property of a class that is stored: how its value is taken, what stands for it when the attribute is absent. */
class Component {
    final Codec.Member member;
    private final Function<Object, @Nullable Object> getter;
    private final Absence absence;
    final Codec<Object> codec;

    Component(Codec.Member member, Function<Object, @Nullable Object> getter, Absence absence) {
        this(member, getter, member.codec(), absence);
    }

    Component(Codec.Member member, Function<Object, @Nullable Object> getter, Codec<?> codec, Absence absence) {
        this.member = member;
        this.getter = getter;
        this.absence = absence;
        this.codec = unchecked(codec);
    }

    /** The same component, to be written otherwise. */
    Component(Component same) {
        this(same.member, same.getter, same.codec, same.absence);
    }

    /** Binds a component; the common primitives get a lambda of their own, if there is access enough for one. */
    static Component bind(Codec.Member member, Property property, Absence absence, Access way) {
        Optional<Component> primitive = Optional.empty();
        if (member.codec() != StandardCodecs.of(property.raw()).orElse(null)) {
            // Converted, or guarded as a key.
            return new Component(member, way.getter(property), absence);
        } else if (property.raw() == int.class) {
            Optional<ToIntFunction<Object>> getter = way.lambda(property, ToIntFunction.class, "applyAsInt", int.class);
            primitive = getter.map(ints -> new OfInt(member, ints, absence));
        } else if (property.raw() == long.class) {
            Optional<ToLongFunction<Object>> getter =
                    way.lambda(property, ToLongFunction.class, "applyAsLong", long.class);
            primitive = getter.map(longs -> new OfLong(member, longs, absence));
        } else if (property.raw() == boolean.class) {
            Optional<Predicate<Object>> getter = way.lambda(property, Predicate.class, "test", boolean.class);
            primitive = getter.map(flags -> new OfBoolean(member, flags, absence));
        }
        return primitive.orElseGet(() -> new Component(member, way.getter(property), absence));
    }

    @SuppressWarnings("unchecked") // The codec was learnt from the type of the component.
    private static Codec<Object> unchecked(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    final String name() {
        return member.name();
    }

    /** Whether it is one attribute of its name, not several or part of another. */
    boolean isAttribute() {
        return true;
    }

    /** The value of the property in an instance, boxed if need be. */
    final @Nullable Object value(Object owner) {
        return getter.apply(owner);
    }

    /** The value, or what is in it if it is an optional; empty if there is none. */
    final Optional<Object> present(Object owner) {
        Object value = getter.apply(owner);
        return member.codec() instanceof OptionalCodec<?, ?> optional && value != null
                ? optional.content(value)
                : Optional.ofNullable(value);
    }

    /** Writes name and value, or nothing if the value is an absent one. */
    void write(Object owner, ItemWriter out) {
        Object value = getter.apply(owner);
        if (value != null && !value.equals(absence.substitute())) {
            out.name(member.name());
            codec.write(value, out);
        } else {
            absence.write(value, this, out);
        }
    }

    /** Reads the value; null if it is the explicit null, which means the same as no attribute. */
    final @Nullable Object read(ItemReader in) {
        if (in.type() == AttributeType.NULL && codec != (Object) ValueCodec.INSTANCE) {
            in.nullValue();
            return null;
        }
        return codec.read(in);
    }

    /** What the component is without an attribute; null only if it is declared nullable. */
    final @Nullable Object absent() {
        return absence.orThrow(codec.javaClass());
    }

    /** An int, written without a box. */
    static final class OfInt extends Component {
        private final ToIntFunction<Object> getter;

        OfInt(Codec.Member member, ToIntFunction<Object> getter, Absence absence) {
            super(member, getter::applyAsInt, absence);
            this.getter = getter;
        }

        @Override
        void write(Object owner, ItemWriter out) {
            out.name(member.name());
            out.number(getter.applyAsInt(owner));
        }
    }

    /** A long, written without a box. */
    static final class OfLong extends Component {
        private final ToLongFunction<Object> getter;

        OfLong(Codec.Member member, ToLongFunction<Object> getter, Absence absence) {
            super(member, getter::applyAsLong, absence);
            this.getter = getter;
        }

        @Override
        void write(Object owner, ItemWriter out) {
            out.name(member.name());
            out.number(getter.applyAsLong(owner));
        }
    }

    /** A boolean, written without a detour through an object. */
    static final class OfBoolean extends Component {
        private final Predicate<Object> getter;

        OfBoolean(Codec.Member member, Predicate<Object> getter, Absence absence) {
            super(member, getter::test, absence);
            this.getter = getter;
        }

        @Override
        void write(Object owner, ItemWriter out) {
            out.name(member.name());
            out.bool(getter.test(owner));
        }
    }
}
