package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.TransportException;
import dev.stator.transport.Transport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
    private static final String PUT = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'of': {'S': '%s'}}}";
    private static final String SCAN = "{'TableName': 'hash'}";

    private static Calls calls(Transport world) {
        return new Calls(world);
    }

    private static void fill(Transport world, String text) {
        calls(world).ok("CreateTable", Calls.HASH_TABLE);
        calls(world).ok("PutItem", PUT.formatted(text));
    }

    private static void assertItHolds(Transport world, String text) {
        assertThat(calls(world).ok("Scan", SCAN))
                .contains("'of':{'S':'" + text + "'}")
                .contains("'Count':1");
    }

    private static void assertTheyAreApart(Engine engine) {
        assertItHolds(engine, "own");
        assertItHolds(engine.world("a", "eu-west-1"), "a in the west");
        assertItHolds(engine.world("a", "eu-central-1"), "a in the middle");
        assertItHolds(engine.world("b", "eu-west-1"), "b in the west");
    }

    private static void fillAll(Engine engine) {
        fill(engine, "own");
        fill(engine.world("a", "eu-west-1"), "a in the west");
        fill(engine.world("a", "eu-central-1"), "a in the middle");
        fill(engine.world("b", "eu-west-1"), "b in the west");
    }

    @Test
    void accountsAndRegionsAreApart() {
        try (Engine engine = Engine.inMemory()) {
            fillAll(engine);
            assertTheyAreApart(engine);
            calls(engine.world("b", "eu-west-1")).ok("DeleteTable", SCAN);
            assertThat(calls(engine.world("b", "eu-west-1")).ok("ListTables", "{}"))
                    .isEqualTo("{'TableNames':[]}");
            assertItHolds(engine.world("a", "eu-west-1"), "a in the west");
            assertItHolds(engine, "own");
        }
    }

    @Test
    void oneFolderKeepsThemAll(@TempDir Path folder) {
        try (Engine engine = Engine.open(folder)) {
            fillAll(engine);
        }
        try (Engine engine = Engine.open(folder)) {
            assertTheyAreApart(engine);
        }
    }

    @Test
    void theSameTokenIsTwoTokensInTwoWorlds() {
        String transact = "{'ClientRequestToken': 't', 'TransactItems': [{'Put': " + PUT + "}]}";
        try (Engine engine = Engine.inMemory()) {
            for (String account : new String[] {"a", "b"}) {
                Calls world = calls(engine.world(account, "eu-west-1"));
                world.ok("CreateTable", Calls.HASH_TABLE);
                world.ok("TransactWriteItems", transact.formatted(account));
                assertItHolds(world.engine(), account);
            }
        }
    }

    @Test
    void arnsNameTheRegionAndTheNumberOfTheAccountIfItIsOne() {
        try (Engine engine = Engine.inMemory(EngineOptions.standard().withRegion("eu-north-1"))) {
            assertThat(calls(engine).ok("CreateTable", Calls.HASH_TABLE))
                    .contains("arn:aws:dynamodb:eu-north-1:000000000000:table/hash");
            assertThat(calls(engine.world("AKID", "eu-west-1")).ok("CreateTable", Calls.HASH_TABLE))
                    .contains("arn:aws:dynamodb:eu-west-1:000000000000:table/hash");
            Calls numbered = calls(engine.world("123456789012", "eu-west-1"));
            numbered.ok("CreateTable", Calls.HASH_TABLE);
            String arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/hash";
            assertThat(numbered.ok("DescribeTable", SCAN)).contains(arn);
            numbered.ok("TagResource", "{'ResourceArn': '" + arn + "', 'Tags': [{'Key': 'k', 'Value': 'v'}]}");
            assertThat(numbered.ok("ListTagsOfResource", "{'ResourceArn': '" + arn + "'}"))
                    .contains("'Key':'k'");
        }
    }

    @Test
    void worldsAreListedOnceTheyHaveTables() {
        try (Engine engine = Engine.inMemory(EngineOptions.standard().withRegion("eu-north-1"))) {
            assertThat(calls(engine.world("a", "eu-west-1")).ok("ListTables", "{}"))
                    .isEqualTo("{'TableNames':[]}");
            calls(engine.world("a", "eu-west-1"))
                    .refused(
                            "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                            "PutItem",
                            PUT.formatted("nowhere"));
            assertThat(engine.worlds()).isEmpty();
            fillAll(engine);
            assertThat(engine.worlds())
                    .containsExactly(
                            new World("", "eu-north-1"),
                            new World("a", "eu-central-1"),
                            new World("a", "eu-west-1"),
                            new World("b", "eu-west-1"));
            calls(engine).ok("DeleteTable", SCAN);
            assertThat(engine.worlds())
                    .doesNotContain(new World("", "eu-north-1"))
                    .hasSize(3);
        }
    }

    @Test
    void noAccountIsTheEnginesOwnWorld() {
        try (Engine engine = Engine.inMemory()) {
            fill(engine, "own");
            assertItHolds(engine.world("", "eu-west-1"), "own");
        }
    }

    @Test
    void manyStrangersHarmNobody() {
        try (Engine engine = Engine.inMemory()) {
            fill(engine.world("a", "eu-west-1"), "a in the west");
            for (int i = 0; i < 3_000; i++) {
                calls(engine.world("stranger" + i, "eu-west-1")).ok("ListTables", "{}");
            }
            assertItHolds(engine.world("a", "eu-west-1"), "a in the west");
            assertThat(engine.worlds()).containsExactly(new World("a", "eu-west-1"));
        }
    }

    @Test
    void aSlashCannotLeadIntoAnotherWorld() {
        try (Engine engine = Engine.inMemory()) {
            assertThatIllegalArgumentException().isThrownBy(() -> engine.world("a/eu-west-1", "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> engine.world("a", "eu-west-1/x"));
        }
    }

    @Test
    void aWorldClosesWithTheEngineAndNotTheOtherWayAround() {
        Engine engine = Engine.inMemory();
        Transport world = engine.world("a", "eu-west-1");
        world.close();
        fill(world, "still open");
        assertItHolds(world, "still open");
        engine.close();
        assertThatThrownBy(() -> calls(world).send("ListTables", "{}")).isInstanceOf(TransportException.class);
    }
}
