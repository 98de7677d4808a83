package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.engine.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that work on data: {@code demo}, {@code tables} and {@code scan}, on the real engine. */
class DataCommandsTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path files;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(EngineSource engines, String... arguments) {
        CommandLine line = Main.commandLine(engines);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private int run(String... arguments) {
        return run((data, options) -> Engine.open(data.orElseThrow(), options), arguments);
    }

    private void putThree() {
        try (Stator db = Engine.open(folder).connect()) {
            Table<UnicodeCharacter> characters = db.table("characters", UnicodeCharacter.class);
            characters.create().execute();
            for (int codePoint : new int[] {'A', 'b', '7'}) {
                characters.put(UnicodeCharacter.of(codePoint)).execute();
            }
        }
    }

    @Test
    void theDemoRunsToItsEnd() {
        CommandLine demo =
                new CommandLine(new Demo((data, options) -> Engine.inMemory(), DataCommandsTest::someCharacters));
        demo.setOut(new PrintWriter(out, true));
        assertThat(demo.execute()).isZero();
        assertThat(out.toString())
                .contains("U+0041 A LATIN CAPITAL LETTER A", "existing: {script=\"Latin\"", "done, all three")
                .contains("action 0: None", "action 1: ConditionalCheckFailed", "[1 request, 0.5 capacity units,")
                .contains("./stator scan unicode-characters");
    }

    /** Those below U+20000, which is most of what is not Chinese, Japanese or Korean. */
    private static List<UnicodeCharacter> someCharacters() {
        return UnicodeCharacter.all().stream()
                .filter(character ->
                        !character.script().equals("Han") && !character.script().equals("Hangul"))
                .filter(character -> character.codePoint() < 0x20000)
                .toList();
    }

    @Test
    void allCharactersAreThoseOfTheJdk() {
        assertThat(UnicodeCharacter.all()).hasSizeGreaterThan(140_000).doesNotHaveDuplicates();
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() {
        Path missing = folder.resolve("typo");
        assertThat(run("tables", "--data", missing.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no folder " + missing);
        assertThat(missing).doesNotExist();
    }

    @Test
    void anEngineWithoutTablesSaysSo() {
        assertThat(run("tables", "--data", folder.toString())).isZero();
        assertThat(out.toString().strip()).isEqualTo("no tables");
    }

    @Test
    void aNegativeLimitIsWrongUsage() {
        assertThat(run("scan", "characters", "--limit", "-1", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--limit");
    }

    @Test
    void theOnlyWorldOfAFolderIsFoundAndOneOfSeveralIsNamed() {
        createIn("AKID", "eu-west-1", "first");
        assertThat(run("tables", "--data", folder.toString())).isZero();
        assertThat(out.toString()).startsWith("first ");
        createIn("AKID", "eu-north-1", "second");
        createIn("", "", "third");
        assertThat(run("tables", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("--one-world, --account AKID --region eu-north-1, --account AKID --region eu-west-1");
        assertTablesAre("third", "--one-world");
        assertTablesAre("second", "--region", "eu-north-1");
        assertTablesAre("first", "--account", "AKID", "--region", "eu-west-1");
    }

    private void createIn(String account, String region, String table) {
        try (Engine engine = Engine.open(folder)) {
            Stator.builder()
                    .transport(engine.world(account, region))
                    .build()
                    .table(table, UnicodeCharacter.class)
                    .create()
                    .execute();
        }
    }

    private void assertTablesAre(String name, String... options) {
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("tables", "--data", folder.toString()));
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new))).isZero();
        assertThat(out.toString()).startsWith(name + " ");
        assertThat(out.toString().lines().filter(line -> line.contains("ACTIVE")))
                .hasSize(1);
    }

    @Test
    void tablesAreLoadedIntoTheWorldThatIsNamed() throws IOException {
        putThree();
        String file = files.resolve("d").toString();
        assertThat(run("dump", "characters", file, "--data", folder.toString())).isZero();
        assertThat(run(
                        "load",
                        "copy",
                        file,
                        "--create",
                        "--account",
                        "b",
                        "--region",
                        "r",
                        "--data",
                        folder.toString()))
                .isZero();
        assertTablesAre("copy", "--account", "b");
        assertTablesAre("characters", "--one-world");
    }

    @Test
    void worldsAreOfFoldersAndTheOneWorldIsOfNobody() {
        assertThat(run("tables", "--account", "a", "--endpoint", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--account");
        assertThat(run("tables", "--one-world", "--account", "a", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--one-world has no --account");
    }

    @Test
    void tablesTellsKeysIndexesAndSizes() {
        putThree();
        assertThat(run("tables", "--data", folder.toString())).isZero();
        assertThat(out.toString())
                .contains("characters  ACTIVE  key script (S), codePoint (N)  3 items")
                .contains("global index by-block  key block (S), codePoint (N)")
                .contains("local index by-category  key script (S), category (S)");
    }

    @Test
    void scanPrintsAnItemALine() {
        putThree();
        assertThat(run("scan", "characters", "--data", folder.toString())).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .contains("{\"script\":\"Common\",\"codePoint\":55,\"name\":\"DIGIT SEVEN\",\"block\":\"Basic Latin\","
                        + "\"category\":\"Nd\",\"numericValue\":7,\"mirrored\":false}");
    }

    @Test
    void scanStopsAtItsLimit() {
        putThree();
        assertThat(run("scan", "characters", "--index", "by-block", "--limit", "2", "--data", folder.toString()))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void aDumpedTableIsLoadedUnderAnotherName() {
        putThree();
        String file = files.resolve("characters.jsonl.gz").toString();
        assertThat(run("dump", "characters", file, "--parallel", "2", "--data", folder.toString()))
                .isZero();
        assertThat(run("load", "copy", file, "--create", "--data", folder.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("3 items of characters are in " + file)
                .contains("3 items of " + file + " are in copy");
        assertThat(run("tables", "--data", folder.toString())).isZero();
        assertThat(out.toString())
                .contains("copy  ACTIVE  key script (S), codePoint (N)  3 items")
                .containsPattern("copy .*\\R.*global index by-block");
    }

    @Test
    void aDumpIsReplacedOnlyWhenToldSo() {
        putThree();
        String file = files.resolve("d").toString();
        assertThat(run("dump", "characters", file, "--data", folder.toString())).isZero();
        assertThat(run("dump", "characters", file, "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("stator dump: The file " + file + " exists already");
        assertThat(run("dump", "characters", file, "--replace", "--data", folder.toString()))
                .isZero();
        assertThat(run("dump", "characters", file, "--replace", "--resume", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(run("dump", "characters", file, "--parallel", "0", "--data", folder.toString()))
                .isEqualTo(2);
    }

    @Test
    void aFileThatTellsOfNoTableCreatesNone() throws IOException {
        Path file = Files.writeString(files.resolve("d"), "{\"id\":{\"S\":\"a\"}}\n");
        assertThat(run("load", "copy", file.toString(), "--create", "--data", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains(file.toString(), "no dump of Stator");
    }

    @Test
    void anUnknownTableIsNamedInTheError() {
        putThree();
        assertThat(run("scan", "nothing", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("stator scan: DescribeTable on table nothing failed");
    }

    @Test
    void anUnknownIndexIsRefusedWithTheKnownOnes() {
        putThree();
        assertThat(run("scan", "characters", "--index", "by-name", "--data", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("by-name").contains("by-block");
    }

    @Test
    void withoutAPlaceAndARegionTheErrorSaysWhatToSet() {
        assumeThat(System.getenv("AWS_REGION")).isNull();
        assumeThat(System.getenv("AWS_DEFAULT_REGION")).isNull();
        assertThat(run("tables")).isEqualTo(1);
        assertThat(err.toString()).contains("AWS_REGION");
    }

    @Test
    void aFolderIsCopiedVerifiedAndCompactedAndOnlyCompactingWantsItForItself() {
        putThree();
        Path copy = files.resolve("copy");
        try (Engine owner = Engine.open(folder)) {
            assertThat(run("backup", copy.toString(), "--data", folder.toString()))
                    .isZero();
            assertThat(run("fsck", "--data", folder.toString())).isZero();
            assertThat(run("compact", "--data", folder.toString())).isEqualTo(1);
            assertThat(owner.worlds()).hasSize(1);
        }
        assertThat(out.toString())
                .contains(folder + " is copied to " + copy)
                .contains(folder + ": tables 1, items 3, index entries 6, problems 0");
        assertThat(err.toString()).contains("in use");
        assertThat(run("compact", "--data", copy.toString())).isZero();
        assertThat(out.toString()).contains(copy + " is smaller by ");
        assertThat(run("scan", "characters", "--data", copy.toString())).isZero();
        assertThat(run("backup", copy.toString(), "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("something is there");
    }

    @Test
    void fsckTellsWhatIsWrongByItsExitCode() throws IOException {
        putThree();
        Path file = folder.resolve("data.sqlite");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThat(run("fsck", "--data", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(file + " is damaged").contains("problems 1");
        assertThat(run("fsck", "--data", files.resolve("missing").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no data").contains("missing");
        assertThat(run("fsck")).isEqualTo(2);
    }

    @Test
    void aFolderInUseIsRefused() {
        try (Stator owner = Engine.open(folder).connect()) {
            assertThat(owner.tableNames().execute()).isEmpty();
            assertThat(run("tables", "--data", folder.toString())).isEqualTo(1);
        }
        assertThat(err.toString()).contains(folder.toString()).contains("in use");
    }
}
