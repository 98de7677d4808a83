package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One component of a record: how its value is taken, what stands for it when the attribute is absent. */
class Component {
    final Codec.Member member;
    private final Function<Object, @Nullable Object> getter;
    private final Absence absence;
    final Codec<Object> codec;

    Component(Codec.Member member, Function<Object, @Nullable Object> getter, Absence absence) {
        this.member = member;
        this.getter = getter;
        this.absence = absence;
        this.codec = unchecked(member.codec());
    }

    /** Binds a component; the common primitives get a lambda of their own, if there is access enough for one. */
    static Component bind(Codec.Member member, RecordComponent component, Absence absence, Access way) {
        Optional<Component> primitive = Optional.empty();
        if (member.codec() != StandardCodecs.of(component.getType()).orElse(null)) {
            // Converted, or guarded as a key.
            return new Component(member, way.getter(component), absence);
        } else if (component.getType() == int.class) {
            Optional<ToIntFunction<Object>> getter =
                    way.lambda(component, ToIntFunction.class, "applyAsInt", int.class);
            primitive = getter.map(ints -> new OfInt(member, ints, absence));
        } else if (component.getType() == long.class) {
            Optional<ToLongFunction<Object>> getter =
                    way.lambda(component, ToLongFunction.class, "applyAsLong", long.class);
            primitive = getter.map(longs -> new OfLong(member, longs, absence));
        } else if (component.getType() == boolean.class) {
            Optional<Predicate<Object>> getter = way.lambda(component, Predicate.class, "test", boolean.class);
            primitive = getter.map(flags -> new OfBoolean(member, flags));
        }
        return primitive.orElseGet(() -> new Component(member, way.getter(component), absence));
    }

    @SuppressWarnings("unchecked") // The codec was learnt from the type of the component.
    private static Codec<Object> unchecked(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    final String name() {
        return member.name();
    }

    /** The value in a record, boxed if need be. */
    final @Nullable Object value(Object owner) {
        return getter.apply(owner);
    }

    /** Writes name and value, or nothing if the value is an absent one. */
    void write(Object owner, ItemWriter out) {
        Object value = getter.apply(owner);
        if (value == null) {
            absence.refuseNull();
        } else if (!value.equals(absence.substitute())) {
            out.name(member.name());
            codec.write(value, out);
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

        OfBoolean(Codec.Member member, Predicate<Object> getter) {
            super(member, getter::test, Absence.REFUSED);
            this.getter = getter;
        }

        @Override
        void write(Object owner, ItemWriter out) {
            out.name(member.name());
            out.bool(getter.test(owner));
        }
    }
}
