package dev.stator.internal.run;

import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.ServiceException;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.DescribeStreamOperation;
import dev.stator.internal.protocol.DescribeStreamOperation.Shard;
import dev.stator.internal.protocol.GetRecordsOperation;
import dev.stator.internal.protocol.GetShardIteratorOperation;
import dev.stator.internal.protocol.GetShardIteratorOperation.From;
import dev.stator.stream.StreamRecord;
import dev.stator.value.ItemReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far the stream of a table has been read. A shard is read when the one that it goes on from has been read to its end,
 * or is gone, so that the changes of one item come in their order; shards that do not follow each other are read in turn.
 * Used by one poll at a time.
 *
 * <p>New shards come where others end, so they are looked for at the beginning and then whenever one has ended.
 */
public final class StreamPosition<T> {
    /** The place behind the last record of a closed shard. */
    private static final String END = "END";

    /**
     * What one poll brought.
     *
     * @param records changes, in order for each item
     * @param trimmed shards of which older records are lost, because they were not read within 24 hours
     */
    public record Batch<T>(List<StreamRecord<T>> records, Set<String> trimmed) {}

    private final String arn;
    private final Function<ItemReader, T> reader;
    private final Duration interval;
    private final Map<String, String> places;
    private final Map<String, String> iterators = new HashMap<>();
    private final Deque<String> turn = new ArrayDeque<>();
    private final Set<String> trimmed = new LinkedHashSet<>();
    private final Set<String> skipping = new HashSet<>();
    private boolean fromNow;
    private boolean found;
    private boolean idle;

    /**
     * A position.
     *
     * @param places what was remembered; empty to begin anew
     * @param fromNow whether to leave out, when beginning anew, what has been changed before
     * @param interval how long to wait before a poll when the one before found nothing
     */
    public StreamPosition(
            String arn,
            Function<ItemReader, T> reader,
            Map<String, String> places,
            boolean fromNow,
            Duration interval) {
        this.arn = arn;
        this.reader = reader;
        this.places = new LinkedHashMap<>(places);
        this.fromNow = fromNow && places.isEmpty();
        this.interval = interval;
    }

    /** What is to be remembered of what was read. */
    public Map<String, String> places() {
        return Map.copyOf(places);
    }

    /** Reads on. */
    public Exchange<Batch<T>> poll(CallContext context) {
        return new Poll(context);
    }

    private final class Poll extends Nested<Batch<T>> {
        private final CallContext context;
        private final Set<String> recovered = new HashSet<>();
        private String reading = "";

        Poll(CallContext context) {
            this.context = context;
        }

        @Override
        public Step<Batch<T>> start() {
            return idle ? pause(interval, this::look) : look();
        }

        private Step<Batch<T>> look() {
            reading = "";
            return found ? next() : describe(Optional.empty(), new ArrayList<>());
        }

        private Step<Batch<T>> describe(Optional<String> after, List<Shard> some) {
            return call(new Attempts<>(context, new DescribeStreamOperation(arn, after)), reply -> {
                some.addAll(reply.shards());
                return reply.last().isPresent() ? describe(reply.last(), some) : described(some);
            });
        }

        private Step<Batch<T>> described(List<Shard> all) {
            found = true;
            Set<String> known = all.stream().map(Shard::id).collect(Collectors.toSet());
            places.keySet().retainAll(known);
            if (fromNow) {
                fromNow = false;
                all.stream().filter(Shard::closed).forEach(shard -> places.put(shard.id(), END));
                all.stream().filter(shard -> !shard.closed()).forEach(shard -> skipping.add(shard.id()));
            }
            turn.clear();
            for (Shard shard : all) {
                boolean mayBeRead = shard.parent()
                        .map(parent -> !known.contains(parent) || isEnded(parent))
                        .orElse(true);
                if (mayBeRead && !isEnded(shard.id())) {
                    turn.add(shard.id());
                }
            }
            return next();
        }

        private boolean isEnded(String shard) {
            return END.equals(places.get(shard));
        }

        /** The next shard in turn. One that brings nothing is out of it, until all are, which ends the poll. */
        private Step<Batch<T>> next() {
            String shard = turn.poll();
            if (shard == null) {
                idle = true;
                found = false;
                return done(List.of());
            }
            reading = shard;
            String iterator = iterators.get(shard);
            if (iterator != null) {
                return read(shard, iterator);
            }
            String place = places.get(shard);
            boolean skips = skipping.remove(shard);
            return locate(shard, place != null ? From.after(place) : skips ? From.LATEST : From.OLDEST);
        }

        private Step<Batch<T>> locate(String shard, From from) {
            return call(
                    new Attempts<>(context, new GetShardIteratorOperation(arn, shard, from)),
                    iterator -> read(shard, iterator));
        }

        private Step<Batch<T>> read(String shard, String iterator) {
            return call(new Attempts<>(context, new GetRecordsOperation<>(shard, iterator, reader)), reply -> {
                List<StreamRecord<T>> records = reply.records();
                if (!records.isEmpty()) {
                    places.put(shard, records.get(records.size() - 1).sequenceNumber());
                }
                reply.next().ifPresentOrElse(next -> iterators.put(shard, next), () -> end(shard));
                if (records.isEmpty()) {
                    return look();
                }
                if (!isEnded(shard)) {
                    turn.add(shard);
                }
                idle = false;
                return done(records);
            });
        }

        private void end(String shard) {
            iterators.remove(shard);
            places.put(shard, END);
            found = false;
        }

        private Step<Batch<T>> done(List<StreamRecord<T>> records) {
            Set<String> lost = Set.copyOf(trimmed);
            trimmed.clear();
            return new Step.Done<>(new Batch<>(records, lost));
        }

        /** Iterators live for a quarter of an hour, and records for a day: whoever comes later begins where there are any. */
        @Override
        Step<Batch<T>> failedInside(StatorException failure) {
            String code = failure instanceof ServiceException service ? service.code() : "";
            boolean gone = failure instanceof ResourceNotFoundException;
            if (reading.isEmpty() || !recovered.add(reading + code)) {
                throw failure;
            }
            String shard = reading;
            if (code.equals("ExpiredIteratorException")) {
                iterators.remove(shard);
                turn.addFirst(shard);
                return next();
            } else if (code.equals("TrimmedDataAccessException")) {
                iterators.remove(shard);
                trimmed.add(shard);
                return locate(shard, From.OLDEST);
            } else if (gone) {
                trimmed.add(shard);
                end(shard);
                return look();
            }
            throw failure;
        }
    }
}
