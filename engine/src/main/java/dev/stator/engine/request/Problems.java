package dev.stator.engine.request;

import dev.stator.engine.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constraints that a request breaks, gathered in the service's order, at most ten. */
final class Problems {
    private static final int MOST = 10;

    /** A value may be as large as the whole request. */
    private static final int LONGEST_SHOWN = 4_096;

    private final List<String> found = new ArrayList<>();

    void add(String path, @Nullable Object value, String requirement) {
        if (found.size() < MOST) {
            String shown = value == null ? "null" : "'" + cut(value.toString()) + "'";
            found.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + requirement);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw Fault.validation(found.size() + " validation error" + (found.size() > 1 ? "s" : "") + " detected: "
                    + String.join("; ", found));
        }
    }
}
