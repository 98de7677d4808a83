package dev.stator.codec;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way into one class: its accessors as lambdas and what makes an instance as a method handle, both bound once and as
 * fast as calls written by hand.
 *
 * <p>A lookup is tried after the other: the caller's, ours within the record (which works on the class path, and where the
 * package is open to us), and ours from outside (which works for public members of public classes in exported packages). A lambda needs
 * the full rights of its class; where a lookup gives less, accessors go through method handles and box primitives.
 */
final class Access {
    private static final MethodHandles.Lookup OURS = MethodHandles.lookup();

    private final Anatomy anatomy;
    private final MethodHandles.Lookup lookup;

    private Access(Anatomy anatomy, MethodHandles.Lookup lookup) {
        this.anatomy = anatomy;
        this.lookup = lookup;
    }

    /**
     * Finds the way into a class.
     *
     * @param given the caller's lookup, if there is one
     * @throws IllegalArgumentException if there is no way; the message says what is missing
     */
    static Access to(Anatomy anatomy, MethodHandles.@Nullable Lookup given) {
        Class<?> type = anatomy.type();
        return candidates(type, given)
                .map(lookup -> new Access(anatomy, lookup))
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
     * A member of a class that is not learnt, as a handle.
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
            anatomy.making().bind(lookup);
            for (Property property : anatomy.properties()) {
                reader(property);
            }
            return true;
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private MethodHandle reader(Property property) throws IllegalAccessException {
        return property.reader() instanceof Field field
                ? lookup.unreflectGetter(field)
                : lookup.unreflect((Method) property.reader());
    }

    private static String missing(Class<?> type, MethodHandles.@Nullable Lookup given) {
        Module module = Access.class.getModule();
        String ours = module.isNamed() ? "module " + module.getName() : "Stator";
        String place = "its package " + type.getPackageName() + " in "
                + (type.getModule().isNamed() ? "module " + type.getModule().getName() : "the unnamed module");
        String obstacle;
        if (!isPublic(type)) {
            obstacle = "it is not public, and " + place + " is not open to " + ours;
        } else if (!type.getModule().isExported(type.getPackageName(), module)) {
            obstacle = place + " is not exported to " + ours;
        } else {
            obstacle = "it has members that are not public, and " + place + " is not open to " + ours;
        }
        String advice = given == null
                ? ". Pass a lookup of its own module: TableSchema.of(" + type.getSimpleName()
                        + ".class, MethodHandles.lookup())"
                : ", and the given lookup of " + given.lookupClass().getName()
                        + " does not reach it either. Pass MethodHandles.lookup() of a class in its module";
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

    /** The class. */
    Class<?> type() {
        return anatomy.type();
    }

    /** A static method that takes nothing. */
    Supplier<Object> supplier(Method method) {
        try {
            MethodHandle handle = lookup.unreflect(method).asType(MethodType.genericMethodType(0));
            return () -> {
                try {
                    return (Object) handle.invokeExact();
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException("The method " + method + " threw a checked exception", e);
                }
            };
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(missing(anatomy.type(), null), e);
        }
    }

    /** What makes an instance of the values of all properties, as a handle of type {@code (Object[])Object}. */
    MethodHandle constructor() {
        try {
            return anatomy.making().bind(lookup);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(missing(anatomy.type(), null), e);
        }
    }

    /**
     * An accessor as a lambda that gives a primitive without a box, such as a {@link java.util.function.ToIntFunction}.
     *
     * @param shape the functional interface
     * @param method the name of its method
     * @param result what its method gives
     * @return empty if the lookup has not the rights of its class, or it is a field
     */
    <F> Optional<F> lambda(Property property, Class<? super F> shape, String method, Class<?> result) {
        if (!lookup.hasFullPrivilegeAccess()
                || !(property.reader() instanceof Method)
                || !sees(lookup.lookupClass(), anatomy.type())) {
            return Optional.empty();
        }
        try {
            MethodHandle accessor = reader(property);
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
            throw new IllegalStateException("Cannot bind the accessor " + property.reader(), e);
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
    Function<Object, @Nullable Object> getter(Property property) {
        Optional<Function<Object, @Nullable Object>> lambda = lambda(property, Function.class, "apply", Object.class);
        return lambda.orElseGet(() -> handle(property));
    }

    private Function<Object, @Nullable Object> handle(Property property) {
        try {
            MethodHandle accessor = reader(property).asType(MethodType.genericMethodType(1));
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
            throw new IllegalArgumentException(missing(anatomy.type(), null), e);
        }
    }
}
