package dev.stator.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Java type with all variables and wildcards resolved: what can be learnt, as plain data.
 *
 * @param raw the class
 * @param nullable whether the type is annotated with a {@code @Nullable} of any package
 * @param arguments the type arguments
 * @param form the annotation that says how it is converted; null if there is none
 */
record TypeShape(
        Class<?> raw,
        boolean nullable,
        List<TypeShape> arguments,
        @Nullable Annotation form) {
    TypeShape {
        arguments = List.copyOf(arguments);
    }

    /** A class without type arguments. */
    static TypeShape of(Class<?> raw) {
        return new TypeShape(raw, false, List.of(), null);
    }

    /**
     * Resolves a type as it stands in a record.
     *
     * @param variables what the record's own type variables stand for
     * @throws IllegalArgumentException if a variable is not among them
     */
    static TypeShape of(AnnotatedType type, Map<TypeVariable<?>, TypeShape> variables) {
        boolean nullable = isNullable(type);
        Annotation form = formOf(type);
        if (type instanceof AnnotatedTypeVariable variable) {
            TypeShape bound = variables.get((TypeVariable<?>) variable.getType());
            if (bound == null) {
                throw new IllegalArgumentException("the type variable " + variable.getType()
                        + " stands for no class here; use the record as a component with type arguments");
            }
            return new TypeShape(
                    bound.raw, nullable || bound.nullable, bound.arguments, form == null ? bound.form : form);
        } else if (type instanceof AnnotatedWildcardType wildcard) {
            return of(wildcard.getAnnotatedUpperBounds()[0], variables);
        } else if (type instanceof AnnotatedParameterizedType generic) {
            return new TypeShape(rawOf(generic), nullable, argumentsOf(generic, variables), form);
        } else if (type.getType() instanceof Class<?> raw) {
            return new TypeShape(raw, nullable, List.of(), form);
        }
        throw new IllegalArgumentException("an array of a generic type cannot be stored; use a List");
    }

    /** Whether an annotation says that null is a value; by name, because every framework has one of its own. */
    static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    /** The annotation that is, or is made of, a {@link Convert}; null if there is none. */
    static @Nullable Annotation formOf(AnnotatedElement element) {
        List<Annotation> forms = Arrays.stream(element.getAnnotations())
                .filter(annotation -> annotation instanceof Convert
                        || annotation.annotationType().isAnnotationPresent(Convert.class))
                .toList();
        // The mark of the time to live comes with forms of its own, and takes another's.
        List<Annotation> own = forms.size() < 2
                ? forms
                : forms.stream().filter(form -> !(form instanceof TimeToLive)).toList();
        if (own.size() > 1) {
            throw new IllegalArgumentException("it has two forms, @"
                    + own.get(0).annotationType().getSimpleName() + " and @"
                    + own.get(1).annotationType().getSimpleName() + "; it can be stored in one");
        }
        return own.isEmpty() ? null : own.get(0);
    }

    private static Class<?> rawOf(AnnotatedType type) {
        return (Class<?>) (type.getType() instanceof ParameterizedType generic ? generic.getRawType() : type.getType());
    }

    private static List<TypeShape> argumentsOf(
            AnnotatedParameterizedType type, Map<TypeVariable<?>, TypeShape> variables) {
        List<TypeShape> arguments = new ArrayList<>();
        for (AnnotatedType argument : type.getAnnotatedActualTypeArguments()) {
            arguments.add(of(argument, variables));
        }
        return arguments;
    }

    /**
     * The type arguments with which a class implements an interface, directly or not; none if it does not.
     *
     * @throws IllegalArgumentException if they are type variables of the class
     */
    static List<TypeShape> argumentsOf(Class<?> type, Class<?> target) {
        return argumentsOf(type, target, Map.of());
    }

    private static List<TypeShape> argumentsOf(
            Class<?> type, Class<?> target, Map<TypeVariable<?>, TypeShape> variables) {
        List<AnnotatedType> parents = new ArrayList<>(List.of(type.getAnnotatedInterfaces()));
        if (type.getSuperclass() != null) {
            parents.add(type.getAnnotatedSuperclass());
        }
        for (AnnotatedType parent : parents) {
            Class<?> raw = rawOf(parent);
            if (target.isAssignableFrom(raw)) {
                List<TypeShape> arguments = parent instanceof AnnotatedParameterizedType generic
                        ? argumentsOf(generic, variables)
                        : List.of();
                return raw == target
                        ? arguments
                        : argumentsOf(raw, target, new TypeShape(raw, false, arguments, null).variables());
            }
        }
        return List.of();
    }

    /** What the class's own type variables stand for. */
    Map<TypeVariable<?>, TypeShape> variables() {
        TypeVariable<?>[] names = raw.getTypeParameters();
        Map<TypeVariable<?>, TypeShape> variables = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            variables.put(names[i], arguments.get(i));
        }
        return variables;
    }

    /** The type alone, without what annotations say of it, and boxed. */
    TypeShape bare() {
        return new TypeShape(
                Members.boxed(raw),
                false,
                arguments.stream().map(TypeShape::bare).toList(),
                null);
    }

    /** The same type without its own annotations; those within stay. */
    TypeShape present() {
        return new TypeShape(raw, false, arguments, null);
    }

    /** The same type, converted as an annotation says; null leaves it as it is. */
    TypeShape with(@Nullable Annotation otherForm) {
        return otherForm == null ? this : new TypeShape(raw, nullable, arguments, otherForm);
    }

    /** The type as Java has it. */
    Type type() {
        return arguments.isEmpty() ? raw : new Parameterized(raw, List.copyOf(arguments));
    }

    private record Parameterized(Class<?> raw, List<TypeShape> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.stream().map(TypeShape::type).toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getEnclosingClass();
        }
    }

    @Override
    public String toString() {
        return raw.getTypeName()
                + (arguments.isEmpty()
                        ? ""
                        : arguments.stream().map(TypeShape::toString).collect(Collectors.joining(", ", "<", ">")));
    }
}
