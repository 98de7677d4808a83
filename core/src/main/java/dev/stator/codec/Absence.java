package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.ItemWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What no attribute means for a component, and what becomes of a component that has no value.
 *
 * @param allowed whether there may be none
 * @param substitute the value that stands for no attribute, and is not written as itself; null if that is null
 * @param takesNull whether null is written as the substitute is
 * @param stored whether the explicit null is written instead of nothing
 * @param filling makes the value for a component that has none; null if it has no default
 */
record Absence(
        boolean allowed,
        @Nullable Object substitute,
        boolean takesNull,
        boolean stored,
        @Nullable Supplier<?> filling) {
    static final Absence REFUSED = new Absence(false, null, false, false, null);
    static final Absence NULL = new Absence(true, null, true, false, null);

    /** A value stands for absence, and null does not. */
    static Absence of(Object substitute) {
        return new Absence(true, substitute, false, false, null);
    }

    /** A default is written and read where there is no value. */
    static Absence filledBy(Supplier<?> filling) {
        return new Absence(true, null, true, false, filling);
    }

    /** The same under a rule that the class states. */
    Absence under(NullRule rule) {
        return rule == NullRule.REQUIRED ? REFUSED : new Absence(true, substitute, true, rule == NullRule.STORED, null);
    }

    /** Writes what stands for null or for the substitute. */
    void write(@Nullable Object value, Component component, ItemWriter out) {
        if (value == null && !takesNull) {
            throw new CodecException(
                    "", "the component is null; give it a value, or declare it @Nullable or Optional", null);
        } else if (filling != null) {
            out.name(component.name());
            component.codec.write(filled(filling), out);
        } else if (stored) {
            out.name(component.name());
            out.nullValue();
        }
    }

    @Nullable
    Object orThrow(Class<?> javaClass) {
        if (!allowed) {
            throw new CodecException(
                    "",
                    "the item has no such attribute, and the component needs a " + javaClass.getSimpleName()
                            + "; store one, or declare the component @Nullable or Optional, or give it a @Default",
                    null);
        }
        return filling == null ? substitute : filled(filling);
    }

    private static Object filled(Supplier<?> filling) {
        Object value = filling.get();
        if (value == null) {
            throw new CodecException("", "the method that makes the default gave null; let it give a value", null);
        }
        return value;
    }
}
