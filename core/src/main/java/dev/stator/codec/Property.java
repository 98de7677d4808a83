package dev.stator.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value that a class gives, and most often takes: a component of a record, a parameter of a constructor with its
 * accessor, a field with getter and setter, or an annotated method.
 *
 * @param name its name in Java
 * @param noun what it is, for messages
 * @param reader the method or field that gives the value
 * @param type the type of what the reader gives
 * @param places where its annotations may stand: component, parameter, field, getter, setter, and their types
 */
record Property(String name, String noun, Member reader, AnnotatedType type, List<AnnotatedElement> places) {
    Property {
        places = List.copyOf(places);
    }

    /** A property with a reader, and what else may be annotated. */
    static Property of(String name, String noun, Member reader, AnnotatedElement... more) {
        List<AnnotatedElement> places = new ArrayList<>();
        AnnotatedType type = typeOf(reader);
        places.add((AnnotatedElement) reader);
        places.add(type);
        Arrays.stream(more).filter(Objects::nonNull).forEach(places::add);
        return new Property(name, noun, reader, type, places);
    }

    private static AnnotatedType typeOf(Member reader) {
        return reader instanceof Field field ? field.getAnnotatedType() : ((Method) reader).getAnnotatedReturnType();
    }

    /** The class of the value. */
    Class<?> raw() {
        return reader instanceof Field field ? field.getType() : ((Method) reader).getReturnType();
    }

    /** The name of its type, for messages. */
    String typeName() {
        return type.getType().getTypeName();
    }

    /** The name by which a method reference reads it. */
    String accessor() {
        return reader.getName();
    }

    /** An annotation, wherever it stands; empty if it does not. */
    <A extends Annotation> Optional<A> mark(Class<A> annotation) {
        return marks(annotation).stream().findFirst();
    }

    /** An annotation that may be repeated. */
    <A extends Annotation> List<A> marks(Class<A> annotation) {
        return places.stream()
                .map(place -> List.of(place.getAnnotationsByType(annotation)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    boolean isMarked(Class<? extends Annotation> annotation) {
        return !marks(annotation).isEmpty();
    }

    /** The annotation that says how it is converted; null if there is none. */
    @Nullable
    Annotation form() {
        return places.stream()
                .map(TypeShape::formOf)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether null is declared to be a value. */
    boolean isNullable() {
        return places.stream().anyMatch(TypeShape::isNullable);
    }
}
