package dev.stator.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of a constructor's parameters: given by {@link Creator} or {@code ConstructorProperties}, those in the class
 * file, or, in a Kotlin data class, those of its fields, which it declares in the same order.
 */
final class ParameterNames {
    private ParameterNames() {}

    static List<String> of(Class<?> type, Executable executable) {
        int count = executable.getParameterCount();
        List<String> given = given(executable);
        if (!given.isEmpty()) {
            if (given.size() != count) {
                throw new IllegalArgumentException(type.getName() + " names " + given.size()
                        + " parameters of a constructor that takes " + count + "; name each of them once");
            }
            return given;
        }
        Parameter[] parameters = executable.getParameters();
        if (Arrays.stream(parameters).allMatch(Parameter::isNamePresent)) {
            return Arrays.stream(parameters).map(Parameter::getName).toList();
        }
        List<Field> fields = Members.fields(type);
        boolean asFields = Members.method(type, "component1").isPresent()
                && Arrays.equals(
                        executable.getParameterTypes(),
                        fields.stream().map(Field::getType).toArray());
        if (asFields) {
            return fields.stream().map(Field::getName).toList();
        }
        throw new IllegalArgumentException(type.getName()
                + " was compiled without the names of its constructor's parameters; compile it with -parameters, or"
                + " name them: @Creator({\"…\", …})");
    }

    private static List<String> given(Executable executable) {
        Creator creator = executable.getAnnotation(Creator.class);
        if (creator != null && creator.value().length > 0) {
            return List.of(creator.value());
        }
        return Stream.of(executable.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().equals("java.beans.ConstructorProperties"))
                .flatMap(annotation -> namesIn(annotation).stream())
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }

    /** Read by reflection, as the annotation is of a module that is not needed otherwise. */
    private static Optional<String[]> namesIn(Annotation annotation) {
        try {
            return Optional.of(
                    (String[]) annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
