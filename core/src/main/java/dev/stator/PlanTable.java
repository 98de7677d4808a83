package dev.stator;

import dev.stator.internal.protocol.DescribeTimeToLiveOperation;
import dev.stator.internal.protocol.ListTagsOfResourceOperation;
import dev.stator.internal.protocol.ListTagsOfResourceOperation.Tags;
import dev.stator.internal.protocol.TableSettings;
import dev.stator.internal.run.AllPages;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.TableDescription;
import dev.stator.value.TimeToLiveDescription;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what the schema and this request declare with the table that there is. Changes nothing: gives a {@link TablePlan},
 * which can be printed and applied. What is not declared is left as it is.
 *
 * <pre>{@code
 * TablePlan plan = users.plan().onDemand().stream().deletionProtection(true).execute();
 * System.out.print(plan);
 * plan.apply().execute();
 * }</pre>
 */
public final class PlanTable extends TableDeclaration<TablePlan, PlanTable> {
    private final boolean mayDropIndexes;

    PlanTable(Table<?> table) {
        this(table, TableSettings.NONE, Waiting.PATIENT, false);
    }

    private PlanTable(Table<?> table, TableSettings settings, Waiting waiting, boolean mayDropIndexes) {
        super(table, settings, waiting);
        this.mayDropIndexes = mayDropIndexes;
    }

    @Override
    PlanTable with(TableSettings changed, Waiting how) {
        if (!how.wanted()) {
            throw new IllegalStateException("A plan for table " + table.name()
                    + " waits for each step before the next; use create() or alter() for a single one");
        }
        return new PlanTable(table, changed, how, mayDropIndexes);
    }

    /**
     * Lets the plan drop global indexes: those that the schema does not declare, and those that it declares otherwise, which
     * are made again. Until an index is made again, queries of it fail.
     */
    public PlanTable droppingIndexes() {
        return new PlanTable(table, settings, waiting, true);
    }

    @Override
    Exchange<TablePlan> exchange(CallContext context) {
        return table.describe()
                .look(context)
                .then(seen -> seen.isEmpty()
                        ? Exchange.of(TablePlan.toCreate(
                                this,
                                new CreateTable(table).with(settings, waiting),
                                TableLimits.broken(table.schema())))
                        : compare(context, seen.get()));
    }

    private Exchange<TablePlan> compare(CallContext context, TableDescription seen) {
        return tags(context, seen)
                .then(tags -> expiry(context)
                        .map(expiry -> new TableDifference(table, settings, waiting, mayDropIndexes, seen, tags, expiry)
                                .plan(this)));
    }

    private Exchange<Map<String, String>> tags(CallContext context, TableDescription seen) {
        return settings.tags().isEmpty()
                ? Exchange.of(Map.of())
                : new AllPages<>(
                                context,
                                after -> new ListTagsOfResourceOperation(table.name(), seen.arn(), after),
                                page -> page.tags().entrySet(),
                                Tags::next)
                        .map(all -> all.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Exchange<Optional<TimeToLiveDescription>> expiry(CallContext context) {
        return wantedExpiry().isEmpty()
                ? Exchange.of(Optional.empty())
                : new Attempts<>(context, new DescribeTimeToLiveOperation(table.name())).map(Optional::of);
    }
}
