package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Files of a table's items, written and loaded again. */
class DumpContract {
    private static final TableSchema<Item> SCHEMA = TableSchema.items(
                    KeyAttribute.string("id"), KeyAttribute.number("at"))
            .withIndex(
                    IndexSchema.global("by-owner", KeyAttribute.string("owner")).keysOnly());

    private static List<Item> items() {
        return IntStream.range(0, 30)
                .mapToObj(i -> Item.of("id", "i" + i % 7, "at", i, "owner", "o")
                        .with("n", i)
                        .with("bytes", new byte[] {0, -1})
                        .with("set", Set.of("a\n\"", "😀"))
                        .with("nested", List.of(1, List.of())))
                .toList();
    }

    private static Table<Item> filled(Subject subject) {
        Table<Item> table = subject.fresh(SCHEMA);
        subject.run(table.putAll(items()));
        return table;
    }

    @Contract
    void aTableComesBackWithItsIndexesFromItsDump(Subject subject, @TempDir Path folder) {
        Path file = folder.resolve("things.jsonl.gz");

        assertThat(subject.run(filled(subject).dump(file))).isEqualTo(30);

        Table<Item> copy = subject.missing(subject.db().dumped("copy", file).schema());
        subject.run(copy.create());
        assertThat(subject.run(copy.load(file))).isEqualTo(30);
        assertThat(subject.run(copy.scan().consistent())).containsExactlyInAnyOrderElementsOf(items());
        assertThat(subject.run(copy.describe()).index("by-owner").orElseThrow().projection())
                .isEqualTo("KEYS_ONLY");
    }

    @Contract
    void aDumpOfSegmentsAndPagesHasEachItemOnce(Subject subject, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("things.jsonl");

        assertThat(subject.run(filled(subject).scan().parallel(3, 2).pageSize(6).dump(file)))
                .isEqualTo(30);

        assertThat(Files.readAllLines(file)).hasSize(31).doesNotHaveDuplicates();
    }

    @Contract
    void aDumpHoldsWhatIsReadForIt(Subject subject, @TempDir Path folder) {
        Path file = folder.resolve("some");
        Table<Item> table = filled(subject);

        assertThat(subject.run(
                        table.query("i3").where(attr("n").ge(10)).limit(2).dump(file)))
                .isEqualTo(2);

        subject.run(table.clearEverything());
        subject.run(table.load(file));
        assertThat(subject.run(table.scan().consistent()))
                .extracting(item -> item.number("at").orElseThrow().intValue())
                .containsExactlyInAnyOrder(10, 17);
    }

    @Contract
    void aTableThatIsNotThereIsNeitherDumpedNorLoaded(Subject subject, @TempDir Path folder) throws Exception {
        Table<Item> missing = subject.missing(SCHEMA);
        Path file = folder.resolve("nothing");
        assertThat(subject.failure(ResourceNotFoundException.class, missing.dump(file)))
                .hasMessageContaining(missing.name());
        assertThat(file).doesNotExist();

        Files.writeString(file, "");
        assertThat(subject.failure(ResourceNotFoundException.class, missing.load(file)))
                .hasMessageContaining(missing.name());
    }
}
