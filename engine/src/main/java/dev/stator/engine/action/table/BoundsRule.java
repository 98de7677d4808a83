package dev.stator.engine.action.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Bounds;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Throughput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request may ask for beside capacity: to be ready for more, and to give at most so much. */
public final class BoundsRule {
    private static final long UNLIMITED = -1;

    private final boolean perRequest;
    private final String owner;

    /**
     * The rule.
     *
     * @param perRequest whether the table is paid per request
     * @param owner whose bounds they are, in messages
     */
    BoundsRule(boolean perRequest, String owner) {
        this.perRequest = perRequest;
        this.owner = owner;
    }

    /** The rule for an index. */
    static BoundsRule ofIndex(boolean perRequest, String name) {
        return new BoundsRule(perRequest, "index: " + name);
    }

    /** The rule for a table. */
    public static BoundsRule ofTable(boolean perRequest) {
        return new BoundsRule(perRequest, "table");
    }

    /**
     * The capacity with the bounds that parameters ask for.
     *
     * @throws Fault a ValidationException if they cannot be had
     */
    Throughput apply(Throughput throughput, Parameters in) {
        return apply(throughput, in.get(TableShape.ON_DEMAND), in.get(TableShape.WARM));
    }

    /** The same with the members at hand. */
    public Throughput apply(Throughput throughput, @Nullable Parameters onDemand, @Nullable Parameters warm) {
        Bounds bounds = throughput.bounds();
        if (!perRequest && onDemand != null) {
            throw Fault.invalidParameter(
                    "OnDemandThroughput should not be specified for " + owner + " when BillingMode is PROVISIONED");
        } else if (!perRequest) {
            bounds = bounds.withMost(null);
        } else if (onDemand != null) {
            bounds = bounds.withMost(most(onDemand, bounds.most()));
        }
        return warm == null ? throughput.with(bounds) : throughput.with(bounds.withWarm(warm(throughput, warm)));
    }

    private Bounds.@Nullable Units most(Parameters wanted, Bounds.@Nullable Units old) {
        Bounds.Units kept = Objects.requireNonNullElse(old, new Bounds.Units(UNLIMITED, UNLIMITED));
        Bounds.Units most = new Bounds.Units(
                most(wanted, TableShape.MOST_READS, kept.reads()), most(wanted, TableShape.MOST_WRITES, kept.writes()));
        return most.reads() == UNLIMITED && most.writes() == UNLIMITED ? null : most;
    }

    private long most(Parameters in, Field<Long> member, long old) {
        Long wanted = in.get(member);
        return wanted == null || wanted == UNLIMITED
                ? Objects.requireNonNullElse(wanted, old)
                : atLeastOne(member, wanted);
    }

    private long atLeastOne(Field<Long> member, long wanted) {
        if (wanted < 1) {
            throw Fault.invalidParameter(member.name() + " must be greater than or equal to 1 for " + owner);
        }
        return wanted;
    }

    /** What is ready never becomes less. */
    private Bounds.Units warm(Throughput throughput, Parameters wanted) {
        Bounds.Units ready = Bounds.ready(throughput);
        return new Bounds.Units(
                warm(wanted, TableShape.WARM_READS, ready.reads()),
                warm(wanted, TableShape.WARM_WRITES, ready.writes()));
    }

    private long warm(Parameters in, Field<Long> member, long ready) {
        Long wanted = in.get(member);
        if (wanted == null) {
            return ready;
        } else if (atLeastOne(member, wanted) < ready) {
            throw Fault.invalidParameter("Requested " + member.name() + " for WarmThroughput for " + owner
                    + " is lower than current WarmThroughput, decreasing WarmThroughput is not supported");
        }
        return wanted;
    }
}
