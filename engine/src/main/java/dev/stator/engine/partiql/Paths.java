package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Segment;
import java.util.ArrayList;
import java.util.List;

/** Document paths: names behind dots or in brackets, and indexes in brackets. */
final class Paths {
    private Paths() {}

    static boolean isPath(Syntax syntax) {
        return syntax instanceof Syntax.Name || syntax instanceof Syntax.Path;
    }

    /** The path that something must be. */
    static AnyPath read(Syntax syntax) {
        List<Segment> segments = new ArrayList<>();
        if (syntax instanceof Syntax.Path path) {
            segments.add(name(path.root()));
            path.steps().forEach(step -> segments.add(segment(step)));
        } else {
            segments.add(name(syntax));
        }
        return new AnyPath(segments);
    }

    static Fault unexpected(Syntax syntax) {
        return Fault.validation("Unexpected path component" + syntax.at().position());
    }

    private static Segment segment(Syntax.Step step) {
        Syntax syntax = step.syntax();
        if (syntax instanceof Syntax.Star && step.bracketed()) {
            throw Grammar.malformed("Invalid use of * in select list");
        } else if (syntax instanceof Syntax.Star) {
            throw Fault.validation("Changing item's hierarchy while reading isn't supported");
        } else if (syntax instanceof Syntax.Numeral number) {
            return index(number);
        } else if (syntax instanceof Syntax.Text text) {
            return segment(text.at().text());
        }
        return name(syntax);
    }

    private static Segment.Index index(Syntax.Numeral number) {
        String digits = number.at().text();
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw unexpected(number);
        }
        try {
            int index = Integer.parseInt(digits);
            if (!number.negative() || index == 0) {
                return new Segment.Index(index);
            }
        } catch (NumberFormatException tooLarge) {
            // Said below.
        }
        throw Fault.validation("List index is not within the allowable range; index: [" + number.text() + "]"
                + number.at().position());
    }

    private static Segment.Name name(Syntax syntax) {
        if (syntax instanceof Syntax.Name name) {
            return segment(name.at().text());
        }
        throw unexpected(syntax);
    }

    private static Segment.Name segment(String name) {
        if (name.isEmpty()) {
            throw Fault.validation("Path component cannot be an empty string");
        }
        return new Segment.Name(name);
    }
}
