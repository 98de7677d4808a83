package dev.stator.engine.item;

import dev.stator.engine.fault.Fault;
import dev.stator.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as a request brought them: an item, a key or the values of expressions, perhaps with something wrong.
 *
 * <p>The service looks at the values only after it has checked the other parameters, so what is wrong is kept here until
 * {@link #values} asks for sound ones.
 *
 * @param raw names to values, in order; a value that is not sound is a placeholder
 * @param problem the service's message about the first unsound value, if there is one
 * @param problemName the name of that attribute
 */
public record Attributes(
        Map<String, AttributeValue> raw,
        @Nullable String problem,
        @Nullable String problemName) {

    /**
     * The sound values.
     *
     * @throws Fault a ValidationException if one is not sound
     */
    public Map<String, AttributeValue> values() {
        check();
        return raw;
    }

    /**
     * Refuses values that are not sound, where it is time for that, and nobody needs them yet.
     *
     * @throws Fault a ValidationException if one is not
     */
    public void check() {
        if (problem != null) {
            throw Fault.validation(problem);
        }
    }

    /** The number of attributes. */
    public int size() {
        return raw.size();
    }

    @Override
    public String toString() {
        return raw.keySet().toString();
    }
}
