package dev.stator.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The methods and fields of a class and its superclasses, found by the names that beans, Lombok and Kotlin give them. */
final class Members {
    private Members() {}

    static boolean isStatic(Member member) {
        return Modifier.isStatic(member.getModifiers());
    }

    static Class<?> typeOf(Member reader) {
        return reader instanceof Field field ? field.getType() : ((Method) reader).getReturnType();
    }

    /** Whether a value of one class can be given where the other is taken, boxed or not. */
    static boolean fits(Class<?> given, Class<?> taken) {
        return boxed(taken).isAssignableFrom(boxed(given));
    }

    /** The class of the objects that hold a value of this one: another for the primitive ones alone. */
    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** The class and its superclasses, without Object. */
    private static List<Class<?>> line(Class<?> type) {
        List<Class<?>> line = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            line.add(at);
        }
        return line;
    }

    /** The method of a name that takes nothing: of the class, its superclasses, or an interface. */
    static Optional<Method> method(Class<?> type, String name) {
        for (Class<?> at : line(type)) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0 && !method.isSynthetic()) {
                    return Optional.of(method);
                }
            }
        }
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name)
                        && method.getParameterCount() == 0
                        && method.getDeclaringClass().isInterface())
                .findFirst();
    }

    static Optional<Field> field(Class<?> type, String name) {
        return fields(type).stream()
                .filter(field -> field.getName().equals(name))
                .findFirst();
    }

    /** The fields that are part of an object's state, those of superclasses first. */
    static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> at : line(type)) {
            fields.addAll(
                    0,
                    Stream.of(at.getDeclaredFields())
                            .filter(field -> !isStatic(field)
                                    && !Modifier.isTransient(field.getModifiers())
                                    && !field.isSynthetic())
                            .toList());
        }
        return fields;
    }

    /** What gives the value of this name: {@code email()}, {@code getEmail()}, {@code isEmail()} or the field. */
    static Optional<Member> reader(Class<?> type, String name) {
        Optional<Member> method = Stream.of(name, prefixed("get", name), prefixed("is", name))
                .flatMap(candidate -> method(type, candidate).stream())
                .filter(found -> isGetter(found, name))
                .<Member>map(found -> found)
                .findFirst();
        return method.isPresent() ? method : field(type, name).map(found -> found);
    }

    private static boolean isGetter(Method method, String name) {
        Class<?> given = method.getReturnType();
        boolean flag = given == boolean.class || given == Boolean.class;
        return given != void.class
                && !isStatic(method)
                && !Modifier.isPrivate(method.getModifiers())
                && (flag || !method.getName().equals(prefixed("is", name)));
    }

    static String prefixed(String prefix, String name) {
        return prefix + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** What takes the value of this name: {@code setEmail(…)} or {@code email(…)}. */
    static Optional<Method> setter(Class<?> type, String name, Class<?> given) {
        boolean flag = name.length() > 2 && name.startsWith("is") && Character.isUpperCase(name.charAt(2));
        return Stream.of(prefixed("set", name), name, flag ? "set" + name.substring(2) : name)
                .flatMap(candidate ->
                        setters(type).stream().filter(setter -> setter.getName().equals(candidate)))
                .filter(setter -> fits(given, setter.getParameterTypes()[0]))
                .findFirst();
    }

    /** The methods that take one value, those of subclasses first and else by name, without private ones. */
    static List<Method> setters(Class<?> type) {
        List<Method> setters = new ArrayList<>();
        for (Class<?> at : line(type)) {
            Stream.of(at.getDeclaredMethods())
                    .filter(method -> method.getParameterCount() == 1
                            && !isStatic(method)
                            && !method.isSynthetic()
                            && !Modifier.isPrivate(method.getModifiers()))
                    .sorted(Comparator.comparing(Method::toString))
                    .forEach(setters::add);
        }
        if (type.isInterface()) {
            Stream.of(type.getMethods())
                    .filter(method -> method.getParameterCount() == 1 && !isStatic(method))
                    .sorted(Comparator.comparing(Method::toString))
                    .forEach(setters::add);
        }
        return setters;
    }

    /** The names of what a setter may take: {@code setEmail} and {@code withEmail} of {@code email}. */
    static List<String> namesOfSetter(String setter) {
        for (String prefix : List.of("set", "with")) {
            int length = prefix.length();
            if (setter.startsWith(prefix) && setter.length() > length && Character.isUpperCase(setter.charAt(length))) {
                String name = setter.substring(length);
                return List.of(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), name, setter);
            }
        }
        return List.of(setter);
    }

    /** Names in the order of the fields of that name, then by name; methods come in no order of their own. */
    static List<String> inOrderOfFields(Class<?> type, Collection<String> names) {
        Set<String> ordered = new LinkedHashSet<>();
        fields(type).stream().map(Field::getName).filter(names::contains).forEach(ordered::add);
        names.stream().sorted().forEach(ordered::add);
        return List.copyOf(ordered);
    }
}
