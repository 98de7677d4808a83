package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.engine.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that work on data: {@code demo}, {@code tables} and {@code scan}, on the real engine. */
class DataCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(EngineSource engines, String... arguments) {
        CommandLine line = Main.commandLine(engines);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private int run(String... arguments) {
        return run(data -> Engine.open(data.orElseThrow()), arguments);
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
        assertThat(run(data -> Engine.inMemory(), "demo")).isZero();
        assertThat(out.toString())
                .contains("U+0041 A LATIN CAPITAL LETTER A", "existing: {script=\"Latin\"", "done, all three")
                .contains("action 0: None", "action 1: ConditionalCheckFailed", "[1 request, 0.5 capacity units,")
                .contains("./stator scan characters");
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
        if (System.getenv("AWS_REGION") == null && System.getenv("AWS_DEFAULT_REGION") == null) {
            assertThat(run("tables")).isEqualTo(1);
            assertThat(err.toString()).contains("AWS_REGION");
        }
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
