package dev.stator.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.benchmarks.crash.Errand.Kind;
import dev.stator.engine.Durability;
import dev.stator.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archivist and a copyist have done is found, and so is what is not as they were told. */
class ComparisonTest {
    private static final int ERRANDS = 2 * Kind.values().length - 2;
    private static final int DEEDS = 40;

    private final Path room;
    private final Orders orders;
    private final Told told = new Told();
    private int now;

    ComparisonTest(@TempDir Path room) {
        this.room = room;
        Instant past = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Orders.PAST);
        this.orders = new Orders(room.resolve("victim"), Durability.RELAXED, 7, past, 0, 0, 0, List.of(0L));
    }

    private void tell(String who, long number) {
        told.add(new Told.Line(++now, 0, who, number));
    }

    /** One writer's deeds and errands by turns, and one copy of each kind. */
    private void work() {
        try (Engine engine = Engine.open(orders.data(), orders.options())) {
            Desk desk = Desk.of(engine.connect());
            desk.setUp();
            for (long number = 1; number <= Math.max(DEEDS, ERRANDS); number++) {
                if (number <= DEEDS) {
                    orders.deed(Orders.owner(0), number).call(desk).execute();
                    tell(Orders.owner(0), number);
                }
                if (number <= ERRANDS) {
                    Errand.of(number).run(desk.db());
                    tell(Orders.ARCHIVIST, number);
                }
            }
            for (long number = 1; number <= Copyist.Way.values().length; number++) {
                new Copyist(engine, orders).copy(number);
                tell(Orders.COPYIST, number);
            }
        }
    }

    /** All of it, to be inspected, which leaves traces. */
    private Orders copy() throws IOException {
        Path copy = room.resolve("inspected");
        Folders.clear(copy);
        Folders.copy(orders.folder(), copy);
        return orders.in(copy);
    }

    private List<String> compare() throws IOException {
        Inspection seen = Inspection.of(copy().data(), orders);
        Comparison comparison = new Comparison(orders, told, now, now);
        comparison.compare(seen);
        List<String> problems = new ArrayList<>(seen.problems());
        problems.addAll(comparison.problems());
        return problems;
    }

    private List<String> copies() throws IOException {
        List<String> problems = new ArrayList<>();
        new Copies(copy(), told, now, new Tally()).look(new SplittableRandom(1), problems);
        return problems;
    }

    @Test
    void whatIsThereIsAsItWasToldAndNotAsOfAnotherTime() throws IOException {
        work();
        assertThat(compare()).isEmpty();
        tell(Orders.ARCHIVIST, ERRANDS + 1);
        assertThat(compare()).singleElement().asString().contains("must be as errand " + (ERRANDS + 1));
        tell(Orders.owner(0), DEEDS + 2);
        assertThat(compare()).singleElement().asString().contains("must be as deed " + (DEEDS + 2));
    }

    @Test
    void aBackupOfTheNotesFromAnotherTimeIsFound() throws IOException {
        work();
        try (Engine engine = Engine.open(orders.data(), orders.options())) {
            Archive archive = new Archive(engine.connect());
            archive.forget("notes-1");
            archive.backUp("notes", "notes-1");
        }
        assertThat(compare()).singleElement().asString().startsWith("the backup notes-1: w0 must be");
    }

    @Test
    void aBackupThatIsNotTheTableIsFound() throws IOException {
        work();
        try (Engine engine = Engine.open(orders.data(), orders.options())) {
            Archive archive = new Archive(engine.connect());
            archive.forget("ledger-1");
            archive.backUp("restored-0", "ledger-1");
        }
        assertThat(compare()).singleElement().asString().contains("like none of them");
    }

    @Test
    void copiesAreAsOfTheirTimeAndOneThatWasToldMustBeThere() throws IOException {
        work();
        assertThat(copies()).isEmpty();
        tell(Orders.owner(0), DEEDS + 2);
        tell(Orders.COPYIST, 4);
        assertThat(copies()).singleElement().asString().contains("copy 4 ").contains("not there");
        Folders.copy(orders.copy(3), orders.copy(4));
        assertThat(copies()).isEmpty();
        tell(Orders.COPYIST, 5);
        Folders.copy(orders.copy(3), orders.copy(5));
        assertThat(copies())
                .anySatisfy(problem ->
                        assertThat(problem).contains("copy 5 ").contains("w0 must be as deed " + (DEEDS + 2)));
    }
}
