package dev.stator.benchmarks.soak;

import dev.stator.error.StatorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the client was told of its writes, to be compared with what is there at the end. */
final class Books {
    /** What is known of a write. */
    private enum Word {
        DONE,
        OPEN,
        NOT_DONE
    }

    /** How often something was added for sure, and how often perhaps. */
    private static final class Sum {
        private final AtomicLong sure = new AtomicLong();
        private final AtomicLong open = new AtomicLong();
    }

    private final Map<String, Word> entries = new ConcurrentHashMap<>();
    private final Map<String, Integer> texts = new ConcurrentHashMap<>();
    private final AtomicLong cancelled = new AtomicLong();
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    void done(Entry entry) {
        note(entry, Word.DONE);
    }

    void failed(Entry entry, StatorException failure) {
        note(entry, failure.mayHaveApplied() ? Word.OPEN : Word.NOT_DONE);
    }

    /** The call was cancelled, so that nobody was told whether it was done. */
    void cancelled(Entry entry) {
        note(entry, Word.OPEN);
        cancelled.incrementAndGet();
    }

    private void note(Entry entry, Word word) {
        entries.put(entry.id(), word);
        texts.put(entry.id(), entry.text().length());
    }

    long cancelled() {
        return cancelled.get();
    }

    /** What is stored otherwise than it was written; the texts are of random lengths. */
    long altered(Collection<Entry> found) {
        return found.stream()
                .filter(entry -> entry.text().length() != texts.getOrDefault(entry.id(), -1)
                        || entry.text().chars().anyMatch(c -> c != 'x'))
                .count();
    }

    void added(String id) {
        sum(id).sure.incrementAndGet();
    }

    void failedToAdd(String id, StatorException failure) {
        if (failure.mayHaveApplied()) {
            sum(id).open.incrementAndGet();
        }
    }

    private Sum sum(String id) {
        return sums.computeIfAbsent(id, any -> new Sum());
    }

    /** Something was read that cannot be. */
    synchronized void wrongRead(String what) {
        wrong.add(what);
    }

    synchronized List<String> wrongReads() {
        return List.copyOf(wrong);
    }

    long acknowledged() {
        return entries.values().stream().filter(word -> word == Word.DONE).count()
                + sums.values().stream().mapToLong(sum -> sum.sure.get()).sum();
    }

    long open() {
        return entries.values().stream().filter(word -> word == Word.OPEN).count()
                + sums.values().stream().mapToLong(sum -> sum.open.get()).sum();
    }

    /** Writes that were acknowledged and are not there. */
    long lost(Set<String> found, Collection<Tally> tallies) {
        long missing = entries.entrySet().stream()
                .filter(entry -> entry.getValue() == Word.DONE && !found.contains(entry.getKey()))
                .count();
        return missing
                + tallies.stream()
                        .mapToLong(tally -> Math.max(0, sum(tally.id()).sure.get() - tally.sum()))
                        .sum();
    }

    /** Writes that are there more often than they were asked for, or although they were told not to have been done. */
    long doubled(Set<String> found, Collection<Tally> tallies) {
        long unasked = found.stream()
                .filter(id -> entries.getOrDefault(id, Word.NOT_DONE) == Word.NOT_DONE)
                .count();
        return unasked
                + tallies.stream()
                        .mapToLong(tally -> Math.max(
                                0,
                                tally.sum()
                                        - sum(tally.id()).sure.get()
                                        - sum(tally.id()).open.get()))
                        .sum();
    }
}
