package dev.stator.internal.parse;

import java.util.List;

/**
 * Checks what can be seen in the words of a text alone, in their order: functions that do not exist or do not belong
 * where they stand, reserved words, indexes, and the number of operators.
 */
final class WordCheck {
    private static final int MAX_OPERATORS = 300;

    private final boolean update;
    private int operators;

    private WordCheck(boolean update) {
        this.update = update;
    }

    static void condition(Syntax syntax) {
        new WordCheck(false).conditionAt(syntax);
    }

    static void update(List<Syntax.Change> changes) {
        WordCheck check = new WordCheck(true);
        for (Syntax.Change change : changes) {
            check.path(change.target());
            change.operands().forEach(operand -> check.operand(operand, !(operand instanceof Syntax.Operation)));
        }
    }

    static void projection(List<Syntax.Route> paths) {
        paths.forEach(new WordCheck(false)::path);
    }

    static ExpressionException tooManyOperators() {
        return new ExpressionException(
                "The expression contains too many operators; operator count: " + (MAX_OPERATORS + 1));
    }

    private void conditionAt(Syntax syntax) {
        if (syntax instanceof Syntax.Call call) {
            if (function(call.function()) == Function.SIZE) {
                throw misused(call);
            }
            arguments(call.arguments());
        } else if (syntax instanceof Syntax.Operation operation) {
            boolean logical = List.of("AND", "OR", "NOT").contains(operation.operator());
            count(Math.max(1, logical ? operation.operands().size() - 1 : 1));
            for (Syntax operand : operation.operands()) {
                if (logical) {
                    conditionAt(operand);
                } else {
                    operand(operand, false);
                }
            }
        }
    }

    private void arguments(List<Syntax> arguments) {
        arguments.forEach(argument -> operand(argument, false));
    }

    private void operand(Syntax syntax, boolean wholeValue) {
        if (syntax instanceof Syntax.Route route) {
            path(route);
        } else if (syntax instanceof Syntax.Call call) {
            Function function = function(call.function());
            boolean fits = update ? wholeValue || function == Function.IF_NOT_EXISTS : function == Function.SIZE;
            if (!fits) {
                throw misused(call);
            }
            arguments(call.arguments());
        } else if (syntax instanceof Syntax.Operation sum) {
            count(1);
            arguments(sum.operands());
        }
    }

    private Function function(String name) {
        count(1);
        Function function = Function.find(name);
        if (function == null) {
            throw new ExpressionException("Invalid function name; function: " + name);
        } else if (function.ofUpdates != update) {
            throw new ExpressionException("The function is not allowed in " + (update ? "an update" : "a condition")
                    + " expression; function: " + name);
        }
        return function;
    }

    private static ExpressionException misused(Syntax.Call call) {
        return new ExpressionException(
                "The function is not allowed to be used this way in an expression; function: " + call.function());
    }

    private void path(Syntax.Route route) {
        for (Token step : route.steps()) {
            if (step.kind() == Token.Kind.WORD && ReservedWords.contains(step.text())) {
                throw new ExpressionException("Attribute name is a reserved keyword; reserved keyword: " + step.text());
            } else if (step.kind() == Token.Kind.NUMBER && !isIndex(step.text())) {
                throw new ExpressionException(
                        "List index is not within the allowable range; index: [" + step.text() + "]");
            }
        }
    }

    private static boolean isIndex(String digits) {
        try {
            return Integer.parseInt(digits) >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void count(int more) {
        operators += more;
        if (operators > MAX_OPERATORS) {
            throw tooManyOperators();
        }
    }
}
