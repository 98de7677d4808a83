package dev.stator.engine.request;

import dev.stator.engine.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constraints that a request breaks, gathered in the service's order, at most ten. */
final class Problems {
    private static final int MOST = 10;

    private final List<String> found = new ArrayList<>();

    void add(String path, @Nullable Object value, String requirement) {
        if (found.size() < MOST) {
            String shown = value == null ? "null" : "'" + value + "'";
            found.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + requirement);
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw Fault.validation(found.size() + " validation error" + (found.size() > 1 ? "s" : "") + " detected: "
                    + String.join("; ", found));
        }
    }
}
