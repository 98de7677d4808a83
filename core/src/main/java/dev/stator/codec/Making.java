package dev.stator.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an instance of a class is made from the values of its properties, in their order. */
sealed interface Making {
    /**
     * A handle of type {@code (Object[])Object} that makes an instance.
     *
     * @throws IllegalAccessException if the lookup does not reach what it needs
     */
    MethodHandle bind(MethodHandles.Lookup lookup) throws IllegalAccessException;

    /** By a constructor, or a static method, that takes all values at once. */
    record AtOnce(Executable executable) implements Making {
        @Override
        public MethodHandle bind(MethodHandles.Lookup lookup) throws IllegalAccessException {
            MethodHandle handle = open(executable, lookup);
            int count = handle.type().parameterCount();
            return handle.asType(MethodType.genericMethodType(count))
                    .asSpreader(Object[].class, count)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        }
    }

    /**
     * Value by value: into a builder that makes the instance in the end, or into the instance itself.
     *
     * @param begin the constructor or static method that gives what takes the values
     * @param steps the methods and fields that take them; a method may give what takes the next
     * @param end the method that makes the instance of a builder; null if there is none
     */
    record Stepwise(
            Executable begin, List<Member> steps, @Nullable Method end) implements Making {
        @Override
        public MethodHandle bind(MethodHandles.Lookup lookup) throws IllegalAccessException {
            MethodHandle[] bound = new MethodHandle[steps.size()];
            for (int i = 0; i < bound.length; i++) {
                bound[i] = step(steps.get(i), lookup);
            }
            MethodHandle ending = end == null ? MethodHandles.identity(Object.class) : lookup.unreflect(end);
            Assembly assembly = new Assembly(
                    open(begin, lookup).asType(MethodType.genericMethodType(0)),
                    bound,
                    ending.asType(MethodType.genericMethodType(1)));
            try {
                return MethodHandles.lookup()
                        .bind(assembly, "make", MethodType.methodType(Object.class, Object[].class));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        private static MethodHandle step(Member member, MethodHandles.Lookup lookup) throws IllegalAccessException {
            if (member instanceof Field field) {
                return lookup.unreflectSetter(field).asType(MethodType.genericMethodType(2));
            }
            MethodHandle setter = lookup.unreflect((Method) member);
            // What does not go on with the chain gives null: void, or a map's former value.
            boolean chained =
                    setter.type().returnType().isAssignableFrom(setter.type().parameterType(0))
                            || setter.type()
                                    .parameterType(0)
                                    .isAssignableFrom(setter.type().returnType());
            boolean goesOn = chained && setter.type().returnType() != Object.class;
            MethodHandle shaped = goesOn ? setter : setter.asType(setter.type().changeReturnType(void.class));
            return shaped.asType(MethodType.genericMethodType(2));
        }
    }

    private static MethodHandle open(Executable executable, MethodHandles.Lookup lookup) throws IllegalAccessException {
        MethodHandle handle = executable instanceof Constructor<?> constructor
                ? lookup.unreflectConstructor(constructor)
                : lookup.unreflect((Method) executable);
        return handle.asFixedArity();
    }

    /** The steps of {@link Stepwise}, bound. */
    final class Assembly {
        private final MethodHandle begin;
        private final MethodHandle[] steps;
        private final MethodHandle end;

        private Assembly(MethodHandle begin, MethodHandle[] steps, MethodHandle end) {
            this.begin = begin;
            this.steps = steps;
            this.end = end;
        }

        @SuppressWarnings("unused") // Called by its handle.
        Object make(@Nullable Object[] values) throws Throwable {
            Object taker = (Object) begin.invokeExact();
            for (int i = 0; i < steps.length; i++) {
                Object next = (Object) steps[i].invokeExact(taker, values[i]);
                if (next != null) {
                    taker = next;
                }
            }
            return (Object) end.invokeExact(taker);
        }
    }
}
