package dev.stator.engine.item;

import dev.stator.engine.fault.Fault;
import dev.stator.value.AttributeValue;
import org.jspecify.annotations.Nullable;

/**
 * One attribute value as a request brought it, perhaps with something wrong that the service speaks of only later.
 *
 * @param raw the value; a placeholder if it is not sound
 * @param problem the service's message about a value that is not sound
 */
public record Attribute(AttributeValue raw, @Nullable String problem) {
    /**
     * The sound value.
     *
     * @throws Fault a ValidationException if it is not sound
     */
    public AttributeValue value() {
        if (problem != null) {
            throw Fault.validation(problem);
        }
        return raw;
    }
}
