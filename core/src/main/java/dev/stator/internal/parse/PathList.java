package dev.stator.internal.parse;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import java.util.List;

/** The paths of an update or projection, none of which may be, or lead through, another. */
final class PathList {
    private PathList() {}

    /** Checks one path against those behind it in the text. */
    static void requireApart(AnyPath path, List<AnyPath> others) {
        for (AnyPath other : others) {
            int common = Math.min(path.segments().size(), other.segments().size());
            int same = 0;
            while (same < common
                    && path.segments().get(same).equals(other.segments().get(same))) {
                same++;
            }
            if (same == common) {
                throw clash("overlap", path, other);
            } else if (path.segments().get(same) instanceof Segment.Index
                    != other.segments().get(same) instanceof Segment.Index) {
                throw clash("conflict", path, other);
            }
        }
    }

    private static ExpressionException clash(String how, Path<?> one, Path<?> two) {
        return new ExpressionException("Two document paths " + how
                + " with each other; must remove or rewrite one of these paths; path one: " + text(one) + ", path two: "
                + text(two));
    }

    /** A path as the service shows it: {@code [a, [0], b]}. */
    static String text(Path<?> path) {
        return path.segments().toString();
    }
}
