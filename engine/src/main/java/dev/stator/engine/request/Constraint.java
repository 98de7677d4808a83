package dev.stator.engine.request;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A rule for one member that the service checks before anything else, with its words for it.
 *
 * @param holds whether a value that is present keeps the rule
 * @param requirement what follows "failed to satisfy constraint: "
 */
record Constraint<T>(Predicate<T> holds, String requirement) {
    static <T> Constraint<T> atLeast(long least) {
        return new Constraint<>(
                value -> number(value) >= least, "Member must have value greater than or equal to " + least);
    }

    static <T> Constraint<T> atMost(long most) {
        return new Constraint<>(value -> number(value) <= most, "Member must have value less than or equal to " + most);
    }

    static <T> Constraint<T> minLength(int least) {
        return new Constraint<>(
                value -> length(value) >= least, "Member must have length greater than or equal to " + least);
    }

    static <T> Constraint<T> maxLength(int most) {
        return new Constraint<>(
                value -> length(value) <= most, "Member must have length less than or equal to " + most);
    }

    static Constraint<String> resourceName() {
        return new Constraint<>(
                Constraint::isResourceName, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }

    static Constraint<String> oneOf(List<String> names) {
        return new Constraint<>(
                names::contains, "Member must satisfy enum value set: [" + String.join(", ", names) + "]");
    }

    /** All keys of a map that are no ARNs keep all these rules. */
    static <V> Constraint<Map<String, V>> keys(List<Constraint<String>> rules) {
        return new Constraint<>(
                map -> map.keySet().stream().allMatch(key -> key.startsWith(Type.ARN) || keepsAll(rules, key)),
                "Map keys must satisfy constraint: " + requirements(rules));
    }

    /** All values of a map keep all these rules. */
    static <V> Constraint<Map<String, V>> values(List<Constraint<V>> rules) {
        return new Constraint<>(
                map -> map.values().stream().allMatch(value -> keepsAll(rules, value)),
                "Map value must satisfy constraint: " + requirements(rules));
    }

    /** All elements of a list keep all these rules. */
    static <E> Constraint<List<E>> elements(List<Constraint<E>> rules) {
        return new Constraint<>(
                list -> list.stream().allMatch(element -> keepsAll(rules, element)),
                "Member must satisfy constraint: " + requirements(rules));
    }

    private static <V> boolean keepsAll(List<Constraint<V>> rules, V value) {
        return rules.stream().allMatch(rule -> rule.holds.test(value));
    }

    private static <V> String requirements(List<Constraint<V>> rules) {
        return rules.stream().map(Constraint::requirement).toList().toString();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static int length(Object value) {
        if (value instanceof String text) {
            return text.length();
        } else if (value instanceof Collection<?> list) {
            return list.size();
        }
        return ((Map<?, ?>) value).size();
    }

    private static boolean isResourceName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
