package dev.stator.engine.partiql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator between two operands.
 *
 * @param name what it is called in the tree and in messages
 * @param precedence how strongly it binds
 * @param tokens how many tokens it takes
 */
record Operator(String name, int precedence, int tokens) {
    static final int NOT = 3;
    static final int COMPARISON = 5;

    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("or", 1),
            Map.entry("and", 2),
            Map.entry("=", 4),
            Map.entry("<>", 4),
            Map.entry("!=", 4),
            Map.entry("is", 4),
            Map.entry("in", 4),
            Map.entry("<", COMPARISON),
            Map.entry("<=", COMPARISON),
            Map.entry(">", COMPARISON),
            Map.entry(">=", COMPARISON),
            Map.entry("between", COMPARISON),
            Map.entry("like", COMPARISON),
            Map.entry("||", 6),
            Map.entry("+", 7),
            Map.entry("-", 7),
            Map.entry("*", 8),
            Map.entry("/", 8),
            Map.entry("%", 8));
    private static final List<String> AFTER_NOT = List.of("in", "between", "like");

    /** The operator that begins with a token, if there is one. */
    static @Nullable Operator of(Token token, Token next) {
        if (token.isKeyword("not") && next.kind() == Token.Kind.KEYWORD && AFTER_NOT.contains(next.lowerCase())) {
            return new Operator("not " + next.lowerCase(), precedence(next), 2);
        } else if (token.isKeyword("is") && next.isKeyword("not")) {
            return new Operator("is not", precedence(token), 2);
        }
        return is(token) ? new Operator(token.lowerCase(), precedence(token), 1) : null;
    }

    /** Whether a token is an operator, wherever it stands; {@code *} may be something else. */
    static boolean is(Token token) {
        return (token.kind() == Token.Kind.SIGN || token.kind() == Token.Kind.KEYWORD)
                && PRECEDENCE.containsKey(token.lowerCase());
    }

    private static int precedence(Token token) {
        return PRECEDENCE.getOrDefault(token.lowerCase(), 0);
    }
}
