package dev.stator.codec;

import java.util.List;
import java.util.Optional;

/**
 * Which items of a table are of a class under a {@link Discriminator}.
 *
 * @param attribute the stored name of the attribute that tells the class
 * @param value what is written of the class; empty if it stands for several, or keeps what is not known
 * @param except whether the values are those of other classes
 * @param values the values of the class, those that are only read included; or of the others
 * @param missing whether items without the attribute are of the class
 */
public record Narrowing(
        String attribute, Optional<String> value, boolean except, List<String> values, boolean missing) {
    /** Copies the values. */
    public Narrowing {
        values = List.copyOf(values);
    }

    /** Whether items with this value of the attribute, or without one, are of the class. */
    public boolean takes(Optional<String> told) {
        return told.map(found -> except != values.contains(found)).orElse(missing);
    }

    /** Whether all items are of the class. */
    public boolean isWhole() {
        return except && missing && values.isEmpty();
    }
}
