package dev.stator.testing;

import dev.stator.error.TransportException.Kind;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What can happen to a request between a client and DynamoDB, or within it. */
public enum Fault {
    /**
     * The service refuses the request for now: too many of them. The reply names a table or index and which limit of it was reached, as the service does:
     * such as {@code IndexWriteProvisionedThroughputExceeded} in a ProvisionedThroughputExceededException, if the table has capacity of its own, or {@code
     * TableReadMaxOnDemandThroughputExceeded} in a ThrottlingException, if it is paid per request. What a table is like is known from replies that have passed
     * by, such as that to its creation; of others it is made up.
     */
    THROTTLE {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.instead(Throttling.of(request).refusal(around.tables(), around.random()));
        }
    },

    /** The service fails inside, with status 500 or 503. As with the real one, the request may have been done: chance decides. */
    SERVER_ERROR {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            RandomGenerator random = around.random();
            WireReply error = random.nextBoolean()
                    ? Refusal.of(500, "InternalServerError", BY_PLAN)
                    : Refusal.of(503, "ServiceUnavailable", BY_PLAN);
            return random.nextBoolean() ? Fate.instead(error) : Fate.after(request, reply -> error);
        }
    },

    /** There is no connection to be had; the client knows that the request was not sent. */
    NO_CONNECTION {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.instead(() -> {
                throw new PlannedFailure(Kind.NOT_SENT, "No connection");
            });
        }
    },

    /** The connection is lost before the request has arrived; the client cannot know that it has not. */
    LOST_REQUEST {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.instead(() -> {
                throw lost();
            });
        }
    },

    /** The request is done, and the connection is lost before the reply has arrived. */
    LOST_REPLY {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.after(request, reply -> {
                throw lost();
            });
        }
    },

    /** The request is done, and of its reply the end is cut off. */
    DAMAGED_REPLY {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.after(request, reply -> {
                byte[] body = reply.body();
                return reply.withBody(Arrays.copyOf(body, around.random().nextInt(Math.max(1, body.length))));
            });
        }
    },

    /** The request is done, and its reply comes late; if that is later than the time of the attempt, it is lost. */
    SLOW_REPLY {
        @Override
        Fate strike(WireRequest request, Surroundings around) {
            long most = TimeUnit.NANOSECONDS.convert(around.plan().slowest());
            Duration delay = Duration.ofNanos(around.random().nextLong(most) + 1);
            if (delay.compareTo(request.timeout()) < 0) {
                return Fate.after(request, reply -> reply).delayed(delay);
            }
            return Fate.after(request, reply -> {
                        throw new PlannedFailure(Kind.TIMED_OUT, "No reply in time");
                    })
                    .delayed(request.timeout());
        }
    },

    /** The service does a part of a batch, or nothing of it, and gives back the rest. Strikes batches only. */
    LEFTOVERS {
        @Override
        boolean canStrike(WireRequest request) {
            return Leftovers.canBeOf(request);
        }

        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Leftovers.of(request, around.random());
        }
    },

    /**
     * Another transaction holds an item. Strikes transactions, of which it cancels the whole with the reason {@code TransactionConflict}, and single writes, which
     * get a TransactionConflictException; both by PartiQL too.
     */
    CONFLICT {
        @Override
        boolean canStrike(WireRequest request) {
            return isSingleWrite(request) || Cancellation.canBeOf(request);
        }

        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.instead(
                    isSingleWrite(request)
                            ? Refusal.of(400, "TransactionConflictException", ONGOING)
                            : Cancellation.of(request, around.random()));
        }
    },

    /**
     * The same transaction, which was sent before, is still under way, so that this one is refused with a TransactionInProgressException. Strikes transactions
     * whose token has been sent before, so that it may have arrived: what follows a lost request or reply, not a refusal.
     */
    IN_PROGRESS {
        @Override
        boolean canStrike(WireRequest request) {
            return Body.token(request).isPresent();
        }

        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.instead(Refusal.of(
                    400,
                    "TransactionInProgressException",
                    "The transaction with the given request token is already in progress"));
        }
    },

    /**
     * A read of a table that does not ask for consistency is answered by a replica that is behind, by {@link FaultPlan#lag}, and so are all parts of
     * a batch that do not ask for it. Strikes GetItem, BatchGetItem, queries and scans of tables, and PartiQL's SELECT; never transactions. What stands
     * behind must be {@link Replicated}.
     */
    STALE_READ {
        @Override
        boolean canStrike(WireRequest request) {
            return EventualRead.of(request).equals(Optional.of(EventualRead.TABLE));
        }

        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.stale(request);
        }
    },

    /**
     * The same for a query or scan of an index that does not ask for consistency, which a global one cannot give. A local index is as far behind as
     * its table.
     */
    STALE_INDEX {
        @Override
        boolean canStrike(WireRequest request) {
            return EventualRead.of(request).equals(Optional.of(EventualRead.INDEX));
        }

        @Override
        Fate strike(WireRequest request, Surroundings around) {
            return Fate.stale(request);
        }
    };

    static final Set<String> SINGLE_WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem");
    static final String ONGOING = "Transaction is ongoing for the item";
    private static final String BY_PLAN = "By the fault plan";

    /**
     * What decides how a fault looks.
     *
     * @param plan the plan
     * @param tables what is known of tables
     * @param random chance
     */
    record Surroundings(FaultPlan plan, KnownTables tables, RandomGenerator random) {}

    /**
     * Whether something goes wrong that the client could see and mend. All faults are failures but stale reads, which are sound answers, if not
     * those that one hoped for.
     */
    public boolean isFailure() {
        return this != STALE_READ && this != STALE_INDEX;
    }

    /** Whether this can happen to such a request at all. */
    boolean canStrike(WireRequest request) {
        return true;
    }

    /** What becomes of a request to which this happens. */
    abstract Fate strike(WireRequest request, Surroundings around);

    private static PlannedFailure lost() {
        return new PlannedFailure(Kind.CONNECTION_LOST, "The connection was lost");
    }

    private static boolean isSingleWrite(WireRequest request) {
        return SINGLE_WRITES.contains(request.action())
                || (request.action().equals("ExecuteStatement")
                        && !Throttling.of(request).reads());
    }
}
