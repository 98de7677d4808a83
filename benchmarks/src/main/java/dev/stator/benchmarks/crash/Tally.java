package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.report.CrashReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts what crashes came upon, and what was looked at after them. */
final class Tally {
    private static final String OF_A_DELETED_TABLE = "$DeletedTableBackup";

    private final List<Duration> reopened = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long acknowledged;
    private long compactions;
    private long backups;
    private long deleted;
    private long copies;
    private long outside;
    private long items;
    private long entries;
    private long records;
    private long shards;
    private long restores;
    private long comparedBackups;
    private long comparedSystemBackups;
    private long comparedCopies;

    /** Something was acknowledged. */
    void told(String who, long number) {
        switch (who) {
            case Orders.COMPACTOR -> compactions++;
            case Orders.COPYIST -> copies++;
            case Orders.ARCHIVIST -> {
                switch (Errand.of(number).kind()) {
                    case BACK_UP, BACK_UP_NOTES -> backups++;
                    case DELETE -> deleted++;
                    default -> {}
                }
            }
            default -> acknowledged++;
        }
    }

    /** Another process has copied all. */
    void copiedFromOutside() {
        copies++;
        outside++;
    }

    /** The engine's folder was looked at. */
    void opened(Inspection seen) {
        reopened.add(seen.opened());
        inspected(seen);
    }

    /** A copy was looked at. */
    void copy(Inspection seen) {
        comparedCopies++;
        inspected(seen);
    }

    private void inspected(Inspection seen) {
        items += seen.notes().count();
        entries += seen.entries();
        records += seen.records();
        shards = Math.max(shards, seen.shards());
        restores += seen.restores();
        long system = seen.shelf().backups().keySet().stream()
                .filter(name -> name.endsWith(OF_A_DELETED_TABLE))
                .count();
        comparedSystemBackups += system;
        comparedBackups +=
                seen.shelf().backups().size() - system + seen.backups().size();
    }

    void problem(String problem) {
        problems.add(problem);
    }

    int problems() {
        return problems.size();
    }

    CrashReport.Seen seen() {
        return new CrashReport.Seen(
                acknowledged,
                compactions,
                backups,
                deleted,
                copies,
                outside,
                items,
                entries,
                records,
                shards,
                restores,
                comparedBackups,
                comparedSystemBackups,
                comparedCopies,
                reopened,
                problems);
    }
}
