package dev.stator.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a smaller record fits the items of which it is a part: it names what they store, in the form in which they do. */
final class Fit {
    private final Class<?> type;
    private final boolean reading;
    /** Pairs of records that are compared already, or just now, because a record can hold itself. */
    private final Set<List<Class<?>>> compared = new HashSet<>();

    private Fit(Class<?> type, boolean reading) {
        this.type = type;
        this.reading = reading;
    }

    /** That of a class which reads parts of items. */
    static Fit reading(Class<?> type) {
        return new Fit(type, true);
    }

    /** That of a class whose attributes are stored with those of items. */
    static Fit writing(Class<?> type) {
        return new Fit(type, false);
    }

    /**
     * What the items store for a member of the smaller record.
     *
     * @throws IllegalArgumentException if they store nothing, or something else, or it is read and may be missing
     */
    Codec.Member stored(Codec.Member member, Codec<?> whole, List<String> path) {
        Codec.Member stored = whole.attribute(member.name())
                .orElseThrow(() -> refusal(
                        path,
                        "and a " + name(whole) + " stores no such attribute; give the component the name of one with"
                                + " @Attribute"));
        requireAlike(core(stored.codec()), core(member.codec()), path);
        if (reading && !member.optional() && mayLack(whole, stored)) {
            throw refusal(path, "which may be missing in a " + name(whole) + "; declare it Optional or @Nullable");
        }
        return stored;
    }

    private static boolean mayLack(Codec<?> whole, Codec.Member stored) {
        return stored.optional()
                || (core(whole) instanceof HierarchyCodec<?> hierarchy && hierarchy.mayLack(stored.name()));
    }

    private void requireAlike(Codec<?> stored, Codec<?> part, List<String> path) {
        Optional<Codec<?>> inStored = stored.element();
        Optional<Codec<?>> inPart = part.element();
        if (stored instanceof RecordCodec<?> && part instanceof RecordCodec<?> record) {
            if (compared.add(List.of(stored.javaClass(), part.javaClass()))) {
                for (Codec.Member member : record.members()) {
                    List<String> deeper = new ArrayList<>(path);
                    deeper.add(member.name());
                    stored(member, stored, deeper);
                }
            }
        } else if (stored.getClass() != part.getClass() || boxed(stored) != boxed(part)) {
            throw refusal(
                    path,
                    "a " + boxed(part).getName() + ", and the items hold a "
                            + boxed(stored).getName() + " there"
                            + (stored instanceof ShapedCodec<?>
                                    ? ", which has a @Shape: it may be stored in an older one, and that class alone makes it"
                                            + " new; give the component that class"
                                    : ""));
        } else if (stored instanceof ConvertedCodec<?, ?> converted && !converted.isLike((ConvertedCodec<?, ?>) part)) {
            throw refusal(
                    path,
                    "a " + boxed(part).getName() + " in another form than that in which the items store it; give both"
                            + " components the same annotation or converter");
        } else if (stored instanceof MapCodec<?, ?> map && !Likeness.of(map.keys(), ((MapCodec<?, ?>) part).keys())) {
            throw refusal(path, "a map with other keys than the items store; give both the same class");
        } else if (inStored.isPresent() && inPart.isPresent()) {
            requireAlike(core(inStored.get()), core(inPart.get()), path);
        }
    }

    /** The codec of the values themselves, whether or not there must be one. */
    static Codec<?> core(Codec<?> codec) {
        if (codec instanceof OptionalCodec<?, ?> optional) {
            return core(optional.present());
        } else if (codec instanceof NullableCodec<?> nullable) {
            return core(nullable.present());
        } else if (codec instanceof KeyCodec<?> key) {
            return core(key.values());
        } else if (codec instanceof RecursiveCodec<?> promise) {
            return core(promise.learnt());
        } else if (codec instanceof HierarchyCodec<?> hierarchy
                && hierarchy.forms().size() == 1) {
            return core(hierarchy.forms().values().iterator().next());
        }
        return codec;
    }

    private static Class<?> boxed(Codec<?> codec) {
        return Members.boxed(codec.javaClass());
    }

    private static String name(Codec<?> codec) {
        return codec.javaClass().getName();
    }

    /** Says what is wrong with a place, or with whole items. */
    IllegalArgumentException refusal(List<String> path, String problem) {
        return new IllegalArgumentException(type.getName() + (reading ? " reads " : " has ")
                + (path.isEmpty() ? "items" : String.join(".", path)) + ", " + problem);
    }
}
