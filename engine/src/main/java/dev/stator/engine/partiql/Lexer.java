package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into tokens, leaving out blanks and comments. */
final class Lexer {
    private static final List<String> LONG_SIGNS = List.of("<>", "<=", ">=", "!=", "||", "<<", ">>");
    private static final String SHORT_SIGNS = "()[]{},.:;*+-/%=<>?@";

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /**
     * The tokens of a statement; the last is {@link Token.Kind#END}.
     *
     * @throws Fault a ValidationException if there is something in it that is no token
     */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            lexer.skip();
            tokens.add(lexer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Token.Kind.END);
        return tokens;
    }

    /** The service tells nothing more of what it cannot even read. */
    private static Fault unreadable() {
        return Grammar.malformed("");
    }

    private boolean starts(String sign) {
        return text.startsWith(sign, at);
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private void newLine(int end) {
        line++;
        lineStart = end;
    }

    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                newLine(at);
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (starts("--")) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (starts("/*")) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw unreadable();
                }
                pass(end + 2);
            } else {
                return;
            }
        }
    }

    /** Goes on to an index, counting lines. */
    private void pass(int end) {
        for (; at < end; at++) {
            if (text.charAt(at) == '\n') {
                newLine(at + 1);
            }
        }
    }

    private Token next() {
        char c = charAt(at);
        if (at == text.length()) {
            return token(Token.Kind.END, "", at);
        } else if (c == '\'') {
            return quoted(Token.Kind.STRING, c);
        } else if (c == '"') {
            return quoted(Token.Kind.QUOTED, c);
        } else if (c == '`') {
            Token ion = quoted(Token.Kind.ION, c);
            if (IonType.of(ion.text()) == null) {
                throw unreadable();
            }
            return ion;
        } else if (isLetter(c)) {
            int end = at;
            while (isLetter(charAt(end)) || isDigit(charAt(end))) {
                end++;
            }
            String word = text.substring(at, end);
            return token(Keywords.contains(word) ? Token.Kind.KEYWORD : Token.Kind.WORD, word, end);
        } else if (isDigit(c) || (c == '.' && isDigit(charAt(at + 1)))) {
            return number();
        }
        return sign();
    }

    private Token token(Token.Kind kind, String content, int end) {
        int column = text.codePointCount(lineStart, at) + 1;
        Token token = new Token(kind, content, line, column, text.codePointCount(at, end));
        pass(end);
        return token;
    }

    private Token quoted(Token.Kind kind, char quote) {
        StringBuilder content = new StringBuilder();
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end++);
            if (c != quote) {
                content.append(c);
            } else if (charAt(end) == quote) {
                content.append(quote);
                end++;
            } else {
                return token(kind, content.toString(), end);
            }
        }
        throw unreadable();
    }

    private Token number() {
        int end = digits(at);
        if (charAt(end) == '.') {
            end = digits(end + 1);
        }
        if (charAt(end) == 'e' || charAt(end) == 'E') {
            int exponent = charAt(end + 1) == '+' || charAt(end + 1) == '-' ? end + 2 : end + 1;
            end = digits(exponent);
            if (end == exponent) {
                throw unreadable();
            }
        }
        if (isLetter(charAt(end))) {
            throw unreadable();
        }
        String number = text.substring(at, end);
        try {
            return token(Token.Kind.NUMBER, new BigDecimal(number).toString(), end);
        } catch (NumberFormatException tooLarge) {
            throw unreadable();
        }
    }

    private int digits(int start) {
        int end = start;
        while (isDigit(charAt(end))) {
            end++;
        }
        return end;
    }

    private Token sign() {
        for (String sign : LONG_SIGNS) {
            if (starts(sign)) {
                return token(Token.Kind.SIGN, sign, at + sign.length());
            }
        }
        if (SHORT_SIGNS.indexOf(text.charAt(at)) < 0) {
            throw unreadable();
        }
        return token(Token.Kind.SIGN, text.substring(at, at + 1), at + 1);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
