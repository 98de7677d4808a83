package dev.stator.expression;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Learns which accessor a method reference names.
 *
 * <p>The runtime replaces a serializable lambda by a {@link SerializedLambda} when it is written to a stream, whatever
 * the module and the visibility of its class; the stream here catches that and writes nothing. Each place in the code
 * with a method reference has a class of its own, so the answer is kept with that class.
 */
final class Accessor {
    private static final ClassValue<AtomicReference<Segment.@Nullable Component>> KNOWN = new ClassValue<>() {
        @Override
        protected AtomicReference<Segment.@Nullable Component> computeValue(Class<?> lambda) {
            return new AtomicReference<>();
        }
    };

    private Accessor() {}

    static Segment.Component of(Getter<?, ?> getter) {
        AtomicReference<Segment.@Nullable Component> known = KNOWN.get(getter.getClass());
        Segment.Component component = known.get();
        if (component == null) {
            component = learn(getter);
            known.set(component);
        }
        return component;
    }

    private static Segment.Component learn(Getter<?, ?> getter) {
        SerializedLambda lambda = Catcher.lambdaOf(getter);
        int kind = lambda == null ? 0 : lambda.getImplMethodKind();
        if (lambda == null
                || lambda.getCapturedArgCount() != 0
                || (kind != MethodHandleInfo.REF_invokeVirtual && kind != MethodHandleInfo.REF_invokeInterface)) {
            throw new IllegalArgumentException("A path was given as a lambda or an object, which has no name to read;"
                    + " write a method reference to an accessor such as User::email, or attr(\"email\")");
        }
        String owner = lambda.getImplClass().replace('/', '.');
        try {
            return new Segment.Component(
                    Class.forName(owner, false, getter.getClass().getClassLoader()), lambda.getImplMethodName());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "The class " + owner + " of a method reference cannot be loaded where the reference stands", e);
        }
    }

    private static final class Catcher extends ObjectOutputStream {
        private @Nullable SerializedLambda caught;

        private Catcher() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        static @Nullable SerializedLambda lambdaOf(Getter<?, ?> getter) {
            try (Catcher catcher = new Catcher()) {
                catcher.writeObject(getter);
                return catcher.caught;
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "A path was given as a " + getter.getClass().getName()
                                + ", whose accessor cannot be learnt; write a method reference such as User::email",
                        e);
            }
        }

        @Override
        protected @Nullable Object replaceObject(Object written) {
            if (written instanceof SerializedLambda lambda) {
                caught = lambda;
            }
            return null;
        }
    }
}
