package dev.stator.codec;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes under a {@link Discriminator}, by reflection alone.
 *
 * @param root the annotated class
 * @param attribute the stored name of the attribute that tells them apart
 * @param kinds the classes of values, in the order in which they are permitted
 * @param missing the class of what has no such attribute
 * @param unknown the class of what has another value
 */
record Hierarchy(
        Class<?> root, String attribute, List<Kind> kinds, Optional<Class<?>> missing, Optional<Class<?>> unknown) {
    /**
     * One class of values.
     *
     * @param value what is written
     * @param aliases what is read, too
     */
    record Kind(Class<?> type, String value, List<String> aliases) {
        List<String> values() {
            List<String> all = new ArrayList<>(List.of(value));
            all.addAll(aliases);
            return all;
        }
    }

    Hierarchy {
        kinds = List.copyOf(kinds);
    }

    /**
     * The hierarchy to which a class belongs; empty if none of its supertypes is annotated.
     *
     * @throws IllegalArgumentException if it is under two, or the annotations make no sense
     */
    static Optional<Hierarchy> of(Class<?> type) {
        Set<Class<?>> roots = new LinkedHashSet<>();
        collectRoots(type, roots);
        if (roots.size() > 1) {
            throw new IllegalArgumentException(type.getName() + " is under two discriminators, of "
                    + roots.stream().map(Class::getName).toList() + "; keep one @Discriminator");
        }
        return roots.stream().findFirst().map(root -> under(root, root.getAnnotation(Discriminator.class)));
    }

    private static void collectRoots(Class<?> type, Set<Class<?>> roots) {
        if (type.isAnnotationPresent(Discriminator.class)) {
            roots.add(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            collectRoots(parent, roots);
        }
        if (type.getSuperclass() != null) {
            collectRoots(type.getSuperclass(), roots);
        }
    }

    private static Hierarchy under(Class<?> root, Discriminator said) {
        if (said.value().isEmpty()) {
            throw refusal(root, "has a @Discriminator with an empty name");
        }
        Set<Class<?>> types = new LinkedHashSet<>();
        if (said.subtypes().length == 0) {
            collectTypes(root, root, types);
        } else if (root.isSealed()) {
            throw refusal(root, "is sealed and names its subtypes in @Discriminator, too; leave those out");
        }
        for (Class<?> type : said.subtypes()) {
            if (!root.isAssignableFrom(type)) {
                throw refusal(root, "names " + type.getName() + " as a subtype, which it is not");
            }
            collectTypes(root, type, types);
        }
        List<Kind> kinds = new ArrayList<>();
        Map<String, Class<?>> taken = new HashMap<>();
        for (Class<?> type : types) {
            Kind kind = kind(type);
            for (String value : kind.values()) {
                Class<?> other = taken.put(value, type);
                if (other != null) {
                    throw refusal(
                            root,
                            "has two classes for the discriminator \"" + value + "\", " + other.getName() + " and "
                                    + type.getName() + "; give one another @DiscriminatorValue");
                }
            }
            kinds.add(kind);
        }
        return new Hierarchy(
                root,
                said.value(),
                kinds,
                fallback(root, "missing", said.missing(), types),
                fallback(root, "unknown", said.unknown(), types));
    }

    private static Kind kind(Class<?> type) {
        DiscriminatorValue said = type.getAnnotation(DiscriminatorValue.class);
        boolean named = said != null && !said.value().isEmpty();
        return new Kind(
                type, named ? said.value() : type.getSimpleName(), said == null ? List.of() : List.of(said.aliases()));
    }

    private static Optional<Class<?>> fallback(Class<?> root, String which, Class<?> type, Set<Class<?>> types) {
        if (type == void.class) {
            return Optional.empty();
        } else if (!types.contains(type)) {
            throw refusal(
                    root,
                    "takes " + type.getName() + " for what is " + which + ", which is none of its classes of values");
        }
        return Optional.of(type);
    }

    private static void collectTypes(Class<?> root, Class<?> type, Set<Class<?>> types) {
        boolean isAbstract = Modifier.isAbstract(type.getModifiers());
        if (!isAbstract) {
            types.add(type);
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(permitted -> collectTypes(root, permitted, types));
        } else if (isAbstract) {
            throw refusal(
                    root,
                    "has " + (type == root ? "a @Discriminator" : "the subtype " + type.getName())
                            + " and is not sealed, so its classes are not known; seal it, or name the classes in"
                            + " @Discriminator(subtypes = …)");
        }
    }

    /** The kinds of a class, which are all of them for the root. */
    List<Kind> kinds(Class<?> type) {
        return kinds.stream().filter(kind -> type.isAssignableFrom(kind.type)).toList();
    }

    private static IllegalArgumentException refusal(Class<?> root, String problem) {
        return new IllegalArgumentException(root.getName() + " " + problem);
    }
}
