package dev.stator.internal.run;

import dev.stator.error.InvalidRequestException;
import dev.stator.error.ServiceFailure;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.DescribeTimeToLiveOperation;
import dev.stator.internal.protocol.UpdateTimeToLiveOperation;
import dev.stator.value.TimeToLiveDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets items of a table expire by an attribute, or by none, unless that is so already. Gives what is so afterwards. */
public final class TimeToLiveChange extends Nested<TimeToLiveDescription> {
    private final CallContext context;
    private final String table;
    private final Optional<String> wanted;
    private @Nullable InvalidRequestException refusal;
    private boolean changing;

    /**
     * A change.
     *
     * @param wanted the attribute; empty to let no items expire
     */
    public TimeToLiveChange(CallContext context, String table, Optional<String> wanted) {
        this.context = context;
        this.table = table;
        this.wanted = wanted;
    }

    @Override
    public Step<TimeToLiveDescription> start() {
        changing = false;
        return call(new Attempts<>(context, new DescribeTimeToLiveOperation(table)), this::seen);
    }

    private Step<TimeToLiveDescription> seen(TimeToLiveDescription now) {
        boolean reached = wanted.map(now::isOnBy).orElse(now.isOff());
        if (reached) {
            return new Step.Done<>(now);
        } else if (refusal != null) {
            throw explained(refusal.failure(), now);
        } else if (wanted.isPresent() && now.attribute().isPresent() && !now.isOff()) {
            throw new StatorException("Items of table " + table + " expire by "
                    + now.attribute().get() + " already, and cannot by " + wanted.get()
                    + " too: disable the one first, and enable the other an hour later");
        }
        changing = true;
        String attribute = wanted.or(now::attribute).orElse("");
        return call(
                new Attempts<>(context, new UpdateTimeToLiveOperation(table, attribute, wanted.isPresent())),
                done -> start());
    }

    /** Somebody else may have been faster, or the request was sent twice: what is so decides. */
    @Override
    Step<TimeToLiveDescription> failedInside(StatorException failure) {
        if (changing && failure instanceof InvalidRequestException refused) {
            refusal = refused;
            return start();
        }
        throw failure;
    }

    private static InvalidRequestException explained(ServiceFailure failure, TimeToLiveDescription now) {
        return new InvalidRequestException(failure.explained("the time to live is " + now.status()
                + "; the service takes one change of it an hour, and no other while one is under way"));
    }
}
