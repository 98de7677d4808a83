package dev.stator.internal.run;

import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ItemCollectionTooLargeException;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionConflictException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many requests of one each, several side by side; those of one lane one after the other. One that is refused for its own
 * sake keeps no other from being sent, and counts as progress as one that is done does; any other failure lets those under way
 * end, and begins none. It never fails as a whole.
 */
public final class Lanes<R> extends Nested<Lanes.Outcome<R>> {
    /**
     * What came of the requests, by their numbers; those in neither map were not begun.
     *
     * @param failures for those that were under way when the whole was broken off, what broke it off
     * @param ending what ended them all, so that none was begun after it; empty if all were answered for their own sake
     */
    public record Outcome<R>(
            SortedMap<Integer, R> results,
            SortedMap<Integer, StatorException> failures,
            Optional<StatorException> ending) {
        /** What to tell if each request was to give a result: what ended them all, or else the first refusal. */
        public Optional<StatorException> failure() {
            return ending.or(() -> failures.values().stream().findFirst());
        }

        /** Whether some that gave no result may be done all the same. */
        public boolean isAmbiguous() {
            return failures.values().stream().anyMatch(StatorException::mayHaveApplied);
        }

        /** The failures of requests that were refused for their own sake, in the order of the numbers. */
        public List<StatorException> refusals() {
            return failures.values().stream().filter(Lanes::isItsOwn).toList();
        }
    }

    private final CallContext context;
    private final int atOnce;
    private final Deque<List<Integer>> waiting;
    private final Function<Integer, Exchange<R>> request;
    private final TreeMap<Integer, R> results = new TreeMap<>();
    private final TreeMap<Integer, StatorException> failures = new TreeMap<>();
    private final Set<Integer> underWay = new TreeSet<>();
    private @Nullable StatorException ending;

    /**
     * The requests with the numbers from 0 that the lanes hold.
     *
     * @param request makes the one with a number, when it is its turn
     */
    public Lanes(
            CallContext context, int atOnce, Collection<List<Integer>> lanes, Function<Integer, Exchange<R>> request) {
        this.context = context;
        this.atOnce = atOnce;
        this.waiting = new ArrayDeque<>(lanes);
        this.request = request;
    }

    /** The numbers of some keys, each key with a lane of its own. */
    public static Collection<List<Integer>> of(List<?> keys) {
        return IntStream.range(0, keys.size())
                .boxed()
                .collect(Collectors.groupingBy(keys::get, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)))
                .values()
                .stream()
                .<List<Integer>>map(lane -> lane)
                .toList();
    }

    @Override
    public Step<Outcome<R>> start() {
        if (waiting.isEmpty()) {
            return end();
        }
        return fork(
                atOnce,
                () -> ending != null
                        ? Optional.empty()
                        : Optional.ofNullable(waiting.poll()).map(Lane::new),
                this::end);
    }

    @Override
    Step<Outcome<R>> failedInside(StatorException interruption) {
        underWay.forEach(number -> failures.put(number, interruption));
        endFor(interruption);
        return end();
    }

    private void endFor(StatorException reason) {
        if (ending == null) {
            ending = reason;
        }
    }

    private Step<Outcome<R>> end() {
        return new Step.Done<>(new Outcome<>(results, failures, Optional.ofNullable(ending)));
    }

    /** Whether a request was refused for the sake of its own item, which says nothing of the others. */
    private static boolean isItsOwn(StatorException failure) {
        return failure instanceof ConditionFailedException
                || failure instanceof InvalidRequestException
                || failure instanceof CodecException
                || failure instanceof TransactionConflictException
                || failure instanceof ItemCollectionTooLargeException;
    }

    private final class Lane extends Nested<Boolean> {
        private final Deque<Integer> numbers;
        private int number;

        Lane(List<Integer> numbers) {
            this.numbers = new ArrayDeque<>(numbers);
        }

        @Override
        public Step<Boolean> start() {
            if (ending != null || numbers.isEmpty()) {
                return new Step.Done<>(true);
            }
            number = numbers.remove();
            underWay.add(number);
            return call(Exchange.of(number).then(request), result -> {
                underWay.remove(number);
                results.put(number, result);
                context.progressed();
                return start();
            });
        }

        @Override
        Step<Boolean> failedInside(StatorException failure) {
            underWay.remove(number);
            failures.put(number, failure);
            if (isItsOwn(failure)) {
                context.progressed(); // it is answered
            } else {
                endFor(failure);
            }
            return start();
        }
    }
}
