package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateItemTest {
    private static final String KEY = "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}";
    private static final Map<String, String> VALUES = Map.of(
            ":n", "{'N': '5'}",
            ":s", "{'S': 'text'}",
            ":l", "{'L': [{'S': 'z'}]}",
            ":ss", "{'SS': ['p', 'q']}",
            ":one", "{'SS': ['p']}",
            ":m", "{'M': {'k': {'N': '1'}}}");

    private final Calls db = Calls.withTables();

    /** Updates the one item and gives all of it, whatever values the expression uses. */
    private String updated(String expression) {
        return db.ok("UpdateItem", request(expression, "ALL_NEW"));
    }

    private static String request(String expression, String returned) {
        String values = Pattern.compile(":\\w+")
                .matcher(expression)
                .results()
                .map(MatchResult::group)
                .distinct()
                .map(name -> "'" + name + "': " + VALUES.get(name))
                .collect(Collectors.joining(", "));
        return KEY + ", 'UpdateExpression': '" + expression + "', 'ReturnValues': '" + returned + "'"
                + (values.isEmpty() ? "" : ", 'ExpressionAttributeValues': {" + values + "}") + "}";
    }

    @Test
    void anUpdateOfNothingMakesAnItemOfItsKey() {
        assertThat(db.ok("UpdateItem", KEY + ", 'ReturnValues': 'ALL_NEW'}"))
                .isEqualTo("{'Attributes':{'a':{'S':'x'}}}");
        assertThat(updated("SET v = :n")).isEqualTo("{'Attributes':{'a':{'S':'x'},'v':{'N':'5'}}}");
    }

    @Test
    void allRightHandSidesSeeTheOldItem() {
        updated("SET p = :n, q = :s");
        assertThat(updated("SET p = q, q = p"))
                .isEqualTo("{'Attributes':{'a':{'S':'x'},'p':{'S':'text'},'q':{'N':'5'}}}");
    }

    @Test
    void numbersAreAddedAndTakenAway() {
        updated("SET v = :n");
        assertThat(updated("SET v = v + :n, w = v - :n ADD u :n"))
                .isEqualTo("{'Attributes':{'a':{'S':'x'},'v':{'N':'10'},'w':{'N':'0'},'u':{'N':'5'}}}");
    }

    @Test
    void whatIsMissingHasADefault() {
        assertThat(updated("SET v = if_not_exists(v, :n) + :n")).contains("'v':{'N':'10'}");
        assertThat(updated("SET v = if_not_exists(v, :n) + :n")).contains("'v':{'N':'15'}");
    }

    @Test
    void listsGrowAtBothEndsAndBehindTheirEnd() {
        updated("SET l = :l");
        assertThat(updated("SET l = list_append(l, :l)")).contains("'l':{'L':[{'S':'z'},{'S':'z'}]}");
        assertThat(updated("SET l[9] = :n, l[5] = :s"))
                .contains("'l':{'L':[{'S':'z'},{'S':'z'},{'S':'text'},{'N':'5'}]}");
    }

    @Test
    void elementsAreRemovedByTheNumbersThatTheyHadBefore() {
        updated("SET l = :l");
        updated("SET l[1] = :n, l[2] = :s");
        assertThat(updated("REMOVE l[0], l[1]")).contains("'l':{'L':[{'S':'text'}]}");
        assertThat(updated("REMOVE l[7]")).contains("'l':{'L':[{'S':'text'}]}");
    }

    @Test
    void setsGrowShrinkAndVanish() {
        assertThat(updated("ADD t :one")).contains("'t':{'SS':['p']}");
        assertThat(updated("ADD t :ss")).contains("'t':{'SS':['p','q']}");
        assertThat(updated("DELETE t :one")).contains("'t':{'SS':['q']}");
        assertThat(updated("DELETE t :ss")).isEqualTo("{'Attributes':{'a':{'S':'x'}}}");
        assertThat(updated("DELETE t :ss")).isEqualTo("{'Attributes':{'a':{'S':'x'}}}");
    }

    @Test
    void nestedValuesChangeAndOnlyTheyComeBack() {
        assertThat(updated("SET m = :m")).contains("'m':{'M':{'k':{'N':'1'}}}");
        assertThat(db.ok("UpdateItem", request("SET m.k = m.k + :n, m.z = :s", "UPDATED_NEW")))
                .isEqualTo("{'Attributes':{'m':{'M':{'k':{'N':'6'},'z':{'S':'text'}}}}}");
        assertThat(db.ok("UpdateItem", request("SET m.k = :n REMOVE m.z", "UPDATED_OLD")))
                .isEqualTo("{'Attributes':{'m':{'M':{'k':{'N':'6'},'z':{'S':'text'}}}}}");
        assertThat(db.ok("UpdateItem", request("SET fresh = :n", "UPDATED_OLD")))
                .isEqualTo("{}");
    }

    @Test
    void aPathThatLeadsNowhereIsRemovedOfNoItemOnly() {
        db.ok("UpdateItem", request("REMOVE b.c, d[1]", "NONE"));
        assertThat(db.ok("GetItem", KEY + "}")).isEqualTo("{}");
        updated("SET v = :n");
        assertThat(db.invalid("UpdateItem", request("REMOVE b.c", "NONE")))
                .isEqualTo("The document path provided in the update expression is invalid for update");
        assertThat(db.invalid("UpdateItem", request("REMOVE b[1]", "NONE")))
                .isEqualTo("The document path provided in the update expression is invalid for update");
    }

    @Test
    void aSumWithTooManyDigitsIsToldAsAnOverflow() {
        String sum =
                KEY + ", 'UpdateExpression': 'SET v = :a %s :b', 'ExpressionAttributeValues': {':a': {'N': '1e50'},"
                        + " ':b': {'N': '%s'}}}";
        String overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
        assertThat(db.invalid("UpdateItem", sum.formatted("+", "1"))).isEqualTo(overflow);
        assertThat(db.invalid("UpdateItem", sum.formatted("-", "1"))).isEqualTo(overflow);
        db.ok("UpdateItem", sum.formatted("+", "1e13"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET c = b              | The provided expression refers to an attribute that does not exist in the item
            SET c = list_append(b, c) | The provided expression refers to an attribute that does not exist in the item
            SET b.a = a            | The document path provided in the update expression is invalid for update
            SET v = :n REMOVE b[1] ADD c.c :n | The document path provided in the update expression is invalid for update
            SET v = a + :n         | An operand in the update expression has an incorrect data type
            SET v = list_append(a, :l) | An operand in the update expression has an incorrect data type
            SET a = :n             | One or more parameter values were invalid: Cannot update attribute a. This attribute is part of the key
            SET v =                | Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "="
            """)
    void impossibleUpdatesAreRefused(String expression, String message) {
        assertThat(db.invalid("UpdateItem", request(expression, "NONE"))).isEqualTo(message);
        assertThat(db.ok("GetItem", KEY + "}")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADD v :s", "ADD v :l"})
    void onlyNumbersAndSetsAreAdded(String expression) {
        assertThat(db.invalid("UpdateItem", request(expression, "NONE")))
                .startsWith("Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD");
    }

    @Test
    void aSumBeyondTheRangeIsRefused() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'v': {'N': '9e125'}}}");
        assertThat(db.invalid(
                        "UpdateItem",
                        KEY + ", 'UpdateExpression': 'ADD v :v', 'ExpressionAttributeValues': {':v': {'N': '9e125'}}}"))
                .isEqualTo("Number overflow. Attempting to store a number with magnitude larger than supported range");
    }

    @Test
    void ofTheIndexesThatAnAttributeIsAKeyOfTheFirstByNameIsNamed() {
        db.ok("CreateTable", """
                {'TableName': 'named', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [
                   {'AttributeName': 'a', 'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'S'},
                   {'AttributeName': 'k', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'b', 'KeyType': 'RANGE'}],
                 'LocalSecondaryIndexes': [{'IndexName': 'local', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [
                   {'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'k', 'KeyType': 'RANGE'}]}],
                 'GlobalSecondaryIndexes': [
                   {'IndexName': 'second', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [
                     {'AttributeName': 'k', 'KeyType': 'HASH'}]},
                   {'IndexName': 'first', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [
                     {'AttributeName': 'b', 'KeyType': 'HASH'}, {'AttributeName': 'k', 'KeyType': 'RANGE'}]}]}
                """);
        String mismatch = "One or more parameter values were invalid: "
                + "Type mismatch for Index Key k Expected: S Actual: N IndexName: first";
        String put = "{'TableName': 'named', 'Item': {'a': {'S': 'x'}, 'b': {'S': 'y'}, 'k': %s}}";
        assertThat(db.invalid("PutItem", put.formatted("{'N': '1'}"))).isEqualTo(mismatch);
        assertThat(db.invalid("PutItem", put.formatted("{'S': ''}"))).endsWith("IndexName: first, IndexKey: k");
        assertThat(db.invalid("UpdateItem", """
                        {'TableName': 'named', 'Key': {'a': {'S': 'x'}, 'b': {'S': 'y'}}, 'UpdateExpression': 'SET k = :v',
                         'ExpressionAttributeValues': {':v': {'N': '1'}}}
                        """)).isEqualTo(mismatch);
    }

    @Test
    void indexKeysKeepTheirTypes() {
        String update = """
                {'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}, 'UpdateExpression': '%s',
                 'ExpressionAttributeValues': {':v': %s}}
                """;
        assertThat(db.invalid("UpdateItem", update.formatted("SET c = :v", "{'N': '1'}")))
                .isEqualTo("One or more parameter values were invalid: "
                        + "Type mismatch for Index Key c Expected: S Actual: N IndexName: by-c");
        db.ok("UpdateItem", update.formatted("SET e = :v", "{'N': '1'}"));
        assertThat(db.invalid("UpdateItem", """
                        {'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}, 'UpdateExpression': 'SET c = e'}
                        """))
                .isEqualTo("The update expression attempted to update the secondary index key to unsupported type");
        assertThat(db.invalid("UpdateItem", update.formatted("SET c.x = :v", "{'N': '1'}")))
                .isEqualTo(
                        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                                + "IndexKey: c");
        db.ok("UpdateItem", update.formatted("SET c = :v", "{'S': 'fine'}"));
    }

    @Test
    void unusedNamesAndValuesAreRefused() {
        assertThat(
                        db.invalid(
                                "UpdateItem",
                                KEY
                                        + ", 'UpdateExpression': 'REMOVE b', 'ExpressionAttributeValues': {':p': {'S': ''}, ':q': {'S': ''}}}"))
                .isEqualTo("Value provided in ExpressionAttributeValues unused in expressions: keys: {:p, :q}");
        assertThat(db.invalid(
                        "UpdateItem",
                        KEY + ", 'UpdateExpression': 'REMOVE b', 'ExpressionAttributeNames': {'#x': 'y'}}"))
                .isEqualTo("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}");
    }

    @Test
    void anUpdateBeyond400KilobytesIsRefused() {
        String big = "x".repeat(200 * 1024);
        String update =
                KEY + ", 'UpdateExpression': 'SET %s = :v', 'ExpressionAttributeValues': {':v': {'S': '" + big + "'}}}";
        db.ok("UpdateItem", update.formatted("p"));
        assertThat(db.invalid("UpdateItem", update.formatted("q")))
                .isEqualTo("Item size to update has exceeded the maximum allowed size");
    }

    @Test
    void typesAreLookedAtBeforePaths() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 's': {'SS': ['s']}}}");
        String update =
                KEY + ", 'UpdateExpression': 'ADD l[0] :n, s :n', 'ExpressionAttributeValues': {':n': {'N': '1'}}}";
        assertThat(db.invalid("UpdateItem", update))
                .isEqualTo("An operand in the update expression has an incorrect data type");
        assertThat(db.invalid("UpdateItem", update.replace(", s :n", ", n :n")))
                .isEqualTo("The document path provided in the update expression is invalid for update");
    }
}
