package dev.stator.engine.action;

import dev.stator.engine.evaluate.PathWalk;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.Transition;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a query or scan gives of the items that it finds.
 *
 * @param table the table
 * @param index the index that is read, or {@code null} for the table itself
 * @param filter which items are wanted
 * @param view what of them
 * @param countOnly whether only their number is wanted
 * @param fetches whether the whole item must be fetched from the table for each entry of a local index, whether or not the
 *     filter, which sees what the index holds, lets it through
 */
record Selection(
        Table table,
        @Nullable Index index,
        @Nullable Condition filter,
        ItemView view,
        boolean countOnly,
        boolean fetches) {

    static final Field<String> SELECT =
            Field.oneOf("Select", "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    /**
     * Refuses parameters that do not go together.
     *
     * @param envelope what stands before the messages: a query has words there that a scan has not
     */
    static void check(Parameters in, String envelope) {
        String select = in.get(SELECT);
        if (select == null) {
            return;
        }
        Field<?> projects = in.has(Members.PROJECTION)
                ? Members.PROJECTION
                : in.has(Members.ATTRIBUTES_TO_GET) ? Members.ATTRIBUTES_TO_GET : null;
        if (select.equals("SPECIFIC_ATTRIBUTES") && projects == null) {
            throw Fault.validation(
                    envelope + "Must specify the AttributesToGet or ProjectionExpression when choosing to"
                            + " get SPECIFIC_ATTRIBUTES");
        } else if (projects != null && !select.equals("SPECIFIC_ATTRIBUTES")) {
            throw Fault.validation(envelope + "Cannot specify the " + projects + " when choosing to get "
                    + (select.equals("COUNT") ? "only the Count" : select));
        } else if (select.equals("ALL_PROJECTED_ATTRIBUTES") && !in.has(Members.INDEX_NAME)) {
            throw Fault.validation(
                    envelope + "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
    }

    /** The index that the request names. */
    static @Nullable Index index(Parameters in, Table table) {
        String name = in.get(Members.INDEX_NAME);
        if (name == null) {
            return null;
        }
        Index index = table.index(name);
        if (index == null) {
            throw Fault.validation("The table does not have the specified index: " + name);
        } else if (index.kind() == Index.Kind.GLOBAL && in.flag(Members.CONSISTENT)) {
            throw Fault.validation("Consistent reads are not supported on global secondary indexes");
        }
        checkReadable(index, table);
        return index;
    }

    /** Refuses to read an index that is being made. */
    static void checkReadable(Index index, Table table) {
        Transition transition = table.options().transition();
        if (transition != null && transition.creates(index.name())) {
            throw Fault.validation("Cannot read from backfilling global secondary index: " + index.name());
        }
    }

    /** The selection of a request, checked against what its index holds. */
    static Selection of(
            Parameters in,
            Table table,
            @Nullable Index index,
            @Nullable Condition filter,
            @Nullable Projection projection) {
        String select = Objects.requireNonNullElse(in.get(SELECT), "");
        boolean all = select.equals("ALL_ATTRIBUTES");
        boolean fetches = false;
        if (index != null && index.projection() != Index.Projection.ALL) {
            List<String> projected = missing(projection == null ? List.of() : projection.paths(), index, table);
            if (index.kind() == Index.Kind.GLOBAL) {
                refuse(index, all, projected);
            }
            fetches = all || !projected.isEmpty();
        }
        return new Selection(table, index, filter, ItemView.of(projection), select.equals("COUNT"), fetches);
    }

    private static void refuse(Index index, boolean all, List<String> projected) {
        if (all) {
            throw Fault.invalidParameter("Select type ALL_ATTRIBUTES is not supported for global secondary index "
                    + index.name() + " because its projection type is not ALL");
        } else if (!projected.isEmpty()) {
            throw notProjected(index, projected);
        }
    }

    /**
     * Refuses to filter what is found by a key of an index, global or local, by attributes that the index does not hold. A scan
     * takes such a filter, for which they are missing.
     */
    static void checkFilter(Condition filter, Index index, Table table) {
        List<String> missing = missing(PathWalk.of(filter), index, table);
        if (!missing.isEmpty()) {
            throw Fault.invalidParameter(
                    "Secondary index " + index.name() + " does not project one or more filter attributes: " + missing);
        }
    }

    /** A global index does not hold what is wanted. */
    static Fault notProjected(Index index, List<String> missing) {
        return Fault.invalidParameter("Global secondary index " + index.name() + " does not project " + missing);
    }

    /** The attributes in which paths begin that an index does not hold. */
    static List<String> missing(List<Path<?>> paths, Index index, Table table) {
        List<String> missing = new ArrayList<>();
        for (Path<?> path : paths) {
            String name = PathWalk.head(path);
            if (!index.projects(name, table.key()) && !missing.contains(name)) {
                missing.add(name);
            }
        }
        return missing;
    }
}
