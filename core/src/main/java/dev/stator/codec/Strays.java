package dev.stator.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Annotations that say something of what is stored, and stand where nobody looks for them. */
final class Strays {
    /** What methods bear besides attributes, and is checked where it is used. */
    private static final Set<Class<?>> OF_METHODS = Set.of(Creator.class, UpgradeFrom.class, EnumCode.class);

    /** What a class says of its own items alone. */
    private static final List<Class<? extends Annotation>> OF_CLASSES = List.of(
            PartitionKey.class,
            SortKey.class,
            IndexPartitionKey.class,
            IndexSortKey.class,
            LocalIndex.class,
            KeysOnly.class,
            Shape.class);

    private Strays() {}

    /**
     * Refuses those of a class and of what it extends and implements.
     *
     * @param stored what is stored of it, be it given or computed
     * @throws IllegalArgumentException if there is one; the message says which
     */
    static void refuse(Class<?> type, Collection<Property> stored) {
        Set<AnnotatedElement> seen = new HashSet<>();
        stored.forEach(property -> seen.addAll(property.places()));
        for (Class<?> at : withSupertypes(type)) {
            refuseOfClass(type, at);
            for (Method method : at.getDeclaredMethods()) {
                if (!method.isSynthetic() && !seen.contains(method)) {
                    refuse(type, method, at, stored);
                }
            }
            for (Field field : at.getDeclaredFields()) {
                boolean ofComponent = at.isRecord() && !Members.isStatic(field);
                if (!field.isSynthetic() && !ofComponent && !seen.contains(field)) {
                    refuse(type, field, at, stored);
                }
            }
        }
    }

    private static Set<Class<?>> withSupertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            all.add(at);
        }
        List.copyOf(all).forEach(at -> addInterfaces(at, all));
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> above : type.getInterfaces()) {
            all.add(above);
            addInterfaces(above, all);
        }
    }

    private static void refuseOfClass(Class<?> type, Class<?> at) {
        if (at == type || !Modifier.isAbstract(at.getModifiers())) {
            return;
        }
        for (Class<? extends Annotation> mark : OF_CLASSES) {
            if (at.getAnnotationsByType(mark).length > 0) {
                throw new IllegalArgumentException(type.getName() + " does not take on the @" + mark.getSimpleName()
                        + " of " + at.getName() + "; say it of each class whose items are stored");
            }
        }
    }

    private static <M extends Member & AnnotatedElement> void refuse(
            Class<?> type, M member, Class<?> at, Collection<Property> stored) {
        boolean inherited = at != type;
        Stream.of(member.getAnnotations())
                .map(Annotation::annotationType)
                .filter(mark -> isOfAttribute(mark) || (inherited && mark == UpgradeFrom.class))
                .filter(mark -> !isSaidAgain(member, mark, stored))
                .findFirst()
                .ifPresent(mark -> {
                    throw new IllegalArgumentException(type.getName() + " has a @" + name(mark) + " on "
                            + (inherited ? at.getName() + "." : "") + member.getName() + ", which "
                            + reason(member, at));
                });
    }

    /** Whether what overrides a method says the same. */
    private static boolean isSaidAgain(Member member, Class<? extends Annotation> mark, Collection<Property> stored) {
        return member instanceof Method method
                && method.getParameterCount() == 0
                && stored.stream()
                        .anyMatch(property -> property.accessor().equals(method.getName()) && property.isMarked(mark));
    }

    private static boolean isOfAttribute(Class<? extends Annotation> mark) {
        return (mark.getPackage() == Attribute.class.getPackage() && !OF_METHODS.contains(mark))
                || mark.isAnnotationPresent(Convert.class);
    }

    /** The name of an annotation; that of the ones in it, if it holds repeated ones. */
    private static String name(Class<?> mark) {
        Class<?> outer = mark.getEnclosingClass();
        return outer == null ? mark.getSimpleName() : outer.getSimpleName();
    }

    private static String reason(Member member, Class<?> at) {
        if (Members.isStatic(member)) {
            return "is static, and so nothing of an item; take the annotation away";
        } else if (member instanceof Method method && method.getParameterCount() > 0) {
            return "takes a value; only a method without parameters gives an attribute, and only a setter by which the class"
                    + " is made may be annotated like its property";
        } else if (member instanceof Field field && Modifier.isTransient(field.getModifiers())) {
            return "is transient, and so not stored; take one of the two away";
        } else if (Modifier.isAbstract(member.getModifiers())) {
            return "is implemented by what is stored; put the annotation on that, as on the component of a record of "
                    + at.getSimpleName();
        }
        return "gives nothing that is stored, so the annotation takes no effect; put it on a component, or on the accessor,"
                + " field, setter or parameter of a property, or add an @Attribute to a method that computes one";
    }
}
