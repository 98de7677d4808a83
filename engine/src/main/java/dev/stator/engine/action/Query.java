package dev.stator.engine.action;

import dev.stator.engine.evaluate.PathWalk;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.parse.ExpressionException;
import dev.stator.internal.parse.KeyConditionForm;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code Query}. */
public final class Query implements Action {
    static final Field<Integer> LIMIT = Field.of("Limit", Type.INTEGER).atLeast(1);
    private static final Field<Boolean> FORWARD = Field.of("ScanIndexForward", Type.FLAG);
    private static final Shape SHAPE = Shape.of(
            "QueryInput",
            Selection.SELECT,
            Members.INDEX_NAME,
            Members.CONSUMED,
            Members.QUERY_FILTER,
            Members.TABLE_NAME,
            Members.CONDITIONAL_OPERATOR,
            Members.ATTRIBUTES_TO_GET,
            LIMIT,
            Members.KEY_CONDITIONS,
            StartKey.MEMBER,
            Members.CONSISTENT,
            FORWARD,
            Members.KEY_CONDITION,
            Members.FILTER,
            Members.PROJECTION,
            Members.VALUES,
            Members.NAMES);

    /** What is known of a query before its table is. */
    private record Parts(
            @Nullable Map<String, AttributeValue> start,
            Map<String, Condition> keys,
            @Nullable Condition filter,
            @Nullable Projection projection) {}

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Parts parts = parts(in);
        database.read(snapshot -> {
            String name = in.require(Members.TABLE_NAME);
            if (!in.has(Members.INDEX_NAME)
                    && parts.keys().size() > 2
                    && database.catalog().find(snapshot, name) == null) {
                // No table has more, so the service refuses them whether or not this one is there.
                throw wrongNumber();
            }
            Table table = database.catalog().require(snapshot, name);
            write(in, parts, table, database, snapshot, out);
            return table;
        });
    }

    private static Parts parts(Parameters in) {
        Expressions expressions = Expressions.of(
                in,
                List.of(Members.PROJECTION, Members.FILTER, Members.KEY_CONDITION),
                List.of(
                        Members.ATTRIBUTES_TO_GET,
                        Members.QUERY_FILTER,
                        Members.CONDITIONAL_OPERATOR,
                        Members.KEY_CONDITIONS));
        Selection.check(in, "1 validation error detected: ");
        Condition legacyFilter = LegacyConditions.filter(in, Members.QUERY_FILTER);
        Projection legacyProjection = LegacyConditions.projection(in);
        Map<String, AttributeValue> start = StartKey.of(in);
        if (!in.has(Members.KEY_CONDITION) && !in.has(Members.KEY_CONDITIONS)) {
            throw Fault.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        Condition keys = expressions.open().condition(Members.KEY_CONDITION);
        Condition filter = expressions.condition(Members.FILTER);
        Projection projection = expressions.onlyProjection();
        return new Parts(
                start,
                keys == null ? legacyKeys(in) : keys(keys),
                filter == null ? legacyFilter : filter,
                projection == null ? legacyProjection : projection);
    }

    private static Map<String, Condition> keys(Condition condition) {
        try {
            return KeyConditionForm.of(condition);
        } catch (ExpressionException e) {
            throw Fault.validation(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private static Map<String, Condition> legacyKeys(Parameters in) {
        Map<String, Condition> conditions = LegacyConditions.byAttribute(in, Members.KEY_CONDITIONS);
        if (conditions.isEmpty()) {
            throw wrongNumber();
        }
        return conditions;
    }

    private static Fault wrongNumber() {
        return Fault.validation("Conditions can be of length 1 or 2 only");
    }

    private static void write(
            Parameters in, Parts parts, Table table, Database database, Snapshot snapshot, JsonWriter out) {
        Index index = Selection.index(in, table);
        KeySchema schema = index == null ? table.key() : index.key();
        if (parts.keys().size() > Math.max(2, schema.parts().size())) {
            throw Fault.validation("The number of query conditions ("
                    + parts.keys().size()
                    + ") exceeds the number of key attributes defined in the schema ("
                    + schema.parts().size() + ")");
        }
        Map<String, AttributeValue> start = parts.start();
        if (start != null && start.size() != StartKey.names(table, index).size()) {
            throw Fault.validation(StartKey.INVALID);
        }
        KeyRange keys = new KeyRange(parts.keys(), schema, index);
        keys.check(start);
        if (start != null) {
            StartKey.checkTableKey(start, table.key());
            keys.checkWithin(start);
        }
        if (parts.projection() != null) {
            KeyPaths.check(parts.projection().paths(), table);
        }
        if (parts.filter() != null) {
            checkFilter(in, PathWalk.of(parts.filter()), schema);
        }
        Selection selection = Selection.of(in, table, index, parts.filter(), parts.projection());
        if (parts.filter() != null && index != null) {
            Selection.checkFilter(parts.filter(), index, table);
        }
        if (parts.filter() != null) {
            KeyPaths.check(PathWalk.of(parts.filter()), table);
        }
        boolean forward = !Boolean.FALSE.equals(in.get(FORWARD));
        Range range = keys.range();
        if (start != null) {
            byte[] position = StartKey.position(start, table, index);
            range = forward ? range.startingAfter(position) : range.endingBefore(position);
        }
        int limit = Objects.requireNonNullElse(in.get(LIMIT), Integer.MAX_VALUE);
        Snapshot seen = database.seen(snapshot, in.flag(Members.CONSISTENT), index);
        Page.write(in, selection, seen, range, forward, limit, out);
    }

    private static void checkFilter(Parameters in, List<Path<?>> paths, KeySchema schema) {
        List<String> heads = paths.stream().map(PathWalk::head).toList();
        for (KeySchema.Part part : schema.parts()) {
            if (heads.contains(part.name())) {
                throw Fault.validation((in.has(Members.FILTER) ? "Filter Expression" : Members.QUERY_FILTER.name())
                        + " can only contain non-primary key attributes: Primary key attribute: " + part.name());
            }
        }
    }
}
