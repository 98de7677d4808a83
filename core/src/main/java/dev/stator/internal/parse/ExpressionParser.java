package dev.stator.internal.parse;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the expressions of one request, which share their placeholders, into bound trees.
 *
 * <p>Every method throws {@link ExpressionException} with the service's message for what the service refuses. The
 * placeholder maps themselves (their keys, their values) are checked by the caller, before.
 */
public final class ExpressionParser {
    private final Map<String, String> names;
    private final Map<String, ? extends Object> values;
    private final OperandReader operands;

    /**
     * A parser with a request's {@code ExpressionAttributeNames} and {@code ExpressionAttributeValues}, or none. Values that
     * are no {@link AttributeValue}s yet become constants that are still to be bound, and their types are not checked.
     */
    public ExpressionParser(Map<String, String> names, Map<String, ? extends Object> values) {
        this.names = names;
        this.values = values;
        this.operands = new OperandReader(names, values);
    }

    /** Parses a condition: of a write, of a filter, or of keys, which {@link KeyConditionForm} then narrows. */
    public Condition condition(String text) {
        Syntax syntax = ConditionGrammar.parse(text);
        WordCheck.condition(syntax);
        return new ConditionReader(operands).read(syntax);
    }

    /** Parses an update. */
    public UpdateExpression update(String text) {
        Syntax.Update update = UpdateGrammar.parse(text);
        WordCheck.update(update.changes());
        UpdateReader.requireSectionsOnce(update.sections());
        return new UpdateReader(operands).read(update.changes());
    }

    /** Parses a projection. */
    public Projection projection(String text) {
        Grammar grammar = new Grammar(text);
        List<Syntax.Route> routes = grammar.whole(() -> grammar.list(grammar::path));
        WordCheck.projection(routes);
        List<AnyPath> paths = new UpdateReader(operands).paths(routes);
        return new Projection(new ArrayList<Path<?>>(paths));
    }

    /** The name placeholders that no expression parsed so far has used, in the order of the request. */
    public Set<String> unusedNames() {
        Set<String> unused = new LinkedHashSet<>(names.keySet());
        unused.removeAll(operands.usedNames);
        return unused;
    }

    /** The value placeholders that no expression parsed so far has used, in the order of the request. */
    public Set<String> unusedValues() {
        Set<String> unused = new LinkedHashSet<>(values.keySet());
        unused.removeAll(operands.usedValues);
        return unused;
    }
}
