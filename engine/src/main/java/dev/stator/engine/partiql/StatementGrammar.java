package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of statements. Most of what the service does not have of PartiQL's is refused as soon as it is seen. */
final class StatementGrammar extends Grammar {
    private static final List<String> JOINS = List.of("join", "cross", "inner", "left", "right", "outer");

    /** What begins a statement that writes. */
    private static final List<String> MANIPULATIONS = List.of("insert", "update", "delete", "from", "set", "remove");

    private boolean aliased;

    StatementGrammar(List<Token> tokens) {
        super(tokens);
    }

    /** The one statement. */
    Syntax statement() {
        boolean manipulates = MANIPULATIONS.stream().anyMatch(peek()::isKeyword);
        Syntax statement = expression();
        if (takeIf(";") && peek().kind() != Token.Kind.END) {
            throw malformed("Unexpected token after semicolon. (Only one query is allowed.)");
        } else if (peek().kind() != Token.Kind.END) {
            throw malformed("Unexpected token after expression");
        } else if (aliased) {
            throw Fault.validation("Aliasing is not supported");
        } else if (manipulates && (statement instanceof Syntax.Operation || statement instanceof Syntax.Typed)) {
            throw malformed("Data manipulation is no operand");
        }
        return statement;
    }

    @Override
    Syntax keyword(Token token) {
        return switch (token.lowerCase()) {
            case "select" -> select();
            case "insert", "update", "delete", "from", "set", "remove" -> {
                if (!atStart()) {
                    if (token.isKeyword("from")) {
                        from(); // which may be none, and that is told first
                    }
                    throw malformed("Keyword " + token.text() + " only expected at the top level in the query");
                }
                yield manipulation(token);
            }
            case "create", "drop", "exec" ->
                throw Fault.validation("Unsupported operation: "
                        + switch (token.lowerCase()) {
                            case "create" -> "CreateTable";
                            case "drop" -> "DropTable";
                            default -> "Exec";
                        });
            case "pivot", "values" ->
                throw Fault.validation("Unsupported token in expression: " + token.text() + token.position());
            default -> super.keyword(token);
        };
    }

    private Syntax manipulation(Token token) {
        return switch (token.lowerCase()) {
            case "insert" -> insert();
            case "update" -> update();
            case "delete" -> delete();
            case "from" -> from();
            default -> {
                changes(new ArrayList<>());
                yield new Syntax.Unsupported(token, "DataManipulation");
            }
        };
    }

    private Syntax select() {
        Token start = take();
        if (peek().isKeyword("distinct")) {
            throw Fault.validation("Unsupported token in expression: " + peek().text());
        } else if (peek().isKeyword("value")) {
            throw Fault.validation("Select projection doesn't support value or pivot keywords");
        }
        takeIfKeyword("all");
        List<Syntax> projection = projection();
        if (!takeIfKeyword("from")) {
            throw malformed("Expected FROM after SELECT list");
        }
        Syntax.Source source = source();
        if (peek().isKeyword("let")) {
            throw Fault.validation("Unsupported clause: LET");
        }
        Syntax where = where();
        List<Syntax.Order> orders = orders();
        refuseClause("group", "GROUP BY", false);
        refuseClause("having", "HAVING", true);
        refuseClause("limit", "LIMIT", true);
        return new Syntax.Select(start, projection, source, where, orders);
    }

    private void refuseClause(String keyword, String clause, boolean positioned) {
        if (takeIfKeyword(keyword)) {
            String position = positioned ? expression().at().position() : "";
            throw Fault.validation("Unsupported clause: " + clause + position);
        }
    }

    /** What is selected; {@code null} for everything. */
    private @Nullable List<Syntax> projection() {
        List<Syntax> projection = new ArrayList<>();
        boolean all = false;
        do {
            if (takeIf("*")) {
                all = true;
            } else {
                projection.add(expression());
                aliases();
            }
        } while (takeIf(","));
        if (all && !projection.isEmpty()) {
            throw malformed("Other expressions may not be present in the select list when '*' is used without dot"
                    + " notation.");
        }
        return all ? null : projection;
    }

    /** Takes other names for what was read, which are refused once all has been read. */
    private void aliases() {
        boolean named = peek().isKeyword("as") || peek().isKeyword("at") || peek().isKeyword("by");
        while (named || peek().isName()) {
            if (named) {
                take();
            }
            if (!peek().isName()) {
                throw malformed("Expected identifier for alias");
            }
            take();
            aliased = true;
            named = peek().isKeyword("as") || peek().isKeyword("at") || peek().isKeyword("by");
        }
    }

    private Syntax.Source source() {
        if (peek().isKeyword("unpivot")) {
            throw Fault.validation("Only select from a single table or index is supported.");
        }
        Syntax path = expression();
        aliases();
        if (peek().isSign(",") || (peek().kind() == Token.Kind.KEYWORD && JOINS.contains(peek().lowerCase()))) {
            throw Fault.validation("Only select from a single table or index is supported.");
        }
        return new Syntax.Source(path);
    }

    private @Nullable Syntax where() {
        return takeIfKeyword("where") ? clause() : null;
    }

    private List<Syntax.Order> orders() {
        List<Syntax.Order> orders = new ArrayList<>();
        if (takeIfKeyword("order")) {
            if (!takeIfKeyword("by")) {
                throw malformed("Expected BY");
            }
            do {
                Syntax key = expression();
                boolean descending = takeIfKeyword("desc");
                if (!descending) {
                    takeIfKeyword("asc");
                }
                orders.add(new Syntax.Order(key, descending));
            } while (takeIf(","));
        }
        return orders;
    }

    private Syntax insert() {
        Token start = take();
        if (!takeIfKeyword("into")) {
            throw malformed("Unexpected keyword");
        }
        Syntax target = simplePath();
        if (!takeIfKeyword("value")) {
            // The other forms of the statement, of which a list of values is one.
            takeIfKeyword("values");
            expression();
            return new Syntax.Unsupported(start, "InsertOp");
        }
        Syntax item = expression();
        if (takeIfKeyword("at")) {
            throw Fault.validation("AT is not supported in insert statements." + start.position());
        } else if (takeIfKeyword("on")) {
            throw Fault.validation("Unsupported clause: ON CONFLICT");
        } else if (takeIfKeyword("returning")) {
            throw Fault.validation("RETURNING is not supported in INSERT");
        }
        return new Syntax.Insert(start, target, item);
    }

    private Syntax update() {
        Token start = take();
        Syntax.Source source = new Syntax.Source(simplePath());
        aliases();
        List<Syntax.Change> changes = changes(new ArrayList<>());
        Syntax where = where();
        return new Syntax.Update(start, source, changes, where, returning());
    }

    /** The form of an update in which the table and the condition come first. */
    private Syntax from() {
        Token start = take();
        Syntax.Source source = source();
        Syntax where = where();
        List<Syntax.Change> changes = changes(new ArrayList<>());
        return new Syntax.Update(start, source, changes, where, returning());
    }

    private Syntax delete() {
        Token start = take();
        if (!takeIfKeyword("from")) {
            throw malformed("Expected FROM after DELETE");
        }
        Syntax.Source source = new Syntax.Source(simplePath());
        aliases();
        Syntax where = where();
        return new Syntax.Delete(start, source, where, returning());
    }

    private List<Syntax.Change> changes(List<Syntax.Change> changes) {
        while (peek().isKeyword("set") || peek().isKeyword("remove")) {
            if (takeIfKeyword("remove")) {
                changes.add(new Syntax.Change(simplePath(), null));
            } else {
                take();
                assignments(changes);
            }
        }
        if (changes.isEmpty()) {
            throw malformed("Expected data manipulation");
        }
        return changes;
    }

    private void assignments(List<Syntax.Change> changes) {
        do {
            Syntax target = simplePath();
            if (!takeIf("=")) {
                throw malformed("Expected '='");
            }
            changes.add(new Syntax.Change(target, expression()));
        } while (takeIf(","));
    }

    private @Nullable Returning returning() {
        if (!takeIfKeyword("returning")) {
            return null;
        }
        Returning returning = returned();
        if (!takeIf("*")) {
            expression();
            throw Fault.validation("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
        } else if (peek().isSign(",")) {
            throw Fault.validation("Invalid syntax with multiple returning elements in RETURNING clause");
        }
        return returning;
    }

    private Returning returned() {
        boolean all = peek().isKeyword("all");
        boolean old = peekBehind().isKeyword("old");
        if ((!all && !peek().isKeyword("modified")) || (!old && !peekBehind().isKeyword("new"))) {
            throw malformed("Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.");
        }
        take();
        take();
        if (all) {
            return old ? Returning.ALL_OLD : Returning.ALL_NEW;
        }
        return old ? Returning.MODIFIED_OLD : Returning.MODIFIED_NEW;
    }
}
