package dev.stator.codec;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The constants of an enum to what they are stored as: both ways by lookup.
 *
 * @param <E> the enum
 * @param <S> what its constants are stored as
 */
final class EnumForm<E, S> implements Converter<E, S> {
    private final Map<E, S> stored = new HashMap<>();
    private final Map<S, E> constants = new HashMap<>();

    /**
     * Learns the codes of all constants.
     *
     * @param code the field or method that gives the code
     * @throws IllegalArgumentException if there is no access, a code is null, or two constants have one code
     */
    EnumForm(Class<E> type, Member code, Mapping mapping) {
        MethodHandle handle = Access.member(
                type,
                mapping.access(),
                lookup -> code instanceof Method method
                        ? lookup.unreflect(method)
                        : lookup.unreflectGetter((Field) code));
        for (E constant : type.getEnumConstants()) {
            S value = code(handle, constant);
            E other = value == null ? null : constants.put(value, constant);
            if (value == null || other != null) {
                throw new IllegalArgumentException("@EnumCode " + code.getName() + " gives "
                        + (other == null
                                ? "null for " + constant
                                : "the same for " + name(other) + " and " + name(constant))
                        + "; each constant needs a code of its own");
            }
            stored.put(constant, value);
        }
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name();
    }

    @SuppressWarnings("unchecked") // The type of the member gives the codec.
    private S code(MethodHandle handle, E constant) {
        try {
            return (S) handle.invoke(constant);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("The code of " + name(constant) + " cannot be read", e);
        }
    }

    /** The members of an enum that are marked as its code. */
    static List<Member> codes(Class<?> type) {
        return Stream.<Member>concat(Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getDeclaredMethods()))
                .filter(member -> ((AnnotatedElement) member).isAnnotationPresent(EnumCode.class))
                .toList();
    }

    /**
     * The type of a code.
     *
     * @throws IllegalArgumentException if the member is none that a constant has
     */
    static AnnotatedType typeOf(Member code) {
        if (Modifier.isStatic(code.getModifiers())
                || (code instanceof Method method
                        && (method.getParameterCount() > 0 || method.getReturnType() == void.class))) {
            throw new IllegalArgumentException("@EnumCode stands on " + code.getName()
                    + "; mark a field or a method without parameters that each constant has");
        }
        return code instanceof Method method ? method.getAnnotatedReturnType() : ((Field) code).getAnnotatedType();
    }

    @Override
    public S toStored(E value) {
        return Objects.requireNonNull(stored.get(value));
    }

    @Override
    public E fromStored(S found) {
        E constant = constants.get(found);
        if (constant == null) {
            throw new IllegalArgumentException("no constant has this code");
        }
        return constant;
    }
}
