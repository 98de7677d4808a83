package dev.stator.codec;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Java type with all variables and wildcards resolved: what can be learnt, as plain data.
 *
 * @param raw the class
 * @param nullable whether the type is annotated with a {@code @Nullable} of any package
 * @param arguments the type arguments
 */
record TypeShape(Class<?> raw, boolean nullable, List<TypeShape> arguments) {
    TypeShape {
        arguments = List.copyOf(arguments);
    }

    /** A class without type arguments. */
    static TypeShape of(Class<?> raw) {
        return new TypeShape(raw, false, List.of());
    }

    /**
     * Resolves a type as it stands in a record.
     *
     * @param variables what the record's own type variables stand for
     * @throws IllegalArgumentException if a variable is not among them
     */
    static TypeShape of(AnnotatedType type, Map<TypeVariable<?>, TypeShape> variables) {
        boolean nullable = isNullable(type);
        if (type instanceof AnnotatedTypeVariable variable) {
            TypeShape bound = variables.get((TypeVariable<?>) variable.getType());
            if (bound == null) {
                throw new IllegalArgumentException("the type variable " + variable.getType()
                        + " stands for no class here; use the record as a component with type arguments");
            }
            return new TypeShape(bound.raw, nullable || bound.nullable, bound.arguments);
        } else if (type instanceof AnnotatedWildcardType wildcard) {
            return of(wildcard.getAnnotatedUpperBounds()[0], variables);
        } else if (type instanceof AnnotatedParameterizedType generic) {
            List<TypeShape> arguments = new ArrayList<>();
            for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
                arguments.add(of(argument, variables));
            }
            return new TypeShape((Class<?>) ((ParameterizedType) generic.getType()).getRawType(), nullable, arguments);
        } else if (type.getType() instanceof Class<?> raw) {
            return new TypeShape(raw, nullable, List.of());
        }
        throw new IllegalArgumentException("an array of a generic type cannot be stored; use a List");
    }

    /** Whether an annotation says that null is a value; by name, because every framework has one of its own. */
    static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    TypeShape present() {
        return new TypeShape(raw, false, arguments);
    }

    @Override
    public String toString() {
        return raw.getTypeName()
                + (arguments.isEmpty()
                        ? ""
                        : arguments.stream().map(TypeShape::toString).collect(Collectors.joining(", ", "<", ">")));
    }
}
