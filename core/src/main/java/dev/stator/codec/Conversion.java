package dev.stator.codec;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a class that converts turns into what, as its type arguments tell.
 *
 * @param type a class that implements {@link Converter} or {@link Codec}
 * @param from the Java type that it takes; {@code Object} if it takes any, and of an optional what is in it
 * @param to the type that a converter stores; empty for a codec, which writes tokens itself
 */
record Conversion(Class<?> type, TypeShape from, Optional<TypeShape> to) {
    /**
     * What an instance converts.
     *
     * @throws IllegalArgumentException if its class does not tell
     */
    static Conversion of(Object converter) {
        if (converter instanceof FunctionConverter<?, ?> functions) {
            return new Conversion(
                    converter.getClass(),
                    TypeShape.of(functions.type()).bare(),
                    Optional.of(TypeShape.of(functions.stored())));
        }
        return of(converter.getClass());
    }

    /**
     * What the instances of a class convert.
     *
     * @throws IllegalArgumentException if it converts nothing, or does not tell what
     */
    static Conversion of(Class<?> type) {
        boolean converts = Converter.class.isAssignableFrom(type);
        if (!converts && !Codec.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(type.getName() + " implements neither Converter nor Codec");
        }
        List<TypeShape> arguments;
        try {
            arguments = TypeShape.argumentsOf(type, converts ? Converter.class : Codec.class);
        } catch (IllegalArgumentException e) {
            arguments = List.of();
        }
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " does not tell what it converts; implement "
                    + (converts ? "Converter" : "Codec") + " with classes as type arguments"
                    + (converts ? ", or use Converter.of" : ""));
        }
        return new Conversion(
                type, arguments.get(0).bare(), converts ? Optional.of(arguments.get(1)) : Optional.empty());
    }

    boolean takes(TypeShape shape) {
        return from.raw() == Object.class ? shape.raw() != Optional.class : from.equals(shape.bare());
    }

    /**
     * An instance for an attribute of this type.
     *
     * @throws IllegalArgumentException if there is no way to make one
     */
    Object instance(TypeShape shape, Mapping mapping) {
        Map<Class<?>, Object> given = Map.of(Type.class, shape.type(), Clock.class, mapping.clock());
        try {
            Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                    .filter(candidate -> given.keySet().containsAll(List.of(candidate.getParameterTypes())))
                    .max(Comparator.comparingInt(Constructor::getParameterCount))
                    .filter(candidate -> !Modifier.isAbstract(type.getModifiers()))
                    .orElseThrow(() -> new IllegalArgumentException(type.getName()
                            + " cannot be made; give it a constructor without parameters, or with a Type or Clock, and"
                            + " make it neither abstract nor an inner class"));
            MethodHandle make =
                    Access.member(type, mapping.access(), lookup -> lookup.unreflectConstructor(constructor));
            return make.invokeWithArguments(Arrays.stream(constructor.getParameterTypes())
                    .map(given::get)
                    .toList());
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    type.getName() + " needs the class "
                            + String.valueOf(e.getMessage()).replace('/', '.')
                            + ", which is not there; add the library that holds it",
                    e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("The constructor of " + type.getName() + " failed", e);
        }
    }
}
