package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.report.CrashCount;
import dev.stator.benchmarks.report.CrashReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what crashes came upon, and what was looked at after them. */
final class Tally {
    private static final String OF_A_DELETED_TABLE = "$DeletedTableBackup";

    private final Map<CrashCount, Long> counts = new EnumMap<>(CrashCount.class);
    private final List<Duration> reopened = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** Something was acknowledged. */
    void told(String who, long number) {
        switch (who) {
            case Orders.COMPACTOR -> add(CrashCount.COMPACTIONS, 1);
            case Orders.COPYIST -> add(CrashCount.COPIES, 1);
            case Orders.ARCHIVIST -> {
                switch (Errand.of(number).kind()) {
                    case BACK_UP, BACK_UP_NOTES -> add(CrashCount.BACKUPS, 1);
                    case DELETE -> add(CrashCount.DELETIONS, 1);
                    default -> {}
                }
            }
            default -> add(CrashCount.ACKNOWLEDGED, 1);
        }
    }

    /** Another process has copied all. */
    void copiedFromOutside() {
        add(CrashCount.COPIES, 1);
        add(CrashCount.COPIES_FROM_OUTSIDE, 1);
    }

    /** The engine's folder was looked at. */
    void opened(Inspection seen) {
        reopened.add(seen.opened());
        inspected(seen);
    }

    /** A copy was looked at. */
    void copy(Inspection seen) {
        add(CrashCount.COMPARED_COPIES, 1);
        inspected(seen);
    }

    private void inspected(Inspection seen) {
        add(CrashCount.ITEMS, seen.notes().count());
        add(CrashCount.ENTRIES, seen.entries());
        add(CrashCount.RECORDS, seen.records());
        counts.merge(CrashCount.SHARDS, seen.shards(), Math::max);
        add(CrashCount.RESTORES, seen.restores());
        long system = seen.shelf().backups().keySet().stream()
                .filter(name -> name.endsWith(OF_A_DELETED_TABLE))
                .count();
        add(CrashCount.COMPARED_SYSTEM_BACKUPS, system);
        add(
                CrashCount.COMPARED_BACKUPS,
                seen.shelf().backups().size() - system + seen.backups().size());
    }

    private void add(CrashCount count, long more) {
        counts.merge(count, more, Long::sum);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    int problems() {
        return problems.size();
    }

    CrashReport.Seen seen() {
        return new CrashReport.Seen(counts, reopened, problems);
    }
}
