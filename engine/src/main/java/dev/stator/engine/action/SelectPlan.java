package dev.stator.engine.action;

import dev.stator.engine.evaluate.Ordering;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.partiql.KeyReads;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.store.Range;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@code SELECT} reads: as one query or several, one behind the other, or as a scan.
 *
 * @param steps the reads in their order
 * @param forward whether each goes in ascending order
 */
record SelectPlan(List<Step> steps, boolean forward) {
    private static final String SEVERAL_KEYS =
            "PartiQL statements cannot be executed on tables with multi-attribute HASH"
                    + " keys or multi-attribute RANGE keys.";

    /** One read of a range. */
    record Step(Selection selection, Range range) {}

    /** A query before it has its place among the others. */
    private record Query(
            AttributeValue partition, Range range, @Nullable Condition filter) {
        boolean overlaps(Query other) {
            return partition.equals(other.partition)
                    && isBefore(range.from(), other.range.to())
                    && isBefore(other.range.from(), range.to());
        }

        private static boolean isBefore(byte @Nullable [] from, byte @Nullable [] to) {
            return from == null || to == null || Arrays.compareUnsigned(from, to) < 0;
        }
    }

    /**
     * The plan for a statement.
     *
     * @throws Fault a ValidationException if the service does not read the table so
     */
    static SelectPlan of(Statement.Select select, Table table, boolean consistent) {
        Index index = index(select, table);
        if (index != null && index.kind() == Index.Kind.GLOBAL && consistent) {
            throw Fault.validation("Strongly consistent read is not supported on Global Secondary Indexes");
        }
        ItemView view = ItemView.of(select.columns());
        List<String> missing = index == null ? List.of() : Selection.missing(view.paths(), index, table);
        if (index != null && index.kind() == Index.Kind.GLOBAL && !missing.isEmpty()) {
            throw Selection.notProjected(index, missing);
        }
        KeyPaths.check(view.paths(), table);
        StatementKeys.checkPaths(select.where(), table);
        boolean fetches = !missing.isEmpty();
        KeySchema schema = index == null ? table.key() : index.key();
        KeyReads reads = KeyReads.of(select.where(), schema);
        checkOrders(select.orders(), schema, reads);
        boolean forward = isForward(select.orders(), schema);
        if (reads.reads().isEmpty()) {
            Selection all = new Selection(table, index, select.where(), view, false, fetches);
            return new SelectPlan(List.of(new Step(all, Range.all())), forward);
        }
        Condition filter = reads.reads().get(0).filter();
        // What a branch asks of an attribute that the index does not hold is asked of a missing one.
        if (index != null && filter != null && !(select.where() instanceof Condition.Or)) {
            Selection.checkFilter(filter, index, table);
        }
        List<Query> queries = apart(select, reads, schema);
        sort(queries, select.orders(), schema, forward);
        return new SelectPlan(
                queries.stream()
                        .map(query -> new Step(
                                new Selection(table, index, query.filter(), view, false, fetches), query.range()))
                        .toList(),
                forward);
    }

    /** The index that a statement reads, if it reads one. */
    static @Nullable Index index(Statement.Select select, Table table) {
        if (select.index() == null) {
            return null;
        }
        Index index = table.index(select.index());
        if (index == null) {
            throw Fault.validation("The table does not have the specified index");
        } else if (index.key().partitions().size() > 1 || index.key().sorts().size() > 1) {
            throw Fault.validation(SEVERAL_KEYS);
        }
        Selection.checkReadable(index, table);
        return index;
    }

    private static List<Query> apart(Statement.Select select, KeyReads reads, KeySchema schema) {
        List<Query> queries = queries(reads, schema);
        for (int i = 0; i < queries.size(); i++) {
            for (Query other : queries.subList(i + 1, queries.size())) {
                if (queries.get(i).overlaps(other) && !reads.negated()) {
                    throw StatementKeys.overlapping();
                } else if (queries.get(i).overlaps(other)) {
                    Condition where = Objects.requireNonNull(select.where());
                    return queries(reads.merged(where, schema.partition().name()), schema);
                }
            }
        }
        return queries;
    }

    private static List<Query> queries(KeyReads reads, KeySchema schema) {
        List<Query> queries = new ArrayList<>();
        for (KeyReads.Read read : reads.reads()) {
            for (KeySchema.Part part : schema.parts()) {
                Condition condition = read.keys().get(part.name());
                for (AttributeValue value :
                        condition == null ? List.<AttributeValue>of() : KeyRange.values(condition)) {
                    StatementKeys.checkType(value, part);
                    if (!(condition instanceof Condition.BeginsWith)) {
                        KeyCheck.part(value, part, schema);
                    }
                }
            }
            KeyRange keys = new KeyRange(read.keys(), schema);
            keys.check(null);
            AttributeValue partition =
                    Objects.requireNonNull(read.equal(schema.partition().name()));
            queries.add(new Query(partition, keys.range(), read.filter()));
        }
        return queries;
    }

    private static void checkOrders(List<Statement.Order> orders, KeySchema schema, KeyReads reads) {
        if (orders.isEmpty()) {
            return;
        }
        for (Statement.Order order : orders) {
            if (schema.part(order.attribute()) == null) {
                throw Fault.validation(
                        "Attribute " + order.attribute() + " in ORDER BY clause must be part of the primary key");
            }
        }
        String partition = schema.partition().name();
        if (reads.reads().isEmpty()) {
            throw Fault.validation(
                    "Must have at least one non-optional hash key condition in WHERE clause when using ORDER"
                            + " BY clause.");
        } else if (order(orders, partition).isEmpty()
                && reads.reads().stream()
                                .map(read -> read.equal(partition))
                                .distinct()
                                .count()
                        > 1) {
            throw Fault.validation(
                    "Must have hash key in ORDER BY clause when more than one hash key condition specified in"
                            + " WHERE clause.");
        }
    }

    private static Optional<Statement.Order> order(List<Statement.Order> orders, String attribute) {
        return orders.stream()
                .filter(order -> order.attribute().equals(attribute))
                .findFirst();
    }

    /** An order that does not speak of the sort key turns it around. The service does so, too. */
    private static boolean isForward(List<Statement.Order> orders, KeySchema schema) {
        KeySchema.Part sort = schema.sort();
        return orders.isEmpty()
                || (sort != null
                        && order(orders, sort.name())
                                .filter(order -> !order.descending())
                                .isPresent());
    }

    private static void sort(List<Query> queries, List<Statement.Order> orders, KeySchema schema, boolean forward) {
        Comparator<Query> ranges = Comparator.comparing(
                query -> Objects.requireNonNullElse(query.range().from(), new byte[0]), Arrays::compareUnsigned);
        Optional<Statement.Order> order = order(orders, schema.partition().name());
        Comparator<Query> partitions;
        if (order.isPresent()) {
            Comparator<Query> ascending =
                    (one, other) -> Objects.requireNonNullElse(Ordering.compare(one.partition(), other.partition()), 0);
            partitions = order.get().descending() ? ascending.reversed() : ascending;
        } else {
            Set<AttributeValue> seen = new LinkedHashSet<>();
            queries.forEach(query -> seen.add(query.partition()));
            List<AttributeValue> inOrder = List.copyOf(seen);
            partitions = Comparator.comparing(query -> inOrder.indexOf(query.partition()));
        }
        queries.sort(partitions.thenComparing(forward ? ranges : ranges.reversed()));
    }
}
