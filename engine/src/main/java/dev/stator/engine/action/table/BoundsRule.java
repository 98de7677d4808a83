package dev.stator.engine.action.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Bounds;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Throughput;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request may ask for beside capacity: to be ready for more, and to give at most so much. */
public final class BoundsRule {
    private static final long UNLIMITED = -1;
    private static final String INITIAL = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
            + "on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

    private final boolean perRequest;
    private final boolean created;
    private final @Nullable String index;

    private BoundsRule(boolean perRequest, boolean created, @Nullable String index) {
        this.perRequest = perRequest;
        this.created = created;
        this.index = index;
    }

    /** The rule for a table that is made; a limit cannot be taken away from it. */
    public static BoundsRule ofNew(boolean perRequest) {
        return new BoundsRule(perRequest, true, null);
    }

    /** The rule for a table that is changed. */
    static BoundsRule ofChanged(boolean perRequest) {
        return new BoundsRule(perRequest, false, null);
    }

    /** The same for an index. */
    BoundsRule ofIndex(String name) {
        return new BoundsRule(perRequest, created, name);
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
        if (!perRequest) {
            refuse(onDemand);
            bounds = bounds.withMost(null);
        } else if (onDemand != null) {
            bounds = bounds.withMost(most(onDemand, bounds.most()));
        }
        return warm == null ? throughput.with(bounds) : throughput.with(bounds.withWarm(warm(throughput, warm)));
    }

    private void refuse(@Nullable Parameters onDemand) {
        if (onDemand != null) {
            Stream.of(TableShape.MOST_READS, TableShape.MOST_WRITES)
                    .filter(onDemand::has)
                    .findFirst()
                    .ifPresent(member -> {
                        throw Fault.invalidParameter(member.name() + " for OnDemandThroughput"
                                + (index == null ? "" : " for index" + (created ? ": " : " : ") + index)
                                + " cannot be specified when "
                                + (created
                                        ? "table BillingMode is PROVISIONED."
                                        : "the table BillingMode is PROVISIONED"));
                    });
        }
    }

    private Bounds.@Nullable Units most(Parameters wanted, Bounds.@Nullable Units old) {
        Bounds.Units kept = Objects.requireNonNullElse(old, new Bounds.Units(UNLIMITED, UNLIMITED));
        Bounds.Units most = new Bounds.Units(
                most(wanted, TableShape.MOST_READS, kept.reads()), most(wanted, TableShape.MOST_WRITES, kept.writes()));
        return most.reads() == UNLIMITED && most.writes() == UNLIMITED ? null : most;
    }

    private long most(Parameters in, Field<Long> member, long old) {
        Long wanted = in.get(member);
        if (wanted == null) {
            return old;
        } else if (wanted < 1 && (created || wanted != UNLIMITED)) {
            throw Fault.invalidParameter("Requested " + member.name() + " for OnDemandThroughput for "
                    + (index == null ? "table" : "index : " + index) + " is outside of valid range");
        }
        return wanted;
    }

    /** Whether parameters ask for limits; without members they do not. */
    static boolean limits(Parameters in) {
        Parameters onDemand = in.get(TableShape.ON_DEMAND);
        return onDemand != null && (onDemand.has(TableShape.MOST_READS) || onDemand.has(TableShape.MOST_WRITES));
    }

    /** Whether they ask for something to be ready for. */
    static boolean warms(Parameters in) {
        Parameters warm = in.get(TableShape.WARM);
        return warm != null && (warm.has(TableShape.WARM_READS) || warm.has(TableShape.WARM_WRITES));
    }

    /** Bounds as the reply tells them to those who have taken limits away. */
    static Bounds told(Bounds changed, @Nullable Parameters onDemand) {
        if (onDemand == null) {
            return changed;
        }
        Bounds.Units most = Objects.requireNonNullElse(changed.most(), new Bounds.Units(UNLIMITED, UNLIMITED));
        return changed.withMost(new Bounds.Units(
                told(onDemand, TableShape.MOST_READS, most.reads()),
                told(onDemand, TableShape.MOST_WRITES, most.writes())));
    }

    private static long told(Parameters onDemand, Field<Long> member, long most) {
        Long wanted = onDemand.get(member);
        return wanted != null && wanted == UNLIMITED ? Bounds.LIFTED : most;
    }

    /** What is ready never becomes less. */
    private Bounds.Units warm(Throughput throughput, Parameters wanted) {
        Bounds.Units ready = Bounds.ready(throughput);
        return new Bounds.Units(
                warm(wanted, TableShape.WARM_READS, ready.reads(), TableShape.READ_UNITS),
                warm(wanted, TableShape.WARM_WRITES, ready.writes(), TableShape.WRITE_UNITS));
    }

    private long warm(Parameters in, Field<Long> member, long ready, Field<Long> units) {
        Long wanted = in.get(member);
        if (wanted == null) {
            return ready;
        } else if (wanted < ready) {
            throw Fault.invalidParameter("Requested " + member.name() + " for WarmThroughput for "
                    + (index == null ? "table" : "index " + index) + " is lower than " + floor(units));
        }
        return wanted;
    }

    private String floor(Field<Long> units) {
        if (!created) {
            return "current WarmThroughput, decreasing WarmThroughput is not supported";
        }
        return perRequest
                ? "initial throughput for OnDemand. See: " + INITIAL
                : units.name() + " of ProvisionedThroughput";
    }
}
