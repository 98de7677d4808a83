package dev.stator.expression;

import dev.stator.codec.Codec;
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
    /** A bound path, and the codec of what is there if the item's codec knows it. */
    private record Place(AnyPath path, @Nullable Codec<?> codec) {}

    AnyPath path(Path<?> path) {
        return place(path).path;
    }

    private Place place(Path<?> path) {
        List<Segment> bound = new ArrayList<>();
        Codec<?> codec = root;
        for (Segment segment : path.segments()) {
            if (segment instanceof Segment.Component component) {
                Codec.Member member = member(component, codec, path);
                bound.add(new Segment.Name(member.name()));
                codec = unwrapped(member.codec());
            } else {
                bound.add(segment);
                codec = codec == null ? null : unwrapped(inside(codec, segment));
            }
        }
        return new Place(new AnyPath(bound), codec);
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

    private static @Nullable Codec<?> inside(Codec<?> codec, Segment segment) {
        if (segment instanceof Segment.Name name) {
            Optional<Codec.Member> member = codec.attribute(name.name());
            if (member.isPresent()) {
                return member.get().codec();
            }
        }
        return codec.element().orElse(null);
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
            return new UpdateAction.Add(target.path, value(add.value(), add.path(), target.codec));
        } else if (action instanceof UpdateAction.Delete delete) {
            return new UpdateAction.Delete(target.path, value(delete.value(), delete.path(), target.codec));
        }
        return new UpdateAction.Remove(target.path);
    }

    private SetOperand setOperand(SetOperand operand, Place target) {
        if (operand instanceof Value value) {
            return value(value, target.path, target.codec);
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

    /** A constant for a key, whose class must be the codec's: a key of another type would find nothing. */
    static Value key(Value value, Path<?> key, Codec<?> codec) {
        Object object = value.object();
        boolean numbers = object instanceof Number && Number.class.isAssignableFrom(boxed(codec));
        if (object instanceof AttributeValue || numbers || accepts(codec, object)) {
            return value(value, key, codec);
        }
        throw misfit(value, key, codec, null);
    }

    private static IllegalArgumentException misfit(
            Value value, Object against, @Nullable Codec<?> codec, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "A constant of " + value.object().getClass().getName() + " cannot stand against " + against
                        + (codec == null
                                ? ""
                                : ", which holds " + codec.javaClass().getName())
                        + (cause == null ? "" : ": " + cause.getMessage()),
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
