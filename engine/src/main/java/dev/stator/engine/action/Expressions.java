package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.parse.ExpressionException;
import dev.stator.internal.parse.ExpressionParser;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a request with their names and values, checked in the service's order: first which parameters are
 * given together, then (see {@link #open}) names and values, then each expression, at last what none of them uses.
 */
final class Expressions {
    private final Parameters in;
    private final @Nullable Map<String, String> names;
    private final @Nullable Attributes values;

    private ExpressionParser parser = new ExpressionParser(Map.of(), Map.of());

    private Expressions(Parameters in, @Nullable Map<String, String> names, @Nullable Attributes values) {
        this.in = in;
        this.names = names;
        this.values = values;
    }
}
