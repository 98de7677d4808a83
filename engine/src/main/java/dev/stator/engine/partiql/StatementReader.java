package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Segment;
import dev.stator.internal.parse.ExpressionException;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads statements. */
public final class StatementReader {
    private final Constants constants;

    private StatementReader(List<AttributeValue> parameters) {
        this.constants = new Constants(parameters);
    }

    /**
     * The statement that a text is.
     *
     * @param parameters the values for its question marks; more than it has do no harm
     * @throws Fault a ValidationException if the service does not take it, whatever the tables
     */
    public static Statement read(String text, List<AttributeValue> parameters) {
        StatementGrammar grammar = new StatementGrammar(Lexer.tokens(text));
        Syntax syntax = grammar.statement();
        if (grammar.parameters() > parameters.size()) {
            throw Fault.validation("Number of parameters in request and statement don't match.");
        }
        try {
            return new StatementReader(parameters).statement(syntax);
        } catch (ExpressionException e) {
            throw Fault.validation(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private Statement statement(Syntax syntax) {
        if (syntax instanceof Syntax.Select select) {
            return select(select);
        } else if (syntax instanceof Syntax.Insert insert) {
            return insert(insert);
        } else if (syntax instanceof Syntax.Update update) {
            return new Statement.Update(
                    written(update.source()),
                    new AssignmentReader(constants).read(update.changes()),
                    where(update.where()),
                    update.returning());
        } else if (syntax instanceof Syntax.Delete delete) {
            return delete(delete);
        } else if (syntax instanceof Syntax.Call call
                && call.name().equals("exists")
                && call.arguments().size() == 1
                && call.arguments().get(0) instanceof Syntax.Select select) {
            return new Statement.Exists(select(select));
        }
        throw Fault.validation("Unsupported operation: " + operation(syntax));
    }

    private static String operation(Syntax syntax) {
        if (syntax instanceof Syntax.Unsupported unsupported) {
            return unsupported.operation();
        } else if (syntax instanceof Syntax.Typed) {
            return "IsType";
        } else if (syntax instanceof Syntax.Name) {
            return "VariableReference";
        } else if (syntax instanceof Syntax.Operation || syntax instanceof Syntax.Call) {
            return "NAry";
        } else if (syntax instanceof Syntax.Sequence || syntax instanceof Syntax.Bag) {
            return "Seq";
        }
        if (syntax instanceof Syntax.Moment moment) {
            return moment.type();
        }
        boolean literal = syntax instanceof Syntax.Text
                || syntax instanceof Syntax.Numeral
                || syntax instanceof Syntax.Constant
                || syntax instanceof Syntax.Ion;
        return literal ? "Literal" : syntax.getClass().getSimpleName();
    }

    private @Nullable Condition where(@Nullable Syntax syntax) {
        return syntax == null ? null : new ConditionReader(constants).where(syntax);
    }

    private Statement.Select select(Syntax.Select select) {
        List<AnyPath> paths = select.projection() == null
                ? null
                : select.projection().stream().map(Paths::read).toList();
        List<String> source = source(select.source());
        Columns columns = paths == null ? null : Columns.of(paths);
        List<Statement.Order> orders = new ArrayList<>();
        for (Syntax.Order order : select.orders()) {
            if (!(order.key() instanceof Syntax.Name name)) {
                throw Fault.validation("Argument to ORDER BY must be of type VariableReference. Type: "
                        + order.key().at().text());
            }
            orders.add(new Statement.Order(name.at().text(), order.descending()));
        }
        Condition where = where(select.where());
        if (where == null && !orders.isEmpty()) {
            throw Fault.validation("Must have WHERE clause in the statement when using ORDER BY clause.");
        }
        return new Statement.Select(
                source.get(0), source.size() > 1 ? source.get(1) : null, columns, where, List.copyOf(orders));
    }

    private Statement insert(Syntax.Insert insert) {
        if (!(insert.target() instanceof Syntax.Name name)) {
            throw Fault.validation("FROM clause may only contain a single table name in data manipulation statements");
        }
        if (!(insert.item() instanceof Syntax.Struct item)) {
            throw Fault.validation(
                    "Unsupported format in item expression. Please use struct format {...} to express item"
                            + " values for insert statement."
                            + insert.item().at().position());
        }
        return new Statement.Insert(resource(name.at().text()), constants.item(item));
    }

    private Statement delete(Syntax.Delete delete) {
        Returning returning = delete.returning();
        String table = written(delete.source());
        if (returning != null && returning != Returning.ALL_OLD) {
            throw Fault.validation("Invalid returning clause: " + returning.text()
                    + ". Only RETURNING ALL OLD * is allowed in DELETE statements.");
        }
        return new Statement.Delete(table, where(delete.where()), returning);
    }

    private static String written(Syntax.Source source) {
        List<String> names = source(source);
        if (names.size() > 1) {
            throw Fault.validation("This operation is not supported on an index");
        }
        return names.get(0);
    }

    /** A table, perhaps with an index behind it. */
    private static List<String> source(Syntax.Source source) {
        if (!Paths.isPath(source.path())) {
            throw Fault.validation("Unexpected from source");
        }
        AnyPath path = Paths.read(source.path());
        if (path.segments().size() > 2) {
            throw Fault.validation("A path may contain at most 2 components in the FROM clause");
        }
        List<String> names = new ArrayList<>();
        for (Segment segment : path.segments()) {
            if (!(segment instanceof Segment.Name name)) {
                throw Fault.validation("Invalid list expression in source.");
            }
            names.add(resource(name.name()));
        }
        return names;
    }

    private static String resource(String name) {
        boolean sound = name.length() >= 3
                && name.length() <= 255
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_'
                                || c == '.');
        if (!sound) {
            throw Fault.validation(
                    "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9',"
                            + " '-', '_', '.'.");
        }
        return name;
    }
}
