package dev.stator.internal.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The grammar of conditions: {@code OR} over {@code AND} over {@code NOT} over comparisons and functions. */
final class ConditionGrammar extends Grammar {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private ConditionGrammar(String text) {
        super(text);
    }

    static Syntax parse(String text) {
        ConditionGrammar grammar = new ConditionGrammar(text);
        return grammar.whole(() -> grammar.or(false));
    }

    /**
     * A condition; or just an operand, if this is the content of parentheses: what they are is known only behind them.
     */
    private Syntax or(boolean orOperand) {
        return chain("OR", orOperand, this::and);
    }

    private Syntax and(boolean orOperand) {
        return chain("AND", orOperand, this::not);
    }

    private interface Term {
        Syntax parse(boolean orOperand);
    }

    private Syntax chain(String operator, boolean orOperand, Term term) {
        Syntax first = term.parse(orOperand);
        if (!peek().isKeyword(operator)) {
            return first;
        } else if (isOperand(first)) {
            throw unexpected();
        }
        List<Syntax> terms = new ArrayList<>(List.of(first));
        while (takeIfKeyword(operator)) {
            terms.add(term.parse(false));
        }
        return new Syntax.Operation(operator, terms);
    }

    private Syntax not(boolean orOperand) {
        if (takeIfKeyword("NOT")) {
            return new Syntax.Operation("NOT", List.of(nested(() -> not(false))));
        }
        Syntax first = peek().isSign("(") ? continued(group(() -> or(true))) : bareOperand();
        if (first instanceof Syntax.Operation) {
            return first;
        }
        Syntax predicate = predicate(first);
        if (isOperand(predicate) && !(orOperand && peek().isSign(")"))) {
            throw unexpected();
        }
        return predicate;
    }

    /** What an operand is the first part of, or the operand itself if nothing of that kind follows. */
    private Syntax predicate(Syntax first) {
        if (peek().kind() == Token.Kind.SIGN && COMPARATORS.contains(peek().text())) {
            String comparator = take().text();
            return new Syntax.Operation(comparator, List.of(first, operand()));
        } else if (takeIfKeyword("BETWEEN")) {
            Syntax low = operand();
            expectKeyword("AND");
            return new Syntax.Operation("BETWEEN", List.of(first, low, operand()));
        } else if (takeIfKeyword("IN")) {
            expect("(");
            List<Syntax> operands = new ArrayList<>(List.of(first));
            operands.addAll(list(this::operand));
            expect(")");
            return new Syntax.Operation("IN", operands);
        }
        return first;
    }

    private static boolean isOperand(Syntax syntax) {
        return syntax instanceof Syntax.Route || syntax instanceof Syntax.Constant;
    }
}
