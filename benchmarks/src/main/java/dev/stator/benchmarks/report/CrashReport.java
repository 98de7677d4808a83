package dev.stator.benchmarks.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found after crashes of the durable engine.
 *
 * @param cuts losses of power, by durability
 */
public record CrashReport(Killed killed, List<Cut> cuts, long seconds) {

    /**
     * What crashes came upon, and what was compared after them.
     *
     * @param counts how many of each; none of what is missing
     * @param reopened how long each opening took
     * @param problems what was wrong, in sentences
     */
    public record Seen(Map<CrashCount, Long> counts, List<Duration> reopened, List<String> problems) {
        /** How many there were. */
        public long count(CrashCount of) {
            return counts.getOrDefault(of, 0L);
        }
    }

    /**
     * What was found after kills.
     *
     * @param inOpening how many processes were killed before their engine took requests
     * @param unanswered requests that were found done, without an answer
     * @param longestLog how many bytes of write-ahead log the longest recovery had
     */
    public record Killed(int kills, int inOpening, long unanswered, long longestLog, Seen seen) {}

    /**
     * What was found after losses of power.
     *
     * @param recordings processes that were recorded
     * @param images states of their folders that were rebuilt and opened
     * @param writes their writes to files
     * @param syncs their syncs of files
     * @param unsynced writes that could be lost, of all images
     * @param lost acknowledged requests that were lost, of all images
     * @param longestLoss milliseconds from an acknowledgement to the loss of power that took its write, at most
     */
    public record Cut(
            String durability,
            int recordings,
            int images,
            long writes,
            long syncs,
            long unsynced,
            long lost,
            long longestLoss,
            Seen seen) {}

    /** Whether nothing was wrong, and there was some of everything that the page tells of. */
    public boolean isClean() {
        return problems().isEmpty();
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (killed.kills() > 0) {
            problems.addAll(killed.seen().problems());
            problems.addAll(missing("kills", killedRows()));
        }
        for (Cut cut : cuts) {
            if (cut.images() > 0) {
                problems.addAll(cut.seen().problems());
                problems.addAll(missing("losses of power, " + cut.durability(), cutRows(cut)));
            }
        }
        return problems;
    }

    /** A run that never came upon something says nothing of it. */
    private static List<String> missing(String where, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.isWanted() && row.number() == 0)
                .map(row -> where + ": none of \"" + row.name() + "\", of which a run must have some: run more")
                .toList();
    }

    /**
     * A line of a table.
     *
     * @param isWanted whether there must be some
     */
    private record Row(String name, long number, boolean isWanted) {
        static Row wanted(String name, long number) {
            return new Row(name, number, true);
        }

        static Row of(String name, long number) {
            return new Row(name, number, false);
        }
    }

    /** The page. */
    public String markdown(Surroundings surroundings) {
        StringBuilder page = new StringBuilder("""
                # Crashes

                Written by the command below, from what that run saw. Writers put, update and delete items, alone, in transactions over two
                tables and in batches, on a table with a global index, a stream and items that expire; each writer tells which of its requests
                was acknowledged before it begins the next. What is there after a crash must be, item by item, what the acknowledged requests of
                each writer make; the one that was under way may be there as a whole or not at all. Index entries, the sum of the transactions,
                the stream (done again from its beginning) and all that `stator fsck` looks at must agree with the items. Point-in-time recovery
                is on: after each crash the table is restored to moments of its past, and compared with what the stream tells up to them.
                The engine's clock is so fast that the stream gets new shards, and the engine compacts its file under load now and then.

                Meanwhile one more client backs up tables, restores them, deletes them with what a deletion leaves, restores that, and backs up
                the table of the others. After a crash its tables and backups must be as its acknowledged requests left them; every backup is
                restored, and must give what its table was when it was made. And the whole engine is copied into other folders, by
                `engine.backup`, by a backup of its snapshot in an engine in memory, and by its snapshot restored in a folder. A copy that was
                acknowledged must be there, and everything in it as of one moment between its beginning and its end, as strictly compared as the
                engine's own folder; one that was under way may be there as a whole or not at all.

                """);
        page.append(surroundings.markdown()).append("- It took %,d seconds%n".formatted(seconds));
        if (killed.kills() > 0) {
            kills(page);
        }
        cuts.stream().filter(cut -> cut.images() > 0).forEach(cut -> cut(page, cut));
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            page.append("\n## Problems\n\n");
            problems.forEach(problem -> page.append("- ").append(problem).append('\n'));
        }
        return page.toString();
    }

    private void kills(StringBuilder page) {
        page.append("""

                ## Kills

                A process is killed with SIGKILL at a random moment, while it opens or under load. A copy of the folder is opened and
                checked, and the next process opens the folder itself. Half of the folders are relaxed, from which a kill may take as little.
                Now and then another process copies the folder meanwhile, as `stator backup` does, and is ended in the midst of it as well: the one
                goes on, and the copy of the other is there as a whole or not at all.

                | | |
                |---|---:|
                """);
        rows(page, killedRows());
    }

    private List<Row> killedRows() {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.wanted("kills", killed.kills()));
        rows.add(Row.wanted("of them before requests were taken", killed.inOpening()));
        rows.addAll(seen(killed.seen(), EnumSet.allOf(CrashCount.class)));
        rows.add(Row.of("requests that were done, but killed before their answer", killed.unanswered()));
        rows.add(Row.wanted("longest log at a recovery, bytes", killed.longestLog()));
        rows.addAll(opening(killed.seen().reopened()));
        return rows;
    }

    private static void cut(StringBuilder page, Cut cut) {
        boolean synced = isSynced(cut);
        page.append("\n## Losses of power, ").append(cut.durability()).append("\n\n");
        page.append(synced ? """
                The writes and syncs of processes are recorded with strace, while they make the file, write under load, close it and
                compact it. Of a random moment the files are rebuilt: what was synced by then, and of what was not, for each file,
                nothing, everything, the first writes and a part of the next, or any of them and some sectors of others. Nothing that was
                acknowledged by that moment may be missing. Of what was done to the names in a folder and was not synced, a part is there: the
                first of it.
                """ : """
                The same, where acknowledged requests may be lost if they are the last ones, and younger than the last sync, which is
                done once a second.
                """);
        page.append("\n| | |\n|---|---:|\n");
        rows(page, cutRows(cut));
    }

    private static List<Row> cutRows(Cut cut) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.wanted("images opened", cut.images()));
        rows.addAll(seen(cut.seen(), EnumSet.complementOf(EnumSet.of(CrashCount.COPIES_FROM_OUTSIDE))));
        rows.add(Row.wanted("processes recorded", cut.recordings()));
        rows.add(Row.wanted("their writes to files", cut.writes()));
        rows.add(Row.wanted("their syncs of files", cut.syncs()));
        rows.add(Row.wanted("writes that were not synced, of all images", cut.unsynced()));
        if (!isSynced(cut)) {
            rows.add(Row.of("acknowledged requests lost, of all images", cut.lost()));
            rows.add(Row.of("longest time from an acknowledgement to its loss, ms", cut.longestLoss()));
        }
        rows.addAll(opening(cut.seen().reopened()));
        return rows;
    }

    private static boolean isSynced(Cut cut) {
        return cut.durability().equals("SYNCED");
    }

    private static List<Row> seen(Seen seen, Set<CrashCount> counts) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                "**problems: lost or torn writes, anything at odds**",
                seen.problems().size()));
        counts.forEach(count -> rows.add(Row.wanted(count.title(), seen.count(count))));
        return rows;
    }

    private static List<Row> opening(List<Duration> opened) {
        List<Duration> sorted = opened.stream().sorted().toList();
        return sorted.isEmpty()
                ? List.of()
                : List.of(
                        Row.of(
                                "opening after it, median ms",
                                sorted.get(sorted.size() / 2).toMillis()),
                        Row.of(
                                "opening after it, longest ms",
                                sorted.get(sorted.size() - 1).toMillis()));
    }

    private static void rows(StringBuilder page, List<Row> rows) {
        rows.forEach(row -> page.append("| %s | %,d |%n".formatted(row.name(), row.number())));
    }
}
