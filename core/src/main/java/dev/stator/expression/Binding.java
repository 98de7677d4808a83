package dev.stator.expression;

import dev.stator.codec.Codec;
import dev.stator.codec.TreeItemReader;
import dev.stator.codec.TreeItemWriter;
import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the user wrote into stored names and attribute values, along the codec of a whole item. */
record Binding(Codec<?> root) {
    /**
     * A bound path, the codec of what is there if the item's codec knows it, and whether the item can be read with
     * nothing there.
     */
    private record Place(AnyPath path, @Nullable Codec<?> codec, boolean optional) {}

    AnyPath path(Path<?> path) {
        return place(path).path;
    }

    private Place place(Path<?> path) {
        List<Segment> bound = new ArrayList<>();
        Codec<?> codec = root;
        boolean optional = true;
        for (Segment segment : path.segments()) {
            if (segment instanceof Segment.Component component) {
                Codec.Member member = member(component, codec, path);
                bound.add(new Segment.Name(member.name()));
                codec = unwrapped(member.codec());
                optional = member.optional();
            } else {
                bound.add(segment);
                Optional<Codec.Member> member = attribute(codec, segment);
                Codec<?> inside = codec == null ? null : codec.element().orElse(null);
                codec = unwrapped(member.<Codec<?>>map(Codec.Member::codec).orElse(inside));
                optional = member.map(Codec.Member::optional).orElse(true);
            }
        }
        return new Place(new AnyPath(bound), codec, optional);
    }

    private static Codec.Member member(Segment.Component component, @Nullable Codec<?> codec, Path<?> path) {
        if (codec != null && component.owner().isAssignableFrom(codec.javaClass())) {
            Optional<Codec.Member> member = codec.member(component.accessor());
            if (member.isPresent()) {
                return member.get();
            }
        }
        throw new IllegalArgumentException("The path " + path + " has the accessor "
                + component.owner().getName() + "::" + component.accessor() + ", but what is there is "
                + (codec == null
                        ? "of no known class"
                        : "a " + codec.javaClass().getName())
                + ", which has no such component");
    }

    private static Optional<Codec.Member> attribute(@Nullable Codec<?> codec, Segment segment) {
        return codec != null && segment instanceof Segment.Name name ? codec.attribute(name.name()) : Optional.empty();
    }

    private static @Nullable Codec<?> unwrapped(@Nullable Codec<?> codec) {
        return codec != null && codec.javaClass() == Optional.class
                ? codec.element().orElse(null)
                : codec;
    }

    /** An operand; a constant becomes what is stored at the other operand. */
    Operand operand(Operand operand, Operand against) {
        if (operand instanceof Value value) {
            return against instanceof Path<?> path
                    ? value(value, path, place(path).codec)
                    : value(value, against, null);
        } else if (operand instanceof Size size) {
            return new Size(operand(size.operand(), size));
        }
        return path((Path<?>) operand);
    }

    /** An operand of {@code contains}; a constant becomes what is stored within the other operand. */
    Operand element(Operand operand, Operand against) {
        if (operand instanceof Value value && against instanceof Path<?> path) {
            Codec<?> whole = place(path).codec;
            Codec<?> element = whole == null ? null : unwrapped(whole.element().orElse(null));
            return value(value, path, element == null ? whole : element);
        }
        return operand(operand, against);
    }

    UpdateAction action(UpdateAction action) {
        Place target = place(action.path());
        if (action instanceof UpdateAction.Set set) {
            return new UpdateAction.Set(target.path, setOperand(set.value(), target));
        } else if (action instanceof UpdateAction.Add add) {
            return new UpdateAction.Add(target.path, readable(add.value(), target));
        } else if (action instanceof UpdateAction.Delete delete) {
            return new UpdateAction.Delete(target.path, readable(delete.value(), target));
        }
        if (!target.optional) {
            throw new IllegalArgumentException("An update removes " + target.path
                    + ", which the record needs, so the item could not be read any more; set it to another value,"
                    + " or declare the component Optional or @Nullable");
        }
        return new UpdateAction.Remove(target.path);
    }

    private SetOperand setOperand(SetOperand operand, Place target) {
        if (operand instanceof Value value) {
            return readable(value, target);
        } else if (operand instanceof IfNotExists<?> choice) {
            Place place = place(choice.path());
            return new IfNotExists<>(place.path, setOperand(choice.otherwise(), place));
        } else if (operand instanceof ListAppend lists) {
            return new ListAppend(setOperand(lists.first(), target), setOperand(lists.second(), target));
        } else if (operand instanceof Arithmetic sum) {
            return new Arithmetic(setOperand(sum.left(), target), sum.sign(), setOperand(sum.right(), target));
        }
        return path((Path<?>) operand);
    }

    /** A constant that is to be stored at a place, so that its codec must be able to read it there. */
    private static Value readable(Value value, Place place) {
        Value bound = value(value, place.path, place.codec);
        AttributeValue attribute = bound.attribute();
        boolean absence = attribute == AttributeValue.Null.NULL && place.optional;
        if (place.codec == null || absence || accepts(place.codec, value.object())) {
            return bound;
        }
        try {
            place.codec.read(new TreeItemReader(attribute));
        } catch (CodecException e) {
            throw new IllegalArgumentException(
                    "An update gives " + place.path + " a "
                            + value.object().getClass().getName()
                            + ", which could not be read any more; the record needs a "
                            + boxed(place.codec).getName() + ": " + e.getMessage(),
                    e);
        }
        return bound;
    }

    /** A constant as the codec stores it, if there is one that takes its class. */
    static Value value(Value value, Object against, @Nullable Codec<?> codec) {
        if (value.object() instanceof AttributeValue) {
            return value;
        }
        try {
            return new Value(
                    codec != null && accepts(codec, value.object())
                            ? stored(codec, value.object())
                            : AttributeValue.of(value.object()));
        } catch (CodecException | ClassCastException | IllegalArgumentException e) {
            throw misfit(value, against, codec, e);
        }
    }

    private static IllegalArgumentException misfit(
            Value value, Object against, @Nullable Codec<?> codec, Exception cause) {
        return new IllegalArgumentException(
                "A constant of " + value.object().getClass().getName() + " cannot stand against " + against
                        + (codec == null
                                ? ""
                                : ", which holds " + codec.javaClass().getName())
                        + ": " + cause.getMessage(),
                cause);
    }

    private static boolean accepts(Codec<?> codec, Object object) {
        return boxed(codec).isInstance(object);
    }

    private static Class<?> boxed(Codec<?> codec) {
        return MethodType.methodType(codec.javaClass()).wrap().returnType();
    }

    @SuppressWarnings("unchecked") // The class was compared; what is inside shows itself by a ClassCastException.
    private static <T> AttributeValue stored(Codec<T> codec, Object object) {
        TreeItemWriter out = new TreeItemWriter();
        codec.write((T) object, out);
        return out.value();
    }
}
