package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules of expressions: terms, paths, and operators by their precedence. */
class Grammar {
    /** The service's limit of operators in one expression. */
    private static final int MAX_OPERATORS = 300;

    /** How deep expressions may lie in each other, so that no statement exhausts the stack. */
    private static final int MAX_DEPTH = 200;

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int operators;
    private int parameters;

    Grammar(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** How many parameters what was read so far asks for. */
    final int parameters() {
        return parameters;
    }

    /** The error for a statement that is none. */
    static Fault malformed(String detail) {
        return Fault.validation("Statement wasn't well formed, can't be processed: " + detail);
    }

    static Fault tooManyOperators() {
        return Fault.validation("The expression contains too many operators; operator count: " + (MAX_OPERATORS + 1));
    }

    /** An expression of which all operators are to be read. */
    final Syntax expression() {
        return expression(0);
    }

    /** The expression of a clause, whose operators are counted by themselves. */
    final Syntax clause() {
        operators = 0;
        return expression();
    }

    private Syntax expression(int precedence) {
        Syntax left = nested(this::unary);
        for (Operator operator = operator();
                operator != null && operator.precedence() > precedence;
                operator = operator()) {
            left = operation(left, operator);
        }
        return left;
    }

    private @Nullable Operator operator() {
        return Operator.of(peek(), peekBehind());
    }

    private void count() {
        if (++operators > MAX_OPERATORS) {
            throw tooManyOperators();
        }
    }

    private Syntax nested(Supplier<Syntax> rule) {
        if (++depth > MAX_DEPTH) {
            throw tooManyOperators();
        }
        Syntax syntax = rule.get();
        depth--;
        return syntax;
    }

    private Syntax operation(Syntax left, Operator operator) {
        count();
        Token sign = take();
        if (operator.tokens() > 1) {
            take();
        }
        String name = operator.name().startsWith("not ") ? operator.name().substring(4) : operator.name();
        Syntax operation = switch (name) {
            case "is", "is not" -> typed(left, sign);
            case "in" -> new Syntax.Operation(sign, name, List.of(left, candidates(operator)));
            case "between" -> between(left, sign);
            default -> new Syntax.Operation(sign, name.equals("!=") ? "<>" : name, List.of(left, right(operator)));
        };
        return operator.tokens() > 1 ? new Syntax.Operation(sign, "not", List.of(operation)) : operation;
    }

    private Syntax right(Operator operator) {
        if (peek().kind() == Token.Kind.END) {
            throw malformed("Missing right-hand side expression of infix operator");
        }
        return expression(operator.precedence());
    }

    private Syntax between(Syntax left, Token sign) {
        Syntax low = right(new Operator("between", Operator.COMPARISON, 1));
        if (!takeIfKeyword("and")) {
            throw malformed("Expected AND keyword");
        } else if (peek().kind() == Token.Kind.END) {
            throw malformed("Expected expression after AND");
        }
        return new Syntax.Operation(sign, "between", List.of(left, low, expression(Operator.COMPARISON)));
    }

    /** The list behind {@code IN}, which may stand in parentheses, too. */
    private Syntax candidates(Operator operator) {
        if (peek().isSign("(") && !peekBehind().isKeyword("select")) {
            Token start = take();
            List<Syntax> elements = list();
            expect(")", "RIGHT_PAREN");
            return new Syntax.Sequence(start, elements);
        }
        return right(operator);
    }

    private Syntax typed(Syntax left, Token sign) {
        String type = TypeName.find(this::takeIfWord);
        if (type == null) {
            throw malformed("Expected type name");
        }
        if (takeIf("(")) {
            list();
            expect(")", "RIGHT_PAREN");
        }
        return new Syntax.Typed(sign, left, type);
    }

    private Syntax unary() {
        if (peek().isKeyword("not")) {
            count();
            Token sign = take();
            return new Syntax.Operation(sign, "not", List.of(expression(Operator.NOT)));
        } else if (peek().isSign("-") || peek().isSign("+")) {
            Token sign = take();
            Syntax operand = nested(this::unary);
            if (operand instanceof Syntax.Numeral number) {
                return sign.isSign("-") ? new Syntax.Numeral(number.at(), !number.negative()) : number;
            }
            count();
            return new Syntax.Operation(sign, sign.text(), List.of(operand));
        } else if (peek().isSign("@") && peekBehind().isName()) {
            take();
        } else if (peek().isSign("@")) {
            throw malformed("Identifier must follow @-operator");
        }
        return path(term());
    }

    private Syntax path(Syntax root) {
        List<Syntax.Step> steps = new ArrayList<>();
        while (true) {
            if (takeIf(".")) {
                if (!peek().isName() && !peek().isSign("*")) {
                    throw malformed("Invalid path dot component");
                }
                Token name = take();
                steps.add(new Syntax.Step(name.isName() ? new Syntax.Name(name) : new Syntax.Star(name), false));
            } else if (takeIf("[")) {
                steps.add(new Syntax.Step(peek().isSign("*") ? new Syntax.Star(take()) : expression(), true));
                expect("]", "RIGHT_BRACKET");
            } else {
                return steps.isEmpty() ? root : new Syntax.Path(root, steps);
            }
        }
    }

    /** The path of something that is written. */
    final Syntax simplePath() {
        if (!peek().isName()) {
            throw malformed("Expected identifier for simple path");
        }
        Syntax path = path(new Syntax.Name(take()));
        if (path instanceof Syntax.Path steps) {
            for (Syntax.Step step : steps.steps()) {
                if (step.syntax() instanceof Syntax.Star && !step.bracketed()) {
                    throw malformed("Invalid path dot component for simple path");
                } else if (step.syntax() instanceof Syntax.Operation || step.syntax() instanceof Syntax.Star) {
                    throw malformed("Invalid path component for simple path");
                }
            }
        }
        return path;
    }

    private Syntax term() {
        Token token = peek();
        return switch (token.kind()) {
            case STRING -> new Syntax.Text(take());
            case NUMBER -> new Syntax.Numeral(take(), false);
            case ION -> new Syntax.Ion(take());
            case WORD, QUOTED -> peekBehind().isSign("(") ? call() : new Syntax.Name(take());
            case KEYWORD -> keyword(token);
            case SIGN -> sign(token);
            case END -> throw malformed("Unexpected term");
        };
    }

    /** A term that begins with a keyword. */
    Syntax keyword(Token token) {
        return switch (token.lowerCase()) {
            case "true", "false", "null" -> new Syntax.Constant(take());
            case "missing" -> new Syntax.Missing(take());
            case "date", "time" -> moment();
            case "case", "cast" ->
                throw Fault.validation("Unsupported token in expression: " + token.text() + token.position());
            default -> {
                if (Keywords.isFunction(token) && peekBehind().isSign("(")) {
                    yield call();
                }
                throw malformed(Operator.is(token) ? "Unexpected operator" : "Unexpected keyword");
            }
        };
    }

    /** {@code DATE '…'}, {@code TIME '…'}, and the latter with how exact it is and the zone's words. */
    private Syntax moment() {
        Token type = take();
        boolean time = type.isKeyword("time");
        if (time && takeIf("(")) {
            if (peek().kind() != Token.Kind.NUMBER || !Moments.isPrecision(take().text())) {
                throw malformed("Expected integer value for precision");
            }
            expect(")", "RIGHT_PAREN");
        }
        if (time && takeIfKeyword("with") && !(takeIfKeyword("time") && takeIfKeyword("zone"))) {
            throw malformed("Expected TIME ZONE");
        }
        Token text = take();
        boolean sound =
                text.kind() == Token.Kind.STRING && (time ? Moments.isTime(text.text()) : Moments.isDate(text.text()));
        if (!sound) {
            throw malformed("Expected " + (time ? "time" : "date") + " string");
        }
        return new Syntax.Moment(text, time ? "Time" : "Date");
    }

    private Syntax sign(Token token) {
        return switch (token.text()) {
            case "(" -> group();
            case "[" -> new Syntax.Sequence(take(), elements("]", "RIGHT_BRACKET"));
            case "<<" -> new Syntax.Bag(take(), elements(">>", "RIGHT_DOUBLE_ANGLE_BRACKET"));
            case "{" -> struct();
            case "?" -> new Syntax.Parameter(take(), parameters++);
            default ->
                throw malformed(Operator.is(token) && !token.isSign("*") ? "Unexpected operator" : "Unexpected term");
        };
    }

    private Syntax group() {
        Token start = take();
        List<Syntax> elements = list();
        expect(")", "RIGHT_PAREN");
        return elements.size() == 1 ? elements.get(0) : new Syntax.Sequence(start, elements);
    }

    private Syntax struct() {
        Token start = take();
        List<Syntax.Field> fields = new ArrayList<>();
        if (!peek().isSign("}")) {
            do {
                Syntax key = expression();
                expect(":", "COLON");
                fields.add(new Syntax.Field(key, expression()));
            } while (takeIf(","));
        }
        expect("}", "RIGHT_CURLY");
        return new Syntax.Struct(start, fields);
    }

    private Syntax call() {
        Token name = take();
        expect("(", "LEFT_PAREN");
        if (peek().isSign("*") && name.lowerCase().equals("count")) {
            take();
            expect(")", "RIGHT_PAREN");
            return new Syntax.Call(name, List.of());
        } else if (peek().isSign("*")) {
            throw malformed(name.lowerCase() + "(*) is not allowed");
        }
        count();
        return new Syntax.Call(name, elements(")", "RIGHT_PAREN"));
    }

    private List<Syntax> elements(String end, String endName) {
        List<Syntax> elements = peek().isSign(end) ? List.of() : list();
        expect(end, endName);
        return elements;
    }

    private List<Syntax> list() {
        List<Syntax> elements = new ArrayList<>();
        do {
            elements.add(expression());
        } while (takeIf(","));
        return elements;
    }

    final Token peek() {
        return tokens.get(at);
    }

    final Token peekBehind() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    final Token take() {
        return tokens.get(at < tokens.size() - 1 ? at++ : at);
    }

    /** Whether nothing has been read yet. */
    final boolean atStart() {
        return at == 0;
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

    private boolean takeIfWord(String word) {
        boolean found = peek().kind() != Token.Kind.QUOTED
                && peek().kind() != Token.Kind.STRING
                && peek().lowerCase().equals(word);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String sign, String name) {
        if (!takeIf(sign)) {
            throw malformed("Expected " + name);
        }
    }
}
