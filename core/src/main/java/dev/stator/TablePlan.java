package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.TableDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has to be done for a table to be as declared, in steps, each of which is done and waited for before the next; and what
 * cannot be done, with the reason. Made by {@link Table#plan}; printing it tells all.
 */
public final class TablePlan {
    /**
     * One step.
     *
     * @param words what it does
     * @param exchange does it, and waits until it is done
     */
    record Step(String words, Function<CallContext, Exchange<?>> exchange) {}

    private final PlanTable request;
    private final List<Step> steps;
    private final List<String> refusals;
    private final List<String> kept;

    TablePlan(PlanTable request, List<Step> steps, List<String> refusals, List<String> kept) {
        this.request = request;
        this.steps = List.copyOf(steps);
        this.refusals = List.copyOf(refusals);
        this.kept = List.copyOf(kept);
    }

    static TablePlan toCreate(PlanTable request, CreateTable creation, List<String> refusals) {
        Step step = new Step("create the table, " + creation.describe(), creation::exchange);
        return new TablePlan(request, List.of(step), refusals, List.of());
    }

    /** What {@link #apply} does, in that order. */
    public List<String> steps() {
        return steps.stream().map(Step::words).toList();
    }

    /** What is declared and cannot be done, with the reasons. As long as there is any, the plan cannot be applied. */
    public List<String> refusals() {
        return refusals;
    }

    /** What the table has, and nothing declares; it is left alone. */
    public List<String> kept() {
        return kept;
    }

    /** Whether the table is as declared. */
    public boolean isUpToDate() {
        return steps.isEmpty() && refusals.isEmpty();
    }

    /**
     * Does the steps, one after the other; for five minutes unless told otherwise with {@link Call#within}: filling a new
     * index can take hours. Gives the table's description. Of a table that is up to date nothing is asked but that.
     *
     * <p>Looks at the table again before: what somebody else has done meanwhile is not done twice, and if anything is to be
     * done that this plan does not have, nothing is, and the call fails with {@link StatorException}. If a step fails, those
     * before it stay done; plan again to see what is left.
     *
     * @throws IllegalStateException if something is refused
     */
    public Call<TableDescription> apply() {
        if (!refusals.isEmpty()) {
            throw new IllegalStateException("The plan for table " + request.table.name() + " cannot be applied: "
                    + String.join("; ", refusals));
        }
        return new Call<>(request.db()) {
            @Override
            Optional<Duration> limit() {
                return Optional.of(Waiting.LIMIT);
            }

            @Override
            Exchange<TableDescription> exchange(CallContext context) {
                return request.exchange(context).then(now -> checked(now).done(context));
            }
        };
    }

    private TablePlan checked(TablePlan now) {
        if (!now.refusals.isEmpty() || !steps().containsAll(now.steps())) {
            throw new StatorException("Table " + request.table.name()
                    + " was changed since it was planned for, so nothing was done; plan again. Now it is " + now);
        }
        return now;
    }

    private Exchange<TableDescription> done(CallContext context) {
        Exchange<?> all = Exchange.of(steps.size());
        for (Step step : steps) {
            all = all.then(before -> step.exchange().apply(context).map(done -> step));
        }
        return all.then(done -> request.table.describe().exchange(context));
    }

    /** All of it, a line for each step, refusal and thing that is kept. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Plan for table ")
                .append(request.table.name())
                .append(isUpToDate() ? ": up to date\n" : ":\n");
        int number = 0;
        for (Step step : steps) {
            text.append("  ").append(++number).append(". ").append(step.words()).append('\n');
        }
        refusals.forEach(refusal -> text.append("  refused: ").append(refusal).append('\n'));
        kept.forEach(thing -> text.append("  kept: ").append(thing).append('\n'));
        return text.toString();
    }
}
