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
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code Scan}, of a whole table or index or of one of several segments. */
public final class Scan implements Action {
    private static final Field<Integer> TOTAL_SEGMENTS =
            Field.of("TotalSegments", Type.INTEGER).atLeast(1).atMost(1_000_000);
    private static final Field<Integer> SEGMENT =
            Field.of("Segment", Type.INTEGER).atLeast(0).atMost(999_999);
    private static final Shape SHAPE = Shape.of(
            "ScanInput",
            Selection.SELECT,
            Members.INDEX_NAME,
            TOTAL_SEGMENTS,
            Members.CONSUMED,
            Members.TABLE_NAME,
            Members.CONDITIONAL_OPERATOR,
            Members.SCAN_FILTER,
            SEGMENT,
            Query.LIMIT,
            Members.ATTRIBUTES_TO_GET,
            StartKey.MEMBER,
            Members.CONSISTENT,
            Members.FILTER,
            Members.PROJECTION,
            Members.VALUES,
            Members.NAMES);

    /** What is known of a scan before its table is. */
    private record Parts(
            @Nullable Map<String, AttributeValue> start,
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
            Table table = database.catalog().require(snapshot, in.require(Members.TABLE_NAME));
            write(in, parts, table, database, snapshot, out);
            return table;
        });
    }

    private static Parts parts(Parameters in) {
        Expressions expressions = Expressions.of(
                in,
                List.of(Members.PROJECTION, Members.FILTER),
                List.of(Members.ATTRIBUTES_TO_GET, Members.SCAN_FILTER, Members.CONDITIONAL_OPERATOR));
        Selection.check(in, "");
        Projection legacyProjection = LegacyConditions.projection(in);
        Condition legacyFilter = LegacyConditions.filter(in, Members.SCAN_FILTER);
        Map<String, AttributeValue> start = StartKey.of(in);
        checkSegments(in.get(SEGMENT), in.get(TOTAL_SEGMENTS));
        Condition filter = expressions.open().condition(Members.FILTER);
        Projection projection = expressions.onlyProjection();
        return new Parts(
                start, filter == null ? legacyFilter : filter, projection == null ? legacyProjection : projection);
    }

    private static void checkSegments(@Nullable Integer segment, @Nullable Integer total) {
        if (segment != null && total == null) {
            throw Fault.validation("The TotalSegments parameter is required but was not present in the request when"
                    + " Segment parameter is present");
        } else if (segment == null && total != null) {
            throw Fault.validation("The Segment parameter is required but was not present in the request when parameter"
                    + " TotalSegments is present");
        } else if (segment != null && total != null && segment >= total) {
            throw Fault.validation("The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                    + "Segment: " + segment + " is not less than TotalSegments: " + total);
        }
    }

    private static void write(
            Parameters in, Parts parts, Table table, Database database, Snapshot snapshot, JsonWriter out) {
        Index index = Selection.index(in, table);
        Map<String, AttributeValue> start = parts.start();
        if (start != null) {
            checkStart(start, table, index);
        }
        Selection selection = Selection.of(in, table, index, parts.filter(), parts.projection());
        SegmentRange segment = SegmentRange.of(in.get(SEGMENT), in.get(TOTAL_SEGMENTS));
        Range range = segment.range();
        if (start != null) {
            StartKey.checkTableKey(start, table.key());
            byte[] position = StartKey.position(start, table, index);
            segment.check(position);
            range = range.startingAfter(position);
        }
        if (parts.projection() != null) {
            KeyPaths.check(parts.projection().paths(), table);
        }
        if (parts.filter() != null) {
            KeyPaths.check(PathWalk.of(parts.filter()), table);
        }
        int limit = Objects.requireNonNullElse(in.get(Query.LIMIT), Integer.MAX_VALUE);
        Snapshot seen = database.seen(snapshot, in.flag(Members.CONSISTENT), index);
        Page.write(in, selection, seen, range, true, limit, out);
    }

    private static void checkStart(Map<String, AttributeValue> start, Table table, @Nullable Index index) {
        if (start.size() != StartKey.names(table, index).size()) {
            throw Fault.validation(
                    index == null
                            ? StartKey.INVALID + ": The provided key element does not match the schema"
                            : StartKey.INVALID);
        } else if (index != null) {
            index.key().parts().forEach(part -> StartKey.checkPart(start, index.key(), part));
        }
    }
}
