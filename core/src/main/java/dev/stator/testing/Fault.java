package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What can happen to a request between a client and DynamoDB, or within it. */
public enum Fault {
    /** The service refuses the request for now: too many of them. */
    THROTTLE {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            List<String> codes =
                    List.of("ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded");
            return Fate.instead(() -> error(400, codes.get(random.nextInt(codes.size()))));
        }
    },

    /** The service fails inside, with status 500 or 503. As with the real one, the request may have been done: chance decides. */
    SERVER_ERROR {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            WireReply error =
                    random.nextBoolean() ? error(500, "InternalServerError") : error(503, "ServiceUnavailable");
            return random.nextBoolean() ? Fate.instead(() -> error) : Fate.after(request, reply -> error);
        }
    },

    /** There is no connection to be had; the client knows that the request was not sent. */
    NO_CONNECTION {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Fate.instead(() -> {
                throw new TransportException(Kind.NOT_SENT, "No connection, says the fault plan", null);
            });
        }
    },

    /** The connection is lost before the request has arrived; the client cannot know that it has not. */
    LOST_REQUEST {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Fate.instead(() -> {
                throw lost();
            });
        }
    },

    /** The request is done, and the connection is lost before the reply has arrived. */
    LOST_REPLY {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Fate.after(request, reply -> {
                throw lost();
            });
        }
    },

    /** The request is done, and of its reply the end is cut off. */
    DAMAGED_REPLY {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Fate.after(request, reply -> {
                byte[] body = reply.body();
                return reply.withBody(Arrays.copyOf(body, random.nextInt(Math.max(1, body.length))));
            });
        }
    },

    /** The request is done, and its reply comes late; if that is later than the time of the attempt, it is lost. */
    SLOW_REPLY {
        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            Duration delay = Duration.ofNanos(random.nextLong(slowest.toNanos()) + 1);
            if (delay.compareTo(request.timeout()) < 0) {
                return Fate.after(request, reply -> reply).delayed(delay);
            }
            return Fate.after(request, reply -> {
                        throw new TransportException(Kind.TIMED_OUT, "No reply in time, says the fault plan", null);
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
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Leftovers.of(request, random);
        }
    },

    /**
     * Another transaction holds an item. Strikes transactions, of which it cancels the whole, and single writes.
     */
    CONFLICT {
        private static final Set<String> SINGLE = Set.of("PutItem", "UpdateItem", "DeleteItem");

        @Override
        boolean canStrike(WireRequest request) {
            return SINGLE.contains(request.action()) || Cancellation.canBeOf(request);
        }

        @Override
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            WireReply error = SINGLE.contains(request.action())
                    ? error(400, "TransactionConflictException")
                    : Cancellation.of(request, random);
            return Fate.instead(() -> error);
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
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Fate.stale(request);
        }

        @Override
        public boolean isFailure() {
            return false;
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
        Fate strike(WireRequest request, RandomGenerator random, Duration slowest) {
            return Fate.stale(request);
        }

        @Override
        public boolean isFailure() {
            return false;
        }
    };

    /**
     * Whether something goes wrong that the client could see and mend. All faults are failures but stale reads, which are sound answers, if not
     * those that one hoped for.
     */
    public boolean isFailure() {
        return true;
    }

    /** Whether this can happen to such a request at all. */
    boolean canStrike(WireRequest request) {
        return true;
    }

    /** What becomes of a request to which this happens. */
    abstract Fate strike(WireRequest request, RandomGenerator random, Duration slowest);

    private static TransportException lost() {
        return new TransportException(Kind.CONNECTION_LOST, "The connection was lost, says the fault plan", null);
    }

    private static WireReply error(int status, String code) {
        String body =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"By the fault plan\"}";
        return new WireReply(status, Map.of("x-amzn-requestid", "FAULT"), body.getBytes(UTF_8));
    }
}
