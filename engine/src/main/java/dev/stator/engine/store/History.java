package dev.stator.engine.store;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * The states that a store in memory had within some time. States share what they have in common, and of those of one millisecond
 * only the last is kept, so there are never more than the time has milliseconds.
 *
 * <p>What a map was when it was made is kept beside: in a state from before, it is not there, or it is another one that had its
 * name. Nobody who knows of the new one may see that.
 *
 * <p>States are kept for as long as the {@link Past} that wants them is held by anybody, and given up by the next change after that.
 *
 * <p>The store calls what changes it under its own lock. Readers take one immutable log and never wait.
 */
final class History {
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE / 2);

    /** A state, and which one it was. */
    private record Moment(long number, State state) {}

    /** A map right after the change that made it. */
    private record Birth(long number, long millis, Trie entries) {}

    /** All that is kept. */
    private record Log(TreePMap<Long, Moment> moments, HashPMap<String, Birth> births) {
        /** A state that was ever so. */
        static Log of(Moment moment) {
            return new Log(TreePMap.<Long, Moment>empty().plus(Long.MIN_VALUE, moment), HashTreePMap.empty());
        }

        Moment newest() {
            return moments.lastEntry().getValue();
        }

        Moment oldest() {
            return moments.firstEntry().getValue();
        }

        /** The last state that is so old, or the oldest that is known, if a clock was set back by more than is kept. */
        Moment asOf(long millis) {
            Map.Entry<Long, Moment> entry = moments.floorEntry(millis);
            return (entry == null ? moments.firstEntry() : entry).getValue();
        }

        Log with(long millis, Moment moment, List<String> made) {
            HashPMap<String, Birth> born = births;
            for (String map : made) {
                Trie entries = moment.state().maps.get(map);
                if (entries != null) {
                    born = born.plus(map, new Birth(moment.number(), millis, entries));
                }
            }
            return new Log(moments.plus(millis, moment), born);
        }

        /** Without what nobody can ask for who looks back to this time at most. */
        Log since(long millis) {
            Long oldest = moments.floorKey(millis);
            if (oldest == null || oldest.equals(moments.firstKey())) {
                return this;
            }
            TreePMap<Long, Moment> kept = moments;
            while (kept.firstKey() < oldest) {
                kept = kept.minus(kept.firstKey());
            }
            HashPMap<String, Birth> young = births;
            for (Map.Entry<String, Birth> birth : births.entrySet()) {
                if (birth.getValue().millis() <= oldest) {
                    young = young.minus(birth.getKey());
                }
            }
            return new Log(kept, young);
        }
    }

    private final Clock clock;
    private final List<WeakReference<Behind>> pasts = new ArrayList<>();
    private volatile Log log;

    History(Clock clock, State state) {
        this.clock = clock;
        this.log = Log.of(new Moment(0, state));
    }

    /** A view of so long ago at most; as long as it is held, that much is kept. */
    Past past(Duration lag) {
        Behind past = new Behind(millis(lag), log.newest());
        pasts.add(new WeakReference<>(past));
        return past;
    }

    /** In whole milliseconds, the last one begun; at most so many that every clock can go back by them. */
    private static long millis(Duration lag) {
        return lag.compareTo(LONGEST) < 0 ? lag.plusNanos(999_999).toMillis() : LONGEST.toMillis();
    }

    /** Whether anybody holds a view. */
    boolean isWanted() {
        pasts.removeIf(past -> past.get() == null);
        return !pasts.isEmpty();
    }

    private long longest() {
        long longest = 0;
        for (WeakReference<Behind> each : pasts) {
            Behind past = each.get();
            longest = past == null ? longest : Math.max(longest, past.millis);
        }
        return longest;
    }

    /** Keeps what a change has led to, and which maps it has made. */
    void add(State state, List<String> made) {
        Log known = log;
        // A clock that goes back does not change the order of what happened.
        long now = Math.max(clock.millis(), known.moments().lastKey());
        Log kept = known.with(now, new Moment(known.newest().number() + 1, state), made)
                .since(now - longest());
        log = kept;
        for (WeakReference<Behind> each : pasts) {
            Behind past = each.get();
            if (past != null) {
                past.settle(kept);
            }
        }
    }

    /** Begins anew with a state that has nothing to do with those before. */
    void restart(State state) {
        log = Log.of(new Moment(log.newest().number() + 1, state));
    }

    /** The store some time ago, but not as it was before this was made. */
    private final class Behind implements Past {
        private final long millis;

        /** The state when this was made; null once no older one is kept. */
        private volatile @Nullable Moment floor;

        Behind(long millis, Moment floor) {
            this.millis = millis;
            this.floor = floor;
        }

        /** Lets go of the floor if a log, which must be the one that readers find by now, has nothing below. */
        void settle(Log kept) {
            Moment lowest = floor;
            if (lowest != null && lowest.number() <= kept.oldest().number()) {
                floor = null;
            }
        }

        @Override
        public Snapshot snapshot() {
            // Before the log: who finds no floor finds a log that needs none.
            Moment lowest = floor;
            Log known = log;
            Moment moment = known.asOf(clock.millis() - millis);
            Moment seen = lowest != null && moment.number() < lowest.number() ? lowest : moment;
            return new PastSnapshot(seen, known.births());
        }
    }

    private static final class PastSnapshot extends MemorySnapshot {
        private final Moment moment;
        private final HashPMap<String, Birth> births;

        PastSnapshot(Moment moment, HashPMap<String, Birth> births) {
            super(moment.state().maps);
            this.moment = moment;
            this.births = births;
        }

        @Override
        @Nullable
        Trie map(String name) {
            Birth birth = births.get(name);
            return birth != null && birth.number() > moment.number() ? birth.entries() : super.map(name);
        }
    }
}
