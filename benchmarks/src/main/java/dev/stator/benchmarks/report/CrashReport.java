package dev.stator.benchmarks.report;

import java.time.Duration;
import java.util.List;

/**
 * What was found after crashes of the durable engine.
 *
 * @param cuts losses of power, by durability
 */
public record CrashReport(Killed killed, List<Cut> cuts, long seconds) {

    /**
     * What was found after kills.
     *
     * @param inOpening how many processes were killed before their engine took requests
     * @param acknowledged requests that were acknowledged
     * @param unanswered requests that were found done, without an answer
     * @param items notes that were compared, again after each kill
     * @param entries index entries that were compared
     * @param records records of the stream that were done again
     * @param shards how many shards a stream had, at most
     * @param restores tables restored to a moment and compared with the stream up to it
     * @param longestLog how many bytes of write-ahead log the longest recovery had
     * @param reopened how long each opening took
     * @param problems what was wrong, in sentences
     */
    public record Killed(
            int kills,
            int inOpening,
            long acknowledged,
            long unanswered,
            long items,
            long entries,
            long records,
            long shards,
            long restores,
            long longestLog,
            List<Duration> reopened,
            List<String> problems) {}

    /**
     * What was found after losses of power.
     *
     * @param recordings processes that were recorded
     * @param images states of their folders that were rebuilt and opened
     * @param acknowledged requests that the recorded processes were acknowledged
     * @param writes their writes to files
     * @param syncs their syncs of files
     * @param unsynced writes that could be lost, of all images
     * @param shards how many shards a stream had, at most
     * @param restores tables restored to a moment and compared with the stream up to it
     * @param lost acknowledged requests that were lost, of all images
     * @param longestLoss milliseconds from an acknowledgement to the loss of power that took its write, at most
     * @param reopened how long each opening took
     * @param problems what was wrong, in sentences
     */
    public record Cut(
            String durability,
            int recordings,
            int images,
            long acknowledged,
            long writes,
            long syncs,
            long unsynced,
            long shards,
            long restores,
            long lost,
            long longestLoss,
            List<Duration> reopened,
            List<String> problems) {}

    /** Whether nothing was wrong. */
    public boolean isClean() {
        return killed.problems().isEmpty()
                && cuts.stream().allMatch(cut -> cut.problems().isEmpty());
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

                """);
        page.append(surroundings.markdown()).append("- It took %,d seconds%n".formatted(seconds));
        if (killed.kills() > 0) {
            kills(page);
        }
        cuts.stream().filter(cut -> cut.images() > 0).forEach(cut -> cut(page, cut));
        problems(page, killed.problems());
        cuts.forEach(cut -> problems(page, cut.problems()));
        return page.toString();
    }

    private void kills(StringBuilder page) {
        page.append("""

                ## Kills

                A process is killed with SIGKILL at a random moment, while it opens or under load. A copy of the folder is opened and
                checked, and the next process opens the folder itself. Half of the folders are relaxed, from which a kill may take as little.

                | | |
                |---|---:|
                """);
        row(page, "kills", killed.kills());
        row(page, "of them before requests were taken", killed.inOpening());
        row(
                page,
                "**problems: lost or torn writes, anything at odds**",
                killed.problems().size());
        row(page, "requests that were acknowledged", killed.acknowledged());
        row(page, "requests that were done, but killed before their answer", killed.unanswered());
        row(page, "items compared", killed.items());
        row(page, "index entries compared", killed.entries());
        row(page, "records of the stream done again", killed.records());
        row(page, "shards of a stream, at most", killed.shards());
        row(page, "restores to a moment compared", killed.restores());
        row(page, "longest log at a recovery, bytes", killed.longestLog());
        opening(page, killed.reopened());
    }

    private static void cut(StringBuilder page, Cut cut) {
        boolean synced = cut.durability().equals("SYNCED");
        page.append("\n## Losses of power, ").append(cut.durability()).append("\n\n");
        page.append(synced ? """
                The writes and syncs of processes are recorded with strace, while they make the file, write under load, close it and
                compact it. Of a random moment the files are rebuilt: what was synced by then, and of what was not, for each file,
                nothing, everything, the first writes and a part of the next, or any of them and some sectors of others. Nothing that was
                acknowledged by that moment may be missing.
                """ : """
                The same, where acknowledged requests may be lost if they are the last ones, and younger than the last sync, which is
                done once a second.
                """);
        page.append("\n| | |\n|---|---:|\n");
        row(page, "images opened", cut.images());
        row(
                page,
                "**problems: lost or torn writes, anything at odds**",
                cut.problems().size());
        row(page, "processes recorded", cut.recordings());
        row(page, "requests that were acknowledged to them", cut.acknowledged());
        row(page, "their writes to files", cut.writes());
        row(page, "their syncs of files", cut.syncs());
        row(page, "writes that were not synced, of all images", cut.unsynced());
        row(page, "shards of a stream, at most", cut.shards());
        row(page, "restores to a moment compared", cut.restores());
        if (!synced) {
            row(page, "acknowledged requests lost, of all images", cut.lost());
            row(page, "longest time from an acknowledgement to its loss, ms", cut.longestLoss());
        }
        opening(page, cut.reopened());
    }

    private static void opening(StringBuilder page, List<Duration> opened) {
        List<Duration> sorted = opened.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            row(
                    page,
                    "opening after it, median ms",
                    sorted.get(sorted.size() / 2).toMillis());
            row(
                    page,
                    "opening after it, longest ms",
                    sorted.get(sorted.size() - 1).toMillis());
        }
    }

    private static void problems(StringBuilder page, List<String> problems) {
        if (!problems.isEmpty()) {
            page.append("\n## Problems\n\n");
            problems.forEach(problem -> page.append("- ").append(problem).append('\n'));
        }
    }

    private static void row(StringBuilder page, String name, long number) {
        page.append("| %s | %,d |%n".formatted(name, number));
    }
}
