package dev.stator.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Annotations that say something of what is stored, and stand where nobody looks for them. */
final class Strays {
    /** What methods bear besides attributes, and is checked where it is used. */
    private static final Set<Class<?>> OF_METHODS = Set.of(Creator.class, UpgradeFrom.class, EnumCode.class);

    /** What is said of whole items, on the attributes at their top or on the class. */
    private static final List<Class<? extends Annotation>> OF_ITEMS = List.of(
            Version.class,
            Created.class,
            Modified.class,
            GeneratedUuid.class,
            Unique.class,
            TimeToLive.class,
            SortKey.class,
            IndexPartitionKey.class,
            IndexSortKey.class,
            LocalIndex.class,
            Projected.class,
            KeysOnly.class,
            HoldsCounters.class);

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
        for (Class<?> at : Lineage.of(type)) {
            refuseOfClass(type, at);
            Stream.<Executable>concat(Stream.of(at.getDeclaredConstructors()), Stream.of(at.getDeclaredMethods()))
                    .filter(executable -> !executable.isSynthetic())
                    .flatMap(executable -> Stream.of(executable.getParameters()))
                    .filter(parameter -> !seen.contains(parameter))
                    .forEach(parameter -> refuse(type, parameter, at, stored));
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

    /**
     * Refuses in a class within another what counts in whole items alone. A class with a partition key is an item elsewhere,
     * and what it says counts there.
     *
     * @throws IllegalArgumentException if there is something; the message says what
     */
    static void refuseOfItems(Class<?> type, Collection<Property> stored) {
        if (Lineage.isMarked(type, PartitionKey.class)
                || stored.stream().anyMatch(property -> property.isMarked(PartitionKey.class))) {
            return;
        }
        for (Class<? extends Annotation> mark : OF_ITEMS) {
            if (Lineage.isMarked(type, mark)) {
                throw ofItem(type, mark, "");
            }
            stored.stream()
                    .filter(property -> property.isMarked(mark))
                    .findFirst()
                    .ifPresent(property -> {
                        throw ofItem(type, mark, " on " + property.name());
                    });
        }
    }

    private static IllegalArgumentException ofItem(Class<?> type, Class<?> mark, String place) {
        return new IllegalArgumentException(type.getName() + " has a @" + mark.getSimpleName() + place
                + ", which counts for whole items alone, and is stored within one; put the annotation on the class of the"
                + " item" + (place.isEmpty() ? "" : ", on an attribute of its own")
                + (mark == TimeToLive.class ? ", and take @EpochSeconds here" : ", or take it away"));
    }

    private static void refuseOfClass(Class<?> type, Class<?> at) {
        if (at.isAnnotationPresent(DiscriminatorValue.class)
                && (Modifier.isAbstract(at.getModifiers()) || Hierarchy.of(at).isEmpty())) {
            throw new IllegalArgumentException(type.getName() + " has a @DiscriminatorValue on "
                    + at.getName() + ", "
                    + (Modifier.isAbstract(at.getModifiers())
                            ? "of which there are no values; put it on the classes of values"
                            : "and no @Discriminator on what that extends and implements; put one there"));
        }
        boolean said = type.isAnnotationPresent(Shape.class) && !Modifier.isAbstract(at.getModifiers());
        if (at != type && at.isAnnotationPresent(Shape.class) && !said) {
            throw new IllegalArgumentException(type.getName() + " does not take on the @Shape of " + at.getName()
                    + ", since functions that make older shapes new are not inherited; put a @Shape, with functions of its"
                    + " own, on each class whose items are stored");
        }
    }

    private static <M extends Member & AnnotatedElement> void refuse(
            Class<?> type, M member, Class<?> at, Collection<Property> stored) {
        boolean inherited = at != type;
        boolean hasShape = at.isAnnotationPresent(Shape.class);
        Stream.of(member.getAnnotations())
                .map(Annotation::annotationType)
                .filter(mark -> isOfAttribute(mark) || (mark == UpgradeFrom.class && inherited && !hasShape))
                .filter(mark -> !isSaidAgain(member, mark, stored))
                .findFirst()
                .ifPresent(mark -> {
                    throw new IllegalArgumentException(type.getName() + " has a @" + name(mark) + " on "
                            + (inherited ? at.getName() + "." : "") + member.getName() + ", which "
                            + (mark == UpgradeFrom.class ? ofFunction(type) : reason(member, at)));
                });
    }

    private static String ofFunction(Class<?> type) {
        return "is not inherited: a class has the functions that it declares itself; put it in " + type.getSimpleName();
    }

    private static void refuse(Class<?> type, Parameter parameter, Class<?> at, Collection<Property> stored) {
        Stream.of(parameter.getAnnotations())
                .filter(said -> isOfAttribute(said.annotationType()) && !isSaidAgain(parameter, said, stored))
                .findFirst()
                .ifPresent(said -> {
                    Executable taking = parameter.getDeclaringExecutable();
                    throw new IllegalArgumentException(type.getName() + " has a @" + name(said.annotationType())
                            + " on the parameter " + parameter.getName() + " of "
                            + (taking instanceof Method
                                    ? (at == type ? "" : at.getName() + ".") + taking.getName()
                                    : "a constructor" + (at == type ? "" : " of " + at.getName()))
                            + ", which takes nothing that is read; put it on a component, or on the accessor, field, setter"
                            + " or parameter of a property");
                });
    }

    /** Whether what is stored says the same: under the name of the parameter, where that is in the class file. */
    private static boolean isSaidAgain(Parameter parameter, Annotation said, Collection<Property> stored) {
        return stored.stream()
                .filter(property ->
                        !parameter.isNamePresent() || property.name().equals(parameter.getName()))
                .flatMap(property -> property.places().stream())
                .anyMatch(place -> List.of(place.getAnnotations()).contains(said));
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
