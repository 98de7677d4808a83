package dev.stator.expression;

import java.util.ArrayList;
import java.util.List;

/** What all path classes share: the segments, and the text that people write for them. */
final class PathText {
    private PathText() {}

    static List<Segment> check(List<Segment> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException(
                    "A document path has no segment; it begins with the name of an attribute");
        } else if (segments.get(0) instanceof Segment.Index) {
            throw new IllegalArgumentException("A document path begins with the index " + segments.get(0)
                    + "; it begins with the name of an attribute");
        }
        return List.copyOf(segments);
    }

    static List<Segment> with(List<Segment> segments, Segment next) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(next);
        return longer;
    }

    static List<Segment> parse(String text) {
        List<Segment> segments = new ArrayList<>();
        for (String step : text.split("\\.", -1)) {
            int bracket = step.indexOf('[');
            segments.add(new Segment.Name(bracket < 0 ? step : step.substring(0, bracket)));
            while (bracket >= 0) {
                int end = step.indexOf(']', bracket);
                if (end < 0 || (end + 1 < step.length() && step.charAt(end + 1) != '[')) {
                    throw new IllegalArgumentException("The path \"" + text
                            + "\" has a bracket out of place; write list indexes as in a.b[0][1].c, and use attr(name)"
                            + " for a name with such characters");
                }
                segments.add(index(text, step.substring(bracket + 1, end)));
                bracket = step.indexOf('[', end);
            }
        }
        return segments;
    }

    private static Segment.Index index(String text, String digits) {
        try {
            return new Segment.Index(Integer.parseInt(digits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The path \"" + text + "\" has \"" + digits + "\" for a list index; write a whole number", e);
        }
    }

    /**
     * Refuses two bound paths of which one is the other or leads through it, or which part at a place that would have to
     * be a list and a map at once.
     */
    static void refuseOverlap(String what, List<Path<?>> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = i + 1; j < paths.size(); j++) {
                if (overlap(paths.get(i).segments(), paths.get(j).segments())) {
                    throw new IllegalArgumentException(what + " names the overlapping paths " + paths.get(i) + " and "
                            + paths.get(j) + "; leave one of them out");
                }
            }
        }
    }

    private static boolean overlap(List<Segment> one, List<Segment> two) {
        int common = Math.min(one.size(), two.size());
        for (int i = 0; i < common; i++) {
            if (!one.get(i).equals(two.get(i))) {
                return one.get(i) instanceof Segment.Index != two.get(i) instanceof Segment.Index;
            }
        }
        return true;
    }
}
