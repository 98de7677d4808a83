package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.contender.Contenders;
import dev.stator.benchmarks.report.Field;
import dev.stator.benchmarks.report.Page;
import dev.stator.benchmarks.workload.Contender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that the commands have in common: who runs, and where the results go. */
final class Choices {

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            description = "Who runs, in the order of the tables (all unless told): floor, sdk, …")
    private List<String> names = Contenders.IDS;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the results go (${DEFAULT-VALUE}).")
    private Path folder = Path.of("docs", "benchmarks");

    List<Contender> contenders() {
        return names.stream().map(Contenders::named).toList();
    }

    /** Who goes when in a round: every second round runs backwards, so that nobody always follows the same one. */
    List<Contender> turns(int round) {
        List<Contender> turns = new ArrayList<>(contenders());
        if (round % 2 == 0) {
            Collections.reverse(turns);
        }
        return turns;
    }

    Field field() {
        return Field.of(contenders(), Contenders.REFERENCES);
    }

    Page page() {
        return new Page(folder);
    }
}
