package dev.stator.internal.run;

import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many requests of one each, several side by side; those of one lane one after the other. One that is refused for its own
 * sake keeps no other from being sent; any other failure lets those under way end, and begins none. It never fails as a
 * whole.
 */
public final class Lanes<R> extends Nested<Lanes.Outcome<R>> {
    /**
     * What came of the requests, by their numbers; those in none of the three were not begun.
     *
     * @param interruption what broke the whole off
     * @param brokenOff those that were under way then
     */
    public record Outcome<R>(
            TreeMap<Integer, R> results,
            TreeMap<Integer, StatorException> failures,
            Optional<StatorException> interruption,
            Set<Integer> brokenOff) {
        /** Why some were not begun; empty if all were. */
        public Optional<StatorException> ending() {
            return interruption.or(() -> failures.values().stream()
                    .filter(failure -> !isItsOwn(failure))
                    .findFirst());
        }
    }

    private final CallContext context;
    private final int atOnce;
    private final Deque<List<Integer>> waiting;
    private final Function<Integer, Exchange<R>> request;
    private final TreeMap<Integer, R> results = new TreeMap<>();
    private final TreeMap<Integer, StatorException> failures = new TreeMap<>();
    private final Set<Integer> underWay = new TreeSet<>();
    private boolean over;

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
        return fork(
                atOnce,
                () -> over
                        ? Optional.empty()
                        : Optional.ofNullable(waiting.poll()).map(Lane::new),
                () -> end(Optional.empty()));
    }

    @Override
    Step<Outcome<R>> failedInside(StatorException interruption) {
        return end(Optional.of(interruption));
    }

    private Step<Outcome<R>> end(Optional<StatorException> interruption) {
        return new Step.Done<>(new Outcome<>(results, failures, interruption, Set.copyOf(underWay)));
    }

    /** Whether a request was refused for its own sake. */
    private static boolean isItsOwn(StatorException failure) {
        return failure instanceof ConditionFailedException
                || failure instanceof InvalidRequestException
                || failure instanceof CodecException;
    }

    private final class Lane extends Nested<Boolean> {
        private final Deque<Integer> numbers;
        private int number;

        Lane(List<Integer> numbers) {
            this.numbers = new ArrayDeque<>(numbers);
        }

        @Override
        public Step<Boolean> start() {
            if (over || numbers.isEmpty()) {
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
            over |= !isItsOwn(failure);
            return start();
        }
    }
}
