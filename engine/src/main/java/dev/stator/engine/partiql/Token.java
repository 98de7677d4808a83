package dev.stator.engine.partiql;

import java.util.Locale;

/**
 * A word or sign of a statement.
 *
 * @param kind what it is
 * @param text what it says: without quotes, comments and doubled quotes
 * @param line the line in which it begins, the first being 1
 * @param column where in the line it begins, the first character being 1
 * @param length how many characters it has, its quotes included
 */
record Token(Kind kind, String text, int line, int column, int length) {
    enum Kind {
        /** A name as it is. */
        WORD,
        /** A name in double quotes, which may be any. */
        QUOTED,
        /** A word of the language itself, which is a name in double quotes only. */
        KEYWORD,
        /** A string, in single quotes. */
        STRING,
        NUMBER,
        /** An Ion value in backticks, which the service's PartiQL does not have. */
        ION,
        SIGN,
        END
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.KEYWORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Whether this can be the name of a table or an attribute. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** What a function, a keyword or an operator is called, however it is written. */
    String lowerCase() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Where this stands, in the form in which the service's messages end. */
    String position() {
        return " at " + line + ":" + column + ":" + length;
    }
}
