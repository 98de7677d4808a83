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
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How far the stream of a table has been read. A shard is read when the one that it goes on from has been read to its end,
 * or is gone, so that the changes of one item come in their order; shards that do not follow each other are read in turn.
 * Used by one poll at a time.
 *
 * <p>New shards come where others end, so they are looked for at the beginning and then whenever one has ended.
 */
public final class StreamPosition<T> {
    /** How long records are kept. */
    private static final Duration RETENTION = Duration.ofHours(24);

    /** Records have their times in whole seconds, and by another clock. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /**
     * What one poll brought.
     *
     * @param records changes, in order for each item
     * @param trimmed shards of which older records are lost, because they were not read within 24 hours
     */
    public record Batch<T>(List<StreamRecord<T>> records, Set<String> trimmed) {}

    private final String arn;
    private final Function<ItemReader, Optional<T>> reader;
    private final Predicate<Item> wanted;
    private final Duration interval;
    private Progress progress;
    private Progress beforePoll;

    /** What has been read; a poll that is not delivered leaves it as it was. */
    private static final class Progress {
        private final Map<String, StreamPlace> places;
        private final Map<String, String> iterators = new HashMap<>();

        /** Where a shard begins, to be asked for by its number, so that the service says if that beginning is gone. */
        private final Map<String, From> heads = new HashMap<>();

        /** Shards that were there before this was begun, until they are read: what they lost before is not missed. */
        private final Set<String> older = new HashSet<>();

        private final Deque<String> turn = new ArrayDeque<>();
        private final Set<String> trimmed = new LinkedHashSet<>();
        private final Set<String> skipping = new HashSet<>();
        private final Set<String> sifted = new HashSet<>();
        private boolean fromNow;
        private boolean begun;
        private boolean found;
        private boolean idle;

        /** Whether no shard of the stream was open when they were looked for last. */
        private boolean closed;

        Progress(Map<String, StreamPlace> places, boolean fromNow) {
            this.places = new LinkedHashMap<>(places);
            this.fromNow = fromNow;
            this.begun = !places.isEmpty();
        }

        Progress copy() {
            Progress copy = new Progress(places, fromNow);
            copy.iterators.putAll(iterators);
            copy.heads.putAll(heads);
            copy.older.addAll(older);
            copy.turn.addAll(turn);
            copy.trimmed.addAll(trimmed);
            copy.skipping.addAll(skipping);
            copy.sifted.addAll(sifted);
            copy.begun = begun;
            copy.found = found;
            copy.idle = idle;
            copy.closed = closed;
            return copy;
        }
    }

    /**
     * A position.
     *
     * @param reader reads the images; gives nothing for what is no record of the table
     * @param wanted whether changes of the item with a key are told
     * @param places what was remembered; empty to begin anew
     * @param fromNow whether to leave out, when beginning anew, what has been changed before
     * @param interval how long to wait before a poll when the one before found nothing
     */
    public StreamPosition(
            String arn,
            Function<ItemReader, Optional<T>> reader,
            Predicate<Item> wanted,
            Map<String, String> places,
            boolean fromNow,
            Duration interval) {
        this.arn = arn;
        this.reader = reader;
        this.wanted = wanted;
        this.interval = interval;
        Map<String, StreamPlace> known = new LinkedHashMap<>();
        places.forEach((shard, place) -> known.put(shard, new StreamPlace(place)));
        this.progress = new Progress(known, fromNow && places.isEmpty());
        this.beforePoll = progress;
    }

    /** What is to be remembered of what was read. */
    public synchronized Map<String, String> places() {
        return progress.places.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, place -> place.getValue().text()));
    }

    /** Whether this is a position in a stream. */
    public boolean isIn(String stream) {
        return arn.equals(stream);
    }

    /** Whether the stream has been read to its end: the last poll brought nothing, and all shards are closed. */
    public synchronized boolean isAtEnd() {
        return progress.idle
                && progress.closed
                && progress.places.values().stream().allMatch(StreamPlace::isEnd);
    }

    /** Reads on. What it brings counts as read unless it is given up. */
    public synchronized Exchange<Batch<T>> poll(CallContext context) {
        beforePoll = progress;
        return new Poll(context, progress);
    }

    /** The last poll ended without anyone who took what it brought, so that does not count; nor what may still come. */
    public synchronized void giveUp() {
        progress = beforePoll.copy();
        beforePoll = progress;
    }

    private synchronized void settle(Progress before, Progress after) {
        if (beforePoll == before) {
            progress = after;
        }
    }

    private final class Poll extends Nested<Batch<T>> {
        private final CallContext context;
        private final Progress before;
        private final Progress now;
        private final Set<String> recovered = new HashSet<>();
        private String reading = "";

        Poll(CallContext context, Progress before) {
            this.context = context;
            this.before = before;
            this.now = before.copy();
        }

        @Override
        public Step<Batch<T>> start() {
            return now.idle
                    ? pause(context.affordable(interval), () -> {
                        context.progressed();
                        return look();
                    })
                    : look();
        }

        private Step<Batch<T>> look() {
            reading = "";
            return now.found ? next() : describe(Optional.empty(), new ArrayList<>());
        }

        private Step<Batch<T>> describe(Optional<String> after, List<Shard> some) {
            return call(new Attempts<>(context, new DescribeStreamOperation(arn, after)), reply -> {
                some.addAll(reply.shards());
                return reply.last().isPresent() ? describe(reply.last(), some) : described(some);
            });
        }

        private Step<Batch<T>> described(List<Shard> all) {
            now.found = true;
            now.closed = all.stream().allMatch(Shard::closed);
            Set<String> known = all.stream().map(Shard::id).collect(Collectors.toSet());
            Set<String> gone = all.stream()
                    .filter(shard -> !now.places.containsKey(shard.id()))
                    .flatMap(shard -> shard.parent().stream())
                    .filter(parent -> !known.contains(parent))
                    .collect(Collectors.toSet());
            boolean another = isAnother(all, known, gone);
            now.places.forEach((shard, place) -> {
                if (!known.contains(shard) && (another || !place.isEnd())) {
                    now.trimmed.add(shard); // there may have been more behind that place, or that shard
                }
            });
            now.places.keySet().removeIf(shard -> !known.contains(shard) && !(gone.contains(shard) && isEnded(shard)));
            if (now.fromNow) {
                now.fromNow = false;
                all.stream().filter(Shard::closed).forEach(shard -> now.places.put(shard.id(), StreamPlace.END));
                for (Shard open : all.stream().filter(shard -> !shard.closed()).toList()) {
                    now.places.put(open.id(), StreamPlace.since(context.now()));
                    now.skipping.add(open.id());
                }
            } else {
                gone.forEach(this::miss);
            }
            now.heads.keySet().retainAll(known);
            now.turn.clear();
            for (Shard shard : all) {
                boolean mayBeRead = shard.parent()
                        .map(parent -> !known.contains(parent) || isEnded(parent))
                        .orElse(true);
                if (mayBeRead && !isEnded(shard.id())) {
                    now.turn.add(shard.id());
                    now.heads.putIfAbsent(
                            shard.id(), shard.first().map(From::at).orElse(From.OLDEST));
                    if (!now.begun) {
                        now.older.add(shard.id());
                    }
                }
            }
            now.begun = true;
            return next();
        }

        /** Whether what is remembered is of a stream before this one, which begins with a shard that goes on from none. */
        private boolean isAnother(List<Shard> all, Set<String> known, Set<String> gone) {
            return all.stream().anyMatch(shard -> shard.parent().isEmpty())
                    && now.places.keySet().stream().noneMatch(shard -> known.contains(shard) || gone.contains(shard));
        }

        /**
         * A shard is not there any more from which one goes on that was not begun: if it was not read to its end, that was missed. It counts as read
         * until the next one has a place, so that it is told once.
         */
        private void miss(String parent) {
            if (!StreamPlace.END.equals(now.places.put(parent, StreamPlace.END)) && now.begun) {
                now.trimmed.add(parent);
            }
        }

        private boolean isEnded(String shard) {
            return StreamPlace.END.equals(now.places.get(shard));
        }

        /** The next shard in turn. One that brings nothing is out of it, until all are, which ends the poll. */
        private Step<Batch<T>> next() {
            String shard = now.turn.poll();
            if (shard == null) {
                now.idle = true;
                now.found = false;
                return done(List.of());
            }
            reading = shard;
            String iterator = now.iterators.get(shard);
            if (iterator != null) {
                return read(shard, iterator);
            }
            if (now.skipping.remove(shard)) {
                return locate(shard, From.LATEST);
            }
            return locate(shard, from(shard));
        }

        private From from(String shard) {
            From head = now.heads.getOrDefault(shard, From.OLDEST);
            StreamPlace place = now.places.get(shard);
            return place == null ? head : place.from(head);
        }

        private Step<Batch<T>> locateOldest(String shard) {
            now.iterators.remove(shard);
            now.heads.put(shard, From.OLDEST);
            StreamPlace place = now.places.get(shard);
            if (place != null && place.isBeginning()) {
                now.places.remove(shard);
            }
            return locate(shard, From.OLDEST);
        }

        private Step<Batch<T>> locate(String shard, From from) {
            if (!from.equals(From.LATEST)) {
                now.sifted.add(shard);
            }
            return call(
                    new Attempts<>(context, new GetShardIteratorOperation(arn, shard, from)),
                    iterator -> read(shard, iterator));
        }

        private Step<Batch<T>> read(String shard, String iterator) {
            return call(new Attempts<>(context, new GetRecordsOperation<>(shard, iterator, reader)), reply -> {
                List<StreamRecord<T>> records = reply.records().stream()
                        .filter(record -> counts(shard, record))
                        .toList();
                now.older.remove(shard);
                if (!records.isEmpty()) {
                    now.places.put(
                            shard,
                            StreamPlace.behind(records.get(records.size() - 1).sequenceNumber()));
                } else if (reply.records().isEmpty()) {
                    begin(shard);
                }
                reply.next().ifPresentOrElse(next -> now.iterators.put(shard, next), () -> end(shard));
                if (records.isEmpty()) {
                    if (!reply.records().isEmpty() && !isEnded(shard)) {
                        now.turn.addFirst(shard); // there may be more behind those that do not count
                    }
                    return look();
                }
                if (!isEnded(shard)) {
                    now.turn.add(shard);
                }
                now.idle = false;
                List<StreamRecord<T>> told = records.stream()
                        .filter(record -> wanted.test(record.key()))
                        .toList();
                return told.isEmpty() ? look() : done(told);
            });
        }

        private void begin(String shard) {
            From head = now.heads.getOrDefault(shard, From.OLDEST);
            if (!head.equals(From.OLDEST)) {
                now.places.putIfAbsent(shard, StreamPlace.before(head.sequenceNumber()));
            }
        }

        /** Whether it is not one of before, in a shard that is wanted from a time on and had to be read from its beginning. */
        private boolean counts(String shard, StreamRecord<T> record) {
            return !now.sifted.contains(shard)
                    || since(shard)
                            .filter(time -> record.created().isBefore(time.minus(SLACK)))
                            .isEmpty();
        }

        private Optional<Instant> since(String shard) {
            return Optional.ofNullable(now.places.get(shard)).flatMap(StreamPlace::since);
        }

        /** Whether there may have been something to tell in the beginning of a shard, which is gone. */
        private boolean mayMissBeginning(String shard) {
            return since(shard)
                    .map(time -> time.isBefore(context.now().minus(RETENTION).plus(SLACK)))
                    .orElse(!now.older.contains(shard));
        }

        private void end(String shard) {
            now.iterators.remove(shard);
            now.places.put(shard, StreamPlace.END);
            now.found = false;
        }

        private Step<Batch<T>> done(List<StreamRecord<T>> records) {
            Set<String> lost = Set.copyOf(now.trimmed);
            now.trimmed.clear();
            settle(before, now);
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
                now.iterators.remove(shard);
                now.turn.addFirst(shard);
                return next();
            } else if (code.equals("TrimmedDataAccessException")) {
                if (mayMissBeginning(shard)) {
                    now.trimmed.add(shard);
                }
                return locateOldest(shard);
            } else if (code.equals("ValidationException") && from(shard).equals(now.heads.get(shard))) {
                return locateOldest(shard); // a server that does not know the number with which an empty shard begins
            } else if (gone) {
                now.trimmed.add(shard);
                end(shard);
                return look();
            }
            throw failure;
        }
    }
}
