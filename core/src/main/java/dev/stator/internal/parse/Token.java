package dev.stator.internal.parse;

import java.util.Locale;
import java.util.Set;

/**
 * A word or sign of an expression text.
 *
 * @param kind what it is
 * @param text its characters
 * @param start where it begins
 * @param end where it ends, not included
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        /** A placeholder for a name, with its {@code #}. */
        NAME,
        /** A placeholder for a constant, with its {@code :}. */
        VALUE,
        NUMBER,
        SIGN,
        END
    }

    /** The words of the grammars themselves, which are no names even where they could not be misunderstood. */
    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE");

    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isIdentifier() {
        return kind == Kind.WORD && !KEYWORDS.contains(text.toUpperCase(Locale.ROOT));
    }
}
