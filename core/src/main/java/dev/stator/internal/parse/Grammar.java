package dev.stator.internal.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The rules that conditions, updates and projections share: lists, paths, operands and parentheses. */
class Grammar {
    private static final int MAX_BYTES = 4096;
    /** More than any expression with the allowed 300 operators can need; keeps the stack small. */
    private static final int MAX_DEPTH = 320;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;
    private int groupStart = -1;
    private int groupEnd = -1;
    private boolean redundantParentheses;

    /** Whether some are redundant that stand in no others which are open still. */
    private boolean surelyRedundant;

    Grammar(String text) {
        this(text, true);
    }

    /**
     * Begins with a text.
     *
     * @param tellsSize whether a text that is too long is told how long it is, as the service does for all but updates
     */
    Grammar(String text, boolean tellsSize) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size == 0) {
            throw new ExpressionException("The expression can not be empty;");
        } else if (size > MAX_BYTES) {
            throw new ExpressionException("Expression size has exceeded the maximum allowed size;"
                    + (tellsSize ? " expression size: " + size : ""));
        }
        this.text = text;
        this.tokens = Tokenizer.tokens(text);
    }

    interface Rule<T> {
        T parse();
    }

    /** The text as a whole, by one rule. */
    final <T> T whole(Rule<T> rule) {
        T result = rule.parse();
        if (redundantParentheses) {
            throw redundantParentheses();
        } else if (peek().kind() != Token.Kind.END) {
            throw unexpected();
        }
        return result;
    }

    /** One or more of a rule, parted by commas. */
    final <T> List<T> list(Rule<T> rule) {
        List<T> elements = new ArrayList<>();
        do {
            elements.add(rule.parse());
        } while (takeIf(","));
        return elements;
    }

    /** Something in parentheses, which must not be in others already. */
    final <T> T group(Rule<T> content) {
        int start = at;
        expect("(");
        T result = nested(content);
        boolean redundant = groupStart == start + 1 && groupEnd == at - 1;
        groupStart = start;
        groupEnd = at;
        expect(")");
        redundantParentheses |= redundant;
        surelyRedundant |= redundantParentheses && depth == 0;
        return result;
    }

    final <T> T nested(Rule<T> content) {
        if (++depth > MAX_DEPTH) {
            throw WordCheck.tooManyOperators();
        }
        T result = content.parse();
        depth--;
        return result;
    }

    final Syntax operand() {
        return peek().isSign("(") ? continued(group(this::operand)) : bareOperand();
    }

    /** What was in parentheses; a path may go on behind those around its beginning. */
    final Syntax continued(Syntax grouped) {
        return grouped instanceof Syntax.Route route ? pathFrom(route.steps()) : grouped;
    }

    final Syntax bareOperand() {
        if (peek().kind() == Token.Kind.VALUE) {
            return new Syntax.Constant(take().text());
        } else if (peek().isIdentifier() && tokens.get(at + 1).isSign("(")) {
            String function = take().text();
            expect("(");
            List<Syntax> arguments = nested(() -> list(this::operand));
            expect(")");
            return new Syntax.Call(function, arguments);
        }
        return path();
    }

    final Syntax.Route path() {
        return pathFrom(List.of(name()));
    }

    private Syntax.Route pathFrom(List<Token> beginning) {
        List<Token> steps = new ArrayList<>(beginning);
        while (true) {
            if (takeIf(".")) {
                steps.add(name());
            } else if (takeIf("[")) {
                if (peek().kind() != Token.Kind.NUMBER) {
                    throw unexpected();
                }
                steps.add(take());
                expect("]");
            } else {
                return new Syntax.Route(steps);
            }
        }
    }

    private Token name() {
        if (peek().kind() != Token.Kind.NAME && !peek().isIdentifier()) {
            throw unexpected();
        }
        return take();
    }

    final Token peek() {
        return tokens.get(at);
    }

    final Token take() {
        return tokens.get(at++);
    }

    final boolean takeIf(String sign) {
        boolean found = peek().isSign(sign);
        at += found ? 1 : 0;
        return found;
    }

    final boolean takeIfKeyword(String keyword) {
        boolean found = peek().isKeyword(keyword);
        at += found ? 1 : 0;
        return found;
    }

    final void expect(String sign) {
        if (!takeIf(sign)) {
            throw unexpected();
        }
    }

    final void expectKeyword(String keyword) {
        if (!takeIfKeyword(keyword)) {
            throw unexpected();
        }
    }

    private static ExpressionException redundantParentheses() {
        return new ExpressionException("The expression has redundant parentheses;");
    }

    /** The error for the next token, which the service shows with its neighbours, or for parentheses before it. */
    final ExpressionException unexpected() {
        if (surelyRedundant) {
            return redundantParentheses();
        }
        int from = at == 0
                ? (peek().kind() == Token.Kind.END ? 0 : peek().start())
                : tokens.get(at - 1).start();
        boolean last = peek().kind() == Token.Kind.END || tokens.get(at + 1).kind() == Token.Kind.END;
        int to = last ? text.length() : tokens.get(at + 1).end();
        return new ExpressionException(
                "Syntax error; token: \"" + peek().text() + "\", near: \"" + text.substring(from, to) + "\"",
                peek().start());
    }
}
