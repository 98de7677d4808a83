package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.internal.json.JsonReader;
import dev.stator.value.Item;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies just within a limit is stored and read again; what lies just beyond leaves no trace. */
class ItemLimitTest {
    private static final String KEY = "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}";
    private static final String DEEP =
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
                    + " levels beyond supported limit";
    private static final String LONG_NAME = "Attribute name is too large, must be less than 65536 bytes";

    private final Calls db = Calls.withTables();

    private static String nested(int depth) {
        return "{'M': {'m': ".repeat(depth) + "{'S': 's'}" + "}}".repeat(depth);
    }

    private String update(String expression, String values) {
        return KEY + ", 'UpdateExpression': '" + expression + "', 'ExpressionAttributeValues': {" + values + "}}";
    }

    /** Reads the item in every way in which the engine must look into it. */
    private String readAgain() {
        String item = db.ok("GetItem", KEY + "}");
        db.ok("GetItem", KEY + ", 'ProjectionExpression': 'm'}");
        db.ok("Scan", "{'TableName': 'hash', 'FilterExpression': 'attribute_exists(a)'}");
        db.ok("UpdateItem", update("SET again = :v", "':v': {'N': '1'}"));
        return item;
    }

    @Test
    void anUpdateNests32LevelsAndNoMore() {
        db.ok("UpdateItem", update("SET m = :v", "':v': {'M': {'k': {'N': '1'}}}"));
        assertThat(db.invalid("UpdateItem", update("SET m.x = :v", "':v': " + nested(31))))
                .isEqualTo(DEEP);
        assertThat(readAgain()).contains("'m':{'M':{'k':{'N':'1'}}}");
        db.ok("UpdateItem", update("SET m.x = :v", "':v': " + nested(30)));
        assertThat(readAgain()).contains("'m':{'M':{'k':{'N':'1'},'x':{'M':{'m'");
    }

    @Test
    void listsThatAreJoinedInNestToo() {
        db.ok("UpdateItem", update("SET m = :v", "':v': {'L': []}"));
        assertThat(db.invalid("UpdateItem", update("SET m = list_append(m, :v)", "':v': {'L': [" + nested(31) + "]}")))
                .endsWith(DEEP + " for key :v");
        assertThat(db.invalid("UpdateItem", update("SET m[0] = :v", "':v': " + nested(31))))
                .isEqualTo(DEEP);
        db.ok("UpdateItem", update("SET m[0] = :v", "':v': " + nested(30)));
        assertThat(readAgain()).contains("'m':{'L':[{'M'");
    }

    @Test
    void aNameHas65535BytesAndNoMore() {
        String longest = "n".repeat(65_535);
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, '%s': {'S': 'v'}}}";
        assertThat(db.invalid("PutItem", put.formatted(longest + "n"))).isEqualTo(LONG_NAME);
        assertThat(db.invalid("PutItem", put.formatted("\u00e4".repeat(32_768))))
                .isEqualTo(LONG_NAME);
        assertThat(db.invalid(
                        "PutItem",
                        "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'm': {'M': {'" + longest
                                + "n': {'S': 'v'}}}}}"))
                .isEqualTo(LONG_NAME);
        assertThat(db.ok("GetItem", KEY + "}")).isEqualTo("{}");
        db.ok("PutItem", put.formatted(longest));
        assertThat(readAgain()).contains(longest);
        JsonReader client = new JsonReader(db.send("GetItem", KEY + "}").body());
        client.startObject();
        assertThat(client.nextField()).isEqualTo("Item");
        assertThat(Item.readFrom(client.items()).has(longest)).isTrue();
    }

    @Test
    void aNameOfAnExpressionHas65535BytesToo() {
        String longest = "\u00e4".repeat(32_767) + "n";
        String named = ", 'UpdateExpression': 'SET #n = :v', 'ExpressionAttributeValues': {':v': {'S': 'v'}}, "
                + "'ExpressionAttributeNames': {'#n': '%s'}}";
        assertThat(db.invalid("UpdateItem", KEY + named.formatted(longest + "n")))
                .endsWith(LONG_NAME + " for key #n");
        assertThat(db.ok("GetItem", KEY + "}")).isEqualTo("{}");
        db.ok("UpdateItem", KEY + named.formatted(longest));
        assertThat(readAgain()).contains(longest);
    }

    @Test
    void anUpdateInATransactionFillsAnItemTo400KilobytesAndNoMore() {
        String rest = "x".repeat(400 * 1024 - "axv".length() - 1);
        String transaction = "{'TransactItems': [{'Update': %s}]}";
        assertThat(new String(
                        db.send(
                                        "TransactWriteItems",
                                        transaction.formatted(update("SET v = :v", "':v': {'S': '" + rest + "xx'}")))
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("Item size to update has exceeded the maximum allowed size");
        db.ok("TransactWriteItems", transaction.formatted(update("SET v = :v", "':v': {'S': '" + rest + "x'}")));
        assertThat(db.ok("GetItem", KEY + "}")).contains(rest);
        assertThat(db.ok("Scan", "{'TableName': 'hash', 'FilterExpression': 'attribute_exists(v)'}"))
                .contains("'Count':1");
    }

    /** How many bytes each form of an update costs besides what it writes. */
    @ParameterizedTest
    @CsvSource({
        "SET v = :v, 22",
        "SET v = :v ADD n :n, 41",
        "'SET v = :v, n = n + :n', 91",
        "SET v = :v REMOVE u, 24",
        "SET v = :v DELETE s :s, 24",
        "SET l[0] = :v, 23",
        "SET m.x = :v, 22"
    })
    void anUpdateAloneIsCountedWithAFewBytesForEachAction(String expression, int cost) {
        String before = "'n': {'N': '1'}, 's': {'SS': ['s']}, 'l': {'L': [{'S': 'x'}]}, 'm': {'M': {'x': {'S': 'x'}}}";
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, " + before + "}}");
        String values = (expression.contains(":n") ? "':n': {'N': '1'}, " : "")
                + (expression.contains(":s") ? "':s': {'SS': ['s']}, " : "");
        int written = (expression.contains("l[0]")
                        ? "l".length() + 3 + 1
                        : expression.contains("m.x") ? "mx".length() + 3 + 1 : 1)
                + (expression.contains(":n") ? "n".length() + 2 : 0);
        String most = "x".repeat(400 * 1024 - cost - written);
        assertThat(db.invalid("UpdateItem", update(expression, values + "':v': {'S': 'x" + most + "'}")))
                .isEqualTo("Item size to update has exceeded the maximum allowed size");
        db.ok("UpdateItem", update(expression, values + "':v': {'S': '" + most + "'}"));
    }

    @Test
    void whatAnUpdateAloneDoesNotWriteCostsItNothingUpTo400Kilobytes() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'u': {'S': '" + "x".repeat(99) + "'}}}");
        String rest = "x".repeat(400 * 1024 - "ax".length() - 100 - "v".length());
        assertThat(db.invalid("UpdateItem", update("SET v = :v", "':v': {'S': 'x" + rest + "'}")))
                .isEqualTo("Item size to update has exceeded the maximum allowed size");
        db.ok("UpdateItem", update("SET v = :v", "':v': {'S': '" + rest + "'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REMOVE v", "DELETE v :v", "REMOVE v DELETE w :v"})
    void whatOnlyTakesAwayMakesNoItem(String expression) {
        String values = expression.contains(":v") ? ", 'ExpressionAttributeValues': {':v': {'SS': ['s']}}" : "";
        assertThat(db.ok(
                        "UpdateItem",
                        KEY + ", 'ReturnValues': 'ALL_NEW', 'UpdateExpression': '" + expression + "'" + values + "}"))
                .isEqualTo("{}");
        assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':0");
        db.ok(
                "UpdateItem",
                KEY + ", 'UpdateExpression': '" + expression + " ADD n :n', "
                        + "'ExpressionAttributeValues': {" + (values.isEmpty() ? "" : "':v': {'SS': ['s']}, ")
                        + "':n': {'N': '1'}}}");
        assertThat(db.ok("GetItem", KEY + "}")).isEqualTo("{'Item':{'a':{'S':'x'},'n':{'N':'1'}}}");
    }

    @Test
    void whatOnlyTakesAwayMakesNoItemInATransactionToo() {
        db.ok("TransactWriteItems", """
                {'TransactItems': [{'Update': {'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'REMOVE v'}}]}
                """);
        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}")).contains("'ItemCount':0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "x\\udc00", "\\udc00\\ud800", "\\ud800x"})
    void halfASurrogatePairIsRefused(String text) {
        String serialization = "com.amazon.coral.service#SerializationException";
        db.refused(serialization, "PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + text + "'}}}");
        db.refused(serialization, "GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + text + "'}}}");
        db.refused(
                serialization,
                "PutItem",
                "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, '" + text + "': {'S': 'v'}}}");
        db.refused(
                serialization,
                "PutItem",
                "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'm': {'M': {'" + text + "': {'S': 'v'}}}}}");
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '\\ud83d\\ude00'}, '\\ud83d\\ude00': {'S': 'v'}}}");
        assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': '\ud83d\ude00'}}}"))
                .isEqualTo("{'Item':{'a':{'S':'\ud83d\ude00'},'\ud83d\ude00':{'S':'v'}}}");
    }

    private static String scanWithValues(int second) {
        return "{'TableName': 'hash', 'FilterExpression': 'b IN (:p, :q)', 'ExpressionAttributeValues': {"
                + "':p': {'S': '" + "p".repeat(1_000_000) + "'}, ':q': {'S': '" + "q".repeat(second) + "'}}}";
    }

    @Test
    void valuesOfExpressionsHaveTwoMegabytesTogether() {
        assertThat(db.invalid("Scan", scanWithValues(1_097_149)))
                .isEqualTo("ExpressionAttributeValues exceeds max size");
        db.ok("Scan", scanWithValues(1_097_148));
    }

    @Test
    void aHugeListIsRefusedWithAMessageThatIsNot() {
        String gets = "{}, ".repeat(200_000) + "{}";
        assertThat(db.invalid("TransactGetItems", "{'TransactItems': [" + gets + "]}"))
                .contains("Member must have length less than or equal to 100")
                .hasSizeLessThan(50_000);
        assertThat(db.invalid("GetItem", "{'TableName': '" + "t".repeat(100_000) + "', 'Key': {'a': {'S': 'x'}}}"))
                .contains("at 'tableName' failed to satisfy constraint")
                .hasSizeLessThan(50_000);
    }
}
