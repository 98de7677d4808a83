package dev.stator.engine.item;

import dev.stator.engine.fault.Fault;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import org.jspecify.annotations.Nullable;

/** What the service allows of an item besides its size: how deep values nest, and how long names are. */
public final class ItemLimits {
    /** Lists and maps within each other: what the innermost holds is the 32nd level, even if it holds nothing. */
    static final int MAX_NESTING = 31;

    /** A name in UTF-8. */
    static final int MAX_NAME = 65_535;

    private static final String TOO_DEEP = "Nesting Levels have exceeded supported limits: Attributes in the item have"
            + " nested levels beyond supported limit";

    private ItemLimits() {}

    /**
     * Checks an attribute that was put together here, such as the result of an update, of which every part alone was sound.
     *
     * @param value its value; null if it has none any more
     * @throws Fault a ValidationException if a value lies too deep or a name is too long
     */
    public static void check(String name, @Nullable AttributeValue value) {
        if (value != null) {
            check(name, value, 0);
        }
    }

    private static void check(String name, AttributeValue value, int depth) {
        refuse(nameProblem(name));
        check(value, depth);
    }

    private static void check(AttributeValue value, int depth) {
        if (value instanceof AttributeValue.M map) {
            refuse(nestingProblem(depth + 1));
            map.values().forEach((name, entry) -> check(name, entry, depth + 1));
        } else if (value instanceof AttributeValue.L list) {
            refuse(nestingProblem(depth + 1));
            for (AttributeValue element : list.values()) {
                check(element, depth + 1);
            }
        }
    }

    private static void refuse(@Nullable String problem) {
        if (problem != null) {
            throw Fault.validation(problem);
        }
    }

    /** What is wrong with a list or map at this depth, the outermost being 1; {@code null} if nothing is. */
    static @Nullable String nestingProblem(int depth) {
        return depth > MAX_NESTING ? TOO_DEEP : null;
    }

    /** What is wrong with the name of an attribute; {@code null} if nothing is. */
    public static @Nullable String nameProblem(String name) {
        if (name.isEmpty()) {
            return "Empty attribute name";
        }
        // A char is at most three bytes, so most names need no count.
        boolean tooLong = name.length() > MAX_NAME / 3 && ItemSize.utf8(name) > MAX_NAME;
        return tooLong ? "Attribute name is too large, must be less than 65536 bytes" : null;
    }
}
