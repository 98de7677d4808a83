package dev.stator.codec;

import dev.stator.error.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * What an absent attribute means for a component.
 *
 * @param allowed whether there may be none
 * @param substitute the value that stands for it; null if that is null
 */
record Absence(boolean allowed, @Nullable Object substitute) {
    static final Absence REFUSED = new Absence(false, null);
    static final Absence NULL = new Absence(true, null);

    static Absence of(Object substitute) {
        return new Absence(true, substitute);
    }

    /** A null in a component: left out if null stands for absence, and for nothing else. */
    void refuseNull() {
        if (!allowed || substitute != null) {
            throw new CodecException(
                    "", "the component is null; give it a value, or declare it @Nullable or Optional", null);
        }
    }

    @Nullable
    Object orThrow(Class<?> javaClass) {
        if (!allowed) {
            throw new CodecException(
                    "",
                    "the item has no such attribute, and the component needs a " + javaClass.getSimpleName()
                            + "; store one, or declare the component @Nullable or Optional",
                    null);
        }
        return substitute;
    }
}
