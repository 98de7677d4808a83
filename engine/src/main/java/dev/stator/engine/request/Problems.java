package dev.stator.engine.request;

import dev.stator.engine.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The constraints that a request breaks, gathered in the service's order, at most ten. */
final class Problems {
    private static final int MOST = 10;

    /** A value may be as large as the whole request; the longest list that is one too long has room. */
    private static final int LONGEST_SHOWN = 1 << 15;

    private final List<String> found = new ArrayList<>();

    /** The names and numbers that lead to the value at hand; most values break nothing, so nobody asks for them as a text. */
    private final Deque<Object> path = new ArrayDeque<>();

    void enter(Object step) {
        path.addLast(step);
    }

    void leave() {
        path.removeLast();
    }

    /** Takes note of what is wrong with the value that was entered last. */
    void add(@Nullable String value, String requirement) {
        if (found.size() < MOST) {
            String shown = value == null ? "null" : "'" + cut(value) + "'";
            String place = path.stream().map(Object::toString).collect(Collectors.joining("."));
            found.add("Value " + shown + " at '" + place + "' failed to satisfy constraint: " + requirement);
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
