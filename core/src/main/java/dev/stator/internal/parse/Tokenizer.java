package dev.stator.internal.parse;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression text into tokens. Any character is a token, so that the grammar can name it when it objects. */
final class Tokenizer {
    private static final String END_OF_TEXT = "<EOF>";

    private final String text;
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** The tokens of the text; the last is {@link Token.Kind#END}. */
    static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(tokenizer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int start = at;
        if (start == text.length()) {
            return new Token(Token.Kind.END, END_OF_TEXT, start, start);
        }
        Token.Kind kind = kind(text.charAt(start));
        at = end(kind, start);
        return new Token(kind, text.substring(start, at), start, at);
    }

    private Token.Kind kind(char first) {
        if (isLetter(first)) {
            return Token.Kind.WORD;
        } else if (isDigit(first)) {
            return Token.Kind.NUMBER;
        } else if ((first == '#' || first == ':') && isPart(at + 1)) {
            return first == '#' ? Token.Kind.NAME : Token.Kind.VALUE;
        }
        return Token.Kind.SIGN;
    }

    private int end(Token.Kind kind, int start) {
        int end = start + 1;
        if (kind == Token.Kind.SIGN) {
            boolean comparison =
                    text.startsWith("<>", start) || text.startsWith("<=", start) || text.startsWith(">=", start);
            return comparison ? start + 2 : start + Character.charCount(text.codePointAt(start));
        }
        while (kind == Token.Kind.NUMBER ? end < text.length() && isDigit(text.charAt(end)) : isPart(end)) {
            end++;
        }
        return end;
    }

    private boolean isPart(int index) {
        if (index >= text.length()) {
            return false;
        }
        char c = text.charAt(index);
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
