package dev.stator.codec;

import java.util.List;
import java.util.Optional;

/** Whether two codecs, learnt in different classes, store the same values in the same way. */
final class Likeness {
    private Likeness() {}

    static boolean of(Codec<?> one, Codec<?> other) {
        if (one instanceof RecursiveCodec<?> promise) {
            return of(promise.learnt(), other);
        } else if (other instanceof RecursiveCodec<?> promise) {
            return of(one, promise.learnt());
        } else if (one == other) {
            return true;
        } else if (one.getClass() != other.getClass() || one.javaClass() != other.javaClass()) {
            return false;
        } else if (one instanceof ConvertedCodec<?, ?> converted) {
            return converted.isLike((ConvertedCodec<?, ?>) other);
        } else if (one instanceof KeyCodec<?> key) {
            return of(key.values(), ((KeyCodec<?>) other).values());
        } else if (one instanceof OptionalCodec<?, ?> optional) {
            return of(optional.present(), ((OptionalCodec<?, ?>) other).present());
        } else if (one instanceof TemplateCodec templates) {
            return of(templates.template(), ((TemplateCodec) other).template());
        }
        Optional<Codec<?>> inOne = one.element();
        Optional<Codec<?>> inOther = other.element();
        return inOne.isEmpty() || inOther.isEmpty() || inOne.get() == one || of(inOne.get(), inOther.get());
    }

    /** Whether two templates make the same keys of the same values. */
    static boolean of(KeyTemplate one, KeyTemplate other) {
        List<KeyTemplate.Part> parts = one.parts();
        List<KeyTemplate.Part> others = other.parts();
        boolean alike = one.toString().equals(other.toString());
        for (int i = 0; alike && i < parts.size(); i++) {
            alike = of(parts.get(i).value().codec(), others.get(i).value().codec())
                    && parts.get(i).attribute().equals(others.get(i).attribute());
        }
        return alike;
    }

    /** Whether two keys are made alike of what users give. */
    static boolean of(KeyAttribute one, KeyAttribute other) {
        return one.name().equals(other.name()) && one.type() == other.type() && of(one.codec(), other.codec());
    }
}
