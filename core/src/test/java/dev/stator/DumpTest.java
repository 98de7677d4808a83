package dev.stator;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.StatorException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps and loads whose service fails, and files that are there already. */
class DumpTest {
    private static final String TABLE = "{\"Table\":{\"TableName\":\"things\",\"TableStatus\":\"ACTIVE\",\"KeySchema\":"
            + "[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
            + "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}}";
    private static final String FIRST_LINE = "{\"stator-dump\":1,\"description\":" + TABLE + "}";
    private static final String A = "{\"id\":{\"S\":\"a\"}}";
    private static final String B = "{\"id\":{\"S\":\"b\"},\"n\":{\"N\":\"1\"}}";
    private static final String PAGE_1 =
            "{\"Items\":[" + A + "],\"Count\":1,\"ScannedCount\":1,\"LastEvaluatedKey\":" + A + "}";
    private static final String PAGE_2 = "{\"Items\":[" + B + "],\"Count\":1,\"ScannedCount\":1}";

    @TempDir
    private Path folder;

    private static Table<Item> things(ScriptedTransport service) {
        return Stator.builder()
                .transport(service)
                .retry(Mode.QUICK)
                .build()
                .table("things", TableSchema.items(KeyAttribute.string("id")));
    }

    private static List<String> lines(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        }
        return new String(bytes, UTF_8).lines().toList();
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDumpHasALineForTheTableAndOneForEachItem(Mode mode) throws IOException {
        ScriptedTransport service = mode.transport().reply(TABLE).reply(PAGE_1).reply(PAGE_2);
        Path file = folder.resolve("things.jsonl");

        assertThat(mode.run(things(service).dump(file))).isEqualTo(2);

        assertThat(lines(file)).containsExactly(FIRST_LINE, A, B);
        assertThat(files()).containsExactly(file);
    }

    @ParameterizedTest
    @CsvSource({"BLOCKING,d", "ASYNC,d", "ASYNC_LATER,d", "BLOCKING,d.gz", "ASYNC_LATER,d.gz"})
    void aDumpThatBrokeOffGoesOnBehindWhatIsSafe(Mode mode, String name) throws IOException {
        Path file = folder.resolve(name);
        ScriptedTransport broken = mode.transport().reply(TABLE).reply(PAGE_1).error(400, "AccessDeniedException");
        assertThatThrownBy(() -> mode.run(things(broken).dump(file).resuming()))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(lines(file)).containsExactly(FIRST_LINE, A);
        // As if the process had ended while the next page was written.
        Files.writeString(file, "{\"id\":{\"S\":\"b", StandardOpenOption.APPEND);

        ScriptedTransport sound = mode.transport().reply(TABLE).reply(PAGE_2);
        assertThat(mode.run(things(sound).dump(file).resuming())).isEqualTo(2);

        assertThat(sound.bodies().get(1)).contains("\"ExclusiveStartKey\":" + A);
        assertThat(lines(file)).containsExactly(FIRST_LINE, A, B);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void whatIsThereIsReplacedOnlyWhenToldSo() throws IOException {
        Path file = Files.writeString(folder.resolve("d"), "old");
        ScriptedTransport service = new ScriptedTransport();
        assertThatThrownBy(() -> things(service).dump(file).execute())
                .isInstanceOf(StatorException.class)
                .hasMessageContainingAll(file.toString(), "exists", "replacing()");
        assertThatThrownBy(() -> things(service).dump(file).resuming().execute())
                .isInstanceOf(StatorException.class)
                .hasMessageContainingAll(file.toString(), "whole");
        assertThat(service.requests()).isEmpty();
        assertThat(file).hasContent("old");

        service.reply(TABLE).reply(PAGE_2);
        assertThat(things(service).dump(file).replacing().execute()).isEqualTo(1);
        assertThat(lines(file)).containsExactly(FIRST_LINE, B);
    }

    @Test
    void aDumpGoesOnWithTheSameOnly() throws IOException {
        Path file = folder.resolve("d");
        ScriptedTransport service =
                new ScriptedTransport().reply(TABLE).reply(PAGE_1).error(400, "AccessDeniedException");
        assertThatThrownBy(() -> things(service).dump(file).execute()).isInstanceOf(AccessDeniedException.class);

        assertThatThrownBy(() -> things(service)
                        .scan()
                        .segment(0, 2)
                        .dump(file)
                        .resuming()
                        .execute())
                .isInstanceOf(StatorException.class)
                .hasMessageContainingAll("scan table things, segment 0 of 1", "segment 0 of 2");
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Table<Item> things = things(new ScriptedTransport());
        Path file = folder.resolve("d");

        assertThat(things.dump(file).dryRun()).extracting(WireRequest::action).containsExactly("DescribeTable");

        assertThat(files()).isEmpty();
        Files.writeString(file, A);
        assertThat(things.load(file).resuming().dryRun())
                .extracting(WireRequest::action)
                .containsExactly("DescribeTable");
        assertThat(files()).containsExactly(file);
    }

    @ParameterizedTest
    @EnumSource
    void aLoadThatBrokeOffGoesOnBehindWhatIsLoaded(Mode mode) throws IOException {
        Path file = folder.resolve("many");
        Files.write(
                file,
                IntStream.range(0, 450)
                        .mapToObj(i -> "{\"id\":{\"S\":\"i" + i + "\"}}")
                        .toList());
        List<String> written = new ArrayList<>();
        ScriptedTransport broken = mode.transport()
                .always(request -> answer(request, written, written.size() < 16 ? "" : "AccessDeniedException"));

        assertThatThrownBy(() -> mode.run(things(broken).load(file).resuming()))
                .isInstanceOf(BatchIncompleteException.class)
                .hasMessageContainingAll("400 items of " + file, "things");
        assertThat(written).hasSize(16);

        assertThat(mode.run(things(mode.transport().always(request -> answer(request, written, "")))
                        .load(file)
                        .resuming()))
                .isEqualTo(450);
        assertThat(written).hasSize(18);
        String all = written.stream().collect(Collectors.joining());
        assertThat(IntStream.range(0, 450)).allSatisfy(i -> assertThat(all).containsOnlyOnce("\"i" + i + "\""));
        assertThat(files()).containsExactly(file);
    }

    @ParameterizedTest
    @EnumSource
    void aLoadThatMeetsNoItemTellsWhetherSomeAreLoaded(Mode mode) throws IOException {
        List<String> lines = new ArrayList<>(IntStream.range(0, 420)
                .mapToObj(i -> "{\"id\":{\"S\":\"i" + i + "\"}}")
                .toList());
        Path early = folder.resolve("early");
        lines.set(399, "{\"id\":7}");
        Files.write(early, lines);
        Path late = folder.resolve("late");
        lines.set(399, "{\"id\":{\"S\":\"i399\"}}");
        lines.set(400, "{\"id\":7}");
        Files.write(late, lines);
        List<String> written = new ArrayList<>();
        Table<Item> things = things(mode.transport().always(request -> answer(request, written, "")));

        assertThatThrownBy(() -> mode.run(things.load(early)))
                .isNotInstanceOf(BatchIncompleteException.class)
                .isInstanceOfSatisfying(
                        StatorException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isFalse());
        assertThat(written).isEmpty();

        assertThatThrownBy(() -> mode.run(things.load(late)))
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasMessageContainingAll("400 items of " + late, "things")
                .hasCauseInstanceOf(StatorException.class);
        assertThat(written).hasSize(16);
    }

    @ParameterizedTest
    @EnumSource
    void aLoadWhoseEndCannotBeNotedHasLoadedAll(Mode mode) throws IOException {
        Path file = Files.write(folder.resolve("all"), List.of(A, B));
        Files.createDirectories(folder.resolve("all.loaded").resolve("in the way"));
        List<String> written = new ArrayList<>();
        Table<Item> things = things(mode.transport().always(request -> answer(request, written, "")));

        assertThatThrownBy(() -> mode.run(things.load(file)))
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasMessageContainingAll("2 items of " + file, "things", "all.loaded");
        assertThat(written).hasSize(1);
    }

    private static synchronized WireReply answer(WireRequest request, List<String> written, String code) {
        if (request.action().equals("DescribeTable")) {
            return ok(TABLE);
        } else if (!code.isEmpty()) {
            return failure(400, code);
        }
        written.add(new String(request.body(), UTF_8));
        return ok("{\"UnprocessedItems\":{}}");
    }

    @Test
    void aDumpOfATableWithAnotherKeyIsNotLoaded() throws IOException {
        Path file = Files.writeString(
                folder.resolve("d"), FIRST_LINE.replace("\"AttributeType\":\"S\"", "\"AttributeType\":\"N\"") + "\n");
        ScriptedTransport service = new ScriptedTransport().reply(TABLE);

        assertThatThrownBy(() -> things(service).load(file).execute())
                .isInstanceOf(StatorException.class)
                .hasMessageContainingAll(file.toString(), "id (N)", "things", "id (S)");
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void theTableOfADumpIsToldByItsFirstLine() throws IOException {
        Path file = Files.writeString(folder.resolve("d"), FIRST_LINE + "\n" + A);
        Path other = Files.writeString(folder.resolve("other"), A);
        try (Stator db = Stator.builder().transport(new ScriptedTransport()).build()) {
            assertThat(db.dumped("copy", file).name()).isEqualTo("copy");
            assertThat(db.dumped("copy", file).schema().partitionKey()).isEqualTo(KeyAttribute.string("id"));
            assertThatThrownBy(() -> db.dumped("copy", other))
                    .isInstanceOf(StatorException.class)
                    .hasMessageContaining(other.toString());
        }
    }
}
