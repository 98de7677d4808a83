package dev.stator.codec;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way into one record class: its accessors as lambdas and its canonical constructor as a method handle, both bound
 * once and as fast as calls written by hand.
 *
 * <p>A lookup is tried after the other: the caller's, ours within the record (which works on the class path, and where the
 * package is open to us), and ours from outside (which works for public records in exported packages). A lambda needs
 * the full rights of its class; where a lookup gives less, accessors go through method handles and box primitives.
 */
final class Access {
    private static final MethodHandles.Lookup OURS = MethodHandles.lookup();

    private final Class<?> type;
    private final MethodHandles.Lookup lookup;

    private Access(Class<?> type, MethodHandles.Lookup lookup) {
        this.type = type;
        this.lookup = lookup;
    }

    /**
     * Finds the way into a record class.
     *
     * @param given the caller's lookup, if there is one
     * @throws IllegalArgumentException if there is no way; the message says what is missing
     */
    static Access to(Class<?> type, MethodHandles.@Nullable Lookup given) {
        return candidates(type, given)
                .map(lookup -> new Access(type, lookup))
                .filter(Access::works)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(missing(type, given)));
    }

    private static Stream<MethodHandles.Lookup> candidates(Class<?> type, MethodHandles.@Nullable Lookup given) {
        Access.class.getModule().addReads(type.getModule());
        List<MethodHandles.Lookup> candidates = new ArrayList<>();
        if (given != null) {
            within(type, given).ifPresent(candidates::add);
            candidates.add(given);
        }
        within(type, OURS).filter(MethodHandles.Lookup::hasFullPrivilegeAccess).ifPresent(candidates::add);
        candidates.add(OURS);
        within(type, OURS).ifPresent(candidates::add);
        return candidates.stream();
    }

    /**
     * A member of a class that is no record, as a handle.
     *
     * @param given the caller's lookup, if there is one
     * @param unreflect finds it with a lookup
     * @throws IllegalArgumentException if no lookup reaches it
     */
    static MethodHandle member(Class<?> type, MethodHandles.@Nullable Lookup given, Unreflect unreflect) {
        return candidates(type, given)
                .flatMap(lookup -> {
                    try {
                        return Stream.of(unreflect.with(lookup));
                    } catch (IllegalAccessException e) {
                        return Stream.empty();
                    }
                })
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(missing(type, given)));
    }

    /** One of the methods of a lookup that give a handle. */
    interface Unreflect {
        MethodHandle with(MethodHandles.Lookup lookup) throws IllegalAccessException;
    }

    private static Optional<MethodHandles.Lookup> within(Class<?> type, MethodHandles.Lookup from) {
        try {
            return Optional.of(MethodHandles.privateLookupIn(type, from));
        } catch (IllegalAccessException e) {
            return Optional.empty();
        }
    }

    private boolean works() {
        try {
            canonicalConstructor();
            for (RecordComponent component : type.getRecordComponents()) {
                lookup.unreflect(component.getAccessor());
            }
            return true;
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private static String missing(Class<?> type, MethodHandles.@Nullable Lookup given) {
        Module module = Access.class.getModule();
        String ours = module.isNamed() ? "module " + module.getName() : "Stator";
        String place = "its package " + type.getPackageName() + " in "
                + (type.getModule().isNamed() ? "module " + type.getModule().getName() : "the unnamed module");
        String obstacle = isPublic(type)
                ? place + " is not exported to " + ours
                : "it is not public, and " + place + " is not open to " + ours;
        String advice = given == null
                ? ". Pass a lookup of its own module: TableSchema.of(" + type.getSimpleName()
                        + ".class, MethodHandles.lookup())"
                : ", and the given lookup of " + given.lookupClass().getName()
                        + " does not reach it either. Pass MethodHandles.lookup() of a class in the record's module";
        return "No access to " + (type.isRecord() ? "record " : "") + type.getName() + ": " + obstacle + advice;
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!Modifier.isPublic(outer.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private MethodHandle canonicalConstructor() throws IllegalAccessException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, types));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no canonical constructor", e);
        }
    }

    /** The canonical constructor as a handle of type {@code (Object[])Object}. */
    MethodHandle constructor() {
        try {
            MethodHandle constructor = canonicalConstructor();
            int count = constructor.type().parameterCount();
            return constructor
                    .asType(MethodType.genericMethodType(count))
                    .asSpreader(Object[].class, count)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(missing(type, null), e);
        }
    }

    /**
     * An accessor as a lambda that gives a primitive without a box, such as a {@link java.util.function.ToIntFunction}.
     *
     * @param shape the functional interface
     * @param method the name of its method
     * @param result what its method gives
     * @return empty if the lookup has not the rights of its class
     */
    <F> Optional<F> lambda(RecordComponent component, Class<? super F> shape, String method, Class<?> result) {
        if (!lookup.hasFullPrivilegeAccess() || !sees(lookup.lookupClass(), type)) {
            return Optional.empty();
        }
        try {
            MethodHandle accessor = lookup.unreflect(component.getAccessor());
            MethodType exact = accessor.type();
            @SuppressWarnings("unchecked") // The factory makes an instance of the interface.
            F lambda = (F) shape.cast(LambdaMetafactory.metafactory(
                            lookup,
                            method,
                            MethodType.methodType(shape),
                            MethodType.methodType(result, Object.class),
                            accessor,
                            result.isPrimitive() ? exact : exact.wrap())
                    .getTarget()
                    .invoke());
            return Optional.of(lambda);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot bind the accessor " + component.getAccessor(), e);
        }
    }

    /** Whether a lambda that is defined beside {@code from} can name the record class. */
    private static boolean sees(Class<?> from, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, from.getClassLoader()) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** An accessor that gives an object, boxed if need be. */
    Function<Object, @Nullable Object> getter(RecordComponent component) {
        Optional<Function<Object, @Nullable Object>> lambda = lambda(component, Function.class, "apply", Object.class);
        return lambda.orElseGet(() -> handle(component));
    }

    private Function<Object, @Nullable Object> handle(RecordComponent component) {
        try {
            MethodHandle accessor = lookup.unreflect(component.getAccessor()).asType(MethodType.genericMethodType(1));
            return record -> {
                try {
                    return (Object) accessor.invokeExact(record);
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException("An accessor threw a checked exception", e);
                }
            };
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(missing(type, null), e);
        }
    }
}
