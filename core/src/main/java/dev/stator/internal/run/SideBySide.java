package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.value.AttributeValue;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The segments of a parallel scan, read side by side and given as one. Without limits each is read to its end; with one, in
 * rounds of a page from each, over which what is left of the limits is shared out, so that none is ever exceeded.
 *
 * <p>Its place is an item that has, for each segment that is not at its end, its number, and there the key behind which to
 * go on, which is empty for one that has not begun.
 */
public final class SideBySide<R> extends Nested<PageReply<R>> {
    /** Reads a segment. */
    public interface Segment<R> {
        /** The exchange that reads it from a key on, within limits. */
        Exchange<PageReply<R>> read(int segment, Optional<Item> startKey, Limits limits);
    }

    private final int atOnce;
    private final Segment<R> segment;
    private final Limits all;
    private final boolean oneRound;
    private final boolean countOnly;
    private Limits left;
    /** The segments that are not at their end, and the key behind which each goes on. */
    private final TreeMap<Integer, Item> open = new TreeMap<>();

    private final List<R> items = new ArrayList<>();
    private long count;
    private long evaluated;
    private long pages;
    private ConsumedCapacity capacity = ConsumedCapacity.NONE;
    private int startOfLast;
    private Round<R> last = new Round<>(Map.of(), new TreeMap<>());

    /** One round: where each segment stood before, and what it brought. */
    private record Round<R>(Map<Integer, Item> before, TreeMap<Integer, PageReply<R>> replies) {
        /** The place behind an item of this round, whose segments follow each other in their order. */
        Item place(int index) {
            Map<Integer, Item> place = new TreeMap<>(before);
            int left = index;
            for (Map.Entry<Integer, PageReply<R>> read : replies.entrySet()) {
                PageReply<R> reply = read.getValue();
                if (left < reply.items().size()) {
                    place.put(read.getKey(), reply.place().apply(left));
                    return toItem(place);
                }
                left -= reply.items().size();
                reply.lastKey()
                        .ifPresentOrElse(key -> place.put(read.getKey(), key), () -> place.remove(read.getKey()));
            }
            throw new IndexOutOfBoundsException(index);
        }
    }

    /**
     * A parallel scan.
     *
     * @param segments how many there are
     * @param atOnce how many are read at once
     * @param place where to go on; from the beginning if empty
     * @param oneRound whether to end with the first page of each
     */
    public SideBySide(
            int segments,
            int atOnce,
            Segment<R> segment,
            Limits limits,
            Optional<Item> place,
            boolean oneRound,
            boolean countOnly) {
        this.atOnce = atOnce;
        this.segment = segment;
        this.all = limits;
        this.left = limits;
        this.oneRound = oneRound;
        this.countOnly = countOnly;
        place.ifPresentOrElse(
                from -> from.asMap().forEach((number, key) -> open.put(Integer.valueOf(number), keyIn(key))),
                () -> IntStream.range(0, segments).forEach(number -> open.put(number, Item.empty())));
    }

    /**
     * The keys within a place, of segments that have begun.
     *
     * @throws IllegalArgumentException if it is no place of so many segments
     */
    public static List<Item> places(Item place, int segments) {
        List<Item> keys = new ArrayList<>();
        place.asMap().forEach((number, key) -> {
            boolean known = number.matches("\\d{1,7}") && Integer.parseInt(number) < segments;
            if (!known || !(key instanceof AttributeValue.M)) {
                throw new IllegalArgumentException("A place in a parallel scan has something that is no segment of "
                        + segments + ": use its own cursor");
            }
            if (keyIn(key).size() > 0) {
                keys.add(keyIn(key));
            }
        });
        return keys;
    }

    private static Item keyIn(AttributeValue value) {
        return Item.copyOf(((AttributeValue.M) value).values());
    }

    private static Item toItem(Map<Integer, Item> place) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        place.forEach((number, key) -> attributes.put(String.valueOf(number), new AttributeValue.M(key.asMap())));
        return Item.copyOf(attributes);
    }

    @Override
    public Step<PageReply<R>> start() {
        if (open.isEmpty() || left.isReached()) {
            return end();
        }
        Round<R> round = new Round<>(new TreeMap<>(open), new TreeMap<>());
        List<Integer> reading = new ArrayList<>(open.keySet());
        long most = Math.min(left.pages(), left.evaluated());
        if (most < reading.size()) {
            reading = reading.subList(0, (int) most);
        }
        Limits share = left.equals(Limits.NONE) && !oneRound
                ? Limits.NONE
                : new Limits(left.results(), share(left.evaluated(), reading.size()), 1);
        List<Exchange<?>> waiting = new ArrayList<>();
        for (int number : reading) {
            Optional<Item> from = Optional.ofNullable(open.get(number)).filter(key -> key.size() > 0);
            waiting.add(segment.read(number, from, share).map(reply -> round.replies.put(number, reply)));
        }
        return fork(
                atOnce, () -> waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.remove(0)), () -> took(round));
    }

    /** A segment failed, or the fork was broken off: nothing was done, since all that was under way only read. */
    @Override
    Step<PageReply<R>> failedInside(StatorException failure) {
        throw failure instanceof TransportException broken && broken.mayHaveApplied()
                ? new TransportException(broken.kind(), String.valueOf(broken.getMessage()), broken.getCause(), false)
                : failure;
    }

    private static long share(long limit, int segments) {
        return limit == Long.MAX_VALUE ? limit : limit / segments;
    }

    private Step<PageReply<R>> took(Round<R> round) {
        last = round;
        startOfLast = items.size();
        long before = count;
        for (Map.Entry<Integer, PageReply<R>> read : round.replies.entrySet()) {
            PageReply<R> reply = read.getValue();
            items.addAll(reply.items());
            count += reply.count();
            evaluated += reply.scannedCount();
            pages += reply.pages();
            capacity = capacity.plus(reply.capacity());
            left = left.after(reply);
            reply.lastKey().ifPresentOrElse(key -> open.put(read.getKey(), key), () -> open.remove(read.getKey()));
        }
        if (!countOnly && count > all.results()) {
            // Some brought more together than any of them was allowed to alone: they are read again from there.
            int wanted = (int) (all.results() - before);
            items.subList(startOfLast + wanted, items.size()).clear();
            count = all.results();
            return done(Optional.of(round.place(wanted - 1)));
        }
        return oneRound ? end() : start();
    }

    private Step<PageReply<R>> end() {
        return done(open.isEmpty() ? Optional.empty() : Optional.of(toItem(open)));
    }

    private Step<PageReply<R>> done(Optional<Item> place) {
        Round<R> round = last;
        int start = startOfLast;
        return new Step.Done<>(new PageReply<>(
                List.copyOf(items),
                Math.min(count, all.results()),
                evaluated,
                pages,
                capacity,
                place,
                index -> round.place(index - start)));
    }
}
