package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.ServiceException;
import dev.stator.error.ServiceFailure;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.DeregisterScalableTargetOperation;
import dev.stator.internal.protocol.DescribeScalableTargetsOperation;
import dev.stator.internal.protocol.DescribeScalableTargetsOperation.Targets;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PutScalingPolicyOperation;
import dev.stator.internal.protocol.RegisterScalableTargetOperation;
import dev.stator.internal.protocol.Scalable;
import dev.stator.internal.run.AllPages;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Rounds;
import dev.stator.value.ScalableTarget;
import dev.stator.value.TableDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How AWS changes the provisioned capacity of a table, and of the global indexes that its schema has, by itself: so that a
 * share of it is used. What it says of itself holds for reads and for writes, and is registered with Application Auto
 * Scaling, a service beside DynamoDB that only AWS has; the credentials must be allowed to call that, too. Immutable;
 * fluent methods give changed copies.
 *
 * <pre>{@code
 * users.autoScaling().between(5, 500).using(70).register().execute();
 * }</pre>
 */
public final class AutoScaling {
    private static final Set<String> UNKNOWN_ACTION = Set.of("UnknownOperationException", "InvalidAction");

    private final Table<?> table;
    private final long least;
    private final long most;
    private final double percent;
    private final Duration pauseOut;
    private final Duration pauseIn;

    AutoScaling(Table<?> table) {
        this(table, 50, 40_000, 50, Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    private AutoScaling(Table<?> table, long least, long most, double percent, Duration pauseOut, Duration pauseIn) {
        this.table = table;
        this.least = least;
        this.most = most;
        this.percent = percent;
        this.pauseOut = pauseOut;
        this.pauseIn = pauseIn;
    }

    /**
     * The fewest and the most units to provision; 50 and 40,000 by default.
     *
     * @throws IllegalArgumentException if they are below 1, or the wrong way round
     */
    public AutoScaling between(long minUnits, long maxUnits) {
        if (minUnits < 1 || maxUnits < minUnits) {
            throw misused(
                    "between(" + minUnits + ", " + maxUnits + ")",
                    "it takes the fewest units, 1 or more, and then the most");
        }
        return new AutoScaling(table, minUnits, maxUnits, percent, pauseOut, pauseIn);
    }

    /**
     * How much of what is provisioned is to be used, in percent; 50 by default.
     *
     * @throws IllegalArgumentException if it is not from 20 to 90, which the service wants
     */
    public AutoScaling using(double share) {
        if (!(share >= 20 && share <= 90)) {
            throw misused("using(" + share + ")", "the service wants 20 to 90 percent");
        }
        return new AutoScaling(table, least, most, share, pauseOut, pauseIn);
    }

    /**
     * How long to wait between two changes of the same direction, in whole seconds; 60 s and 120 s by default.
     *
     * @param afterMore after more has been provisioned
     * @param afterLess after less has been provisioned
     * @throws IllegalArgumentException if one is negative
     */
    public AutoScaling pausing(Duration afterMore, Duration afterLess) {
        if (afterMore.isNegative() || afterLess.isNegative()) {
            throw misused("pausing(" + afterMore + ", " + afterLess + ")", "no time can be negative");
        }
        return new AutoScaling(table, least, most, percent, afterMore, afterLess);
    }

    private IllegalArgumentException misused(String call, String why) {
        return new IllegalArgumentException("Auto scaling of table " + table.name() + ": " + call + ": " + why);
    }

    /**
     * Lets the capacities be scaled so: the table's first, then each index's, for reads and for writes, with a policy each. What is
     * so already stays so, and what is otherwise is changed; if one fails, those before it are done.
     *
     * <p>Fails with {@link StatorException} if the table is paid on demand, which needs no scaling.
     */
    public Call<Void> register() {
        return table.db()
                .call(context -> table.describe().exchange(context).then(seen -> {
                    refuseOnDemand(seen);
                    List<Operation<Boolean>> operations = new ArrayList<>();
                    for (Scalable what : scalables()) {
                        operations.add(new RegisterScalableTargetOperation(what, least, most));
                        operations.add(new PutScalingPolicyOperation(what, percent, pauseOut, pauseIn));
                    }
                    return all(context, operations, failure -> {
                        throw failure;
                    });
                }));
    }

    private void refuseOnDemand(TableDescription seen) {
        if (seen.options().capacity().isEmpty()) {
            throw new StatorException("Table " + table.name() + " is paid on demand, so it has no capacity to scale;"
                    + " call alter().provisioned(…) first");
        }
    }

    /**
     * Lets the capacities be scaled no longer: each index's first, and then the table's. The policies go too, and the capacity stays
     * as it is. What is not scaled does not matter, nor whether the table is still there.
     */
    public Call<Void> deregister() {
        return table.db().call(context -> {
            List<Scalable> reversed = new ArrayList<>(scalables());
            Collections.reverse(reversed);
            return all(
                    context,
                    reversed.stream()
                            .map(DeregisterScalableTargetOperation::new)
                            .toList(),
                    failure -> {
                        if (failure instanceof ResourceNotFoundException) {
                            return true;
                        }
                        throw failure;
                    });
        });
    }

    /** Which of the capacities are scaled, and between what. */
    public Call<List<ScalableTarget>> describe() {
        List<String> resources =
                scalables().stream().map(Scalable::resource).distinct().toList();
        return table.db()
                .call(context -> explained(new AllPages<>(
                        context,
                        after -> new DescribeScalableTargetsOperation(table.name(), resources, after),
                        Targets::targets,
                        Targets::next)));
    }

    private List<Scalable> scalables() {
        return Scalable.of(
                table.name(),
                table.schema().indexes().stream()
                        .filter(index -> !index.isLocal())
                        .map(IndexSchema::name)
                        .toList());
    }

    private static Exchange<Void> all(
            CallContext context,
            List<? extends Operation<Boolean>> operations,
            Function<StatorException, Boolean> onFailure) {
        Iterator<? extends Operation<Boolean>> left = operations.iterator();
        return Write.ignoringResult(explained(new Rounds<>(
                true,
                done -> left.hasNext()
                        ? Optional.of(new Attempts<>(context, left.next())
                                .orElse(failure -> Exchange.of(onFailure.apply(failure)))
                                .map(one -> {
                                    context.progressed();
                                    return one;
                                }))
                        : Optional.empty())));
    }

    private static <R> Exchange<R> explained(Exchange<R> exchange) {
        return exchange.orElse(failure -> {
            throw failure instanceof ServiceException refused && isUnknownAction(refused.failure())
                    ? new InvalidRequestException(refused.failure()
                            .explained("there is no Application Auto Scaling at this endpoint; only AWS has it"))
                    : failure;
        });
    }

    private static boolean isUnknownAction(ServiceFailure failure) {
        return UNKNOWN_ACTION.contains(failure.code()) || (failure.code().isEmpty() && failure.status() == 404);
    }
}
