package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableActionsTest {
    private final Calls db = new Calls(Engine.inMemory(EngineOptions.standard()
            .withClock(Clock.fixed(Instant.ofEpochMilli(1_790_000_000_123L), ZoneOffset.UTC))
            .withRegion("eu-west-1")));

    @Test
    void aTableIsBeingCreatedAndThenActive() {
        String created = db.ok("CreateTable", Calls.HASH_TABLE);
        assertThat(created)
                .contains(
                        "{'TableDescription':{'TableName':'hash'",
                        "'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'}]",
                        "'KeySchema':[{'AttributeName':'a','KeyType':'HASH'}]",
                        "'TableStatus':'CREATING'",
                        "'ItemCount':0",
                        "'TableArn':'arn:aws:dynamodb:eu-west-1:000000000000:table/hash'",
                        "'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'}");
        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}")).contains("'TableStatus':'ACTIVE'");
    }

    @Test
    void aDescriptionCountsItemsAndEntries() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': 'c'}}}");
        db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '2'}}}");
        String description = db.ok("DescribeTable", "{'TableName': 'range'}");
        assertThat(description).contains("'TableSizeBytes':12,'ItemCount':2");
        assertThat(description.substring(description.indexOf("'IndexName':'by-c'")))
                .contains(
                        "'IndexSizeBytes':7,'ItemCount':1,'IndexArn':'arn:aws:dynamodb:eu-west-1:000000000000:table/range/index/by-c'");
        assertThat(description.substring(description.indexOf("'IndexName':'of-c-d'")))
                .contains("'ItemCount':0");
        db.ok("DeleteItem", "{'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}}");
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}")).contains("'TableSizeBytes':5,'ItemCount':1");
    }

    @Test
    void aDeletedTableIsGoneAndStartsEmptyAgain() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}");
        assertThat(db.ok("DeleteTable", "{'TableName': 'hash'}"))
                .contains("{'TableName':'hash','TableStatus':'DELETING'", "'TableId'", "'ItemCount':1")
                .contains("'LastUpdateToPayPerRequestDateTime'")
                .doesNotContain("AttributeDefinitions", "KeySchema", "CreationDateTime");
        String notFound = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
        assertThat(db.refused(notFound, "DescribeTable", "{'TableName': 'hash'}"))
                .isEqualTo("Requested resource not found: Table: hash not found");
        assertThat(db.refused(notFound, "GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}"))
                .isEqualTo("Requested resource not found");
        db.ok("CreateTable", Calls.HASH_TABLE);
        assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':0");
    }

    @Test
    void aNameIsTakenOnlyOnce() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceInUseException", "CreateTable", Calls.HASH_TABLE))
                .isEqualTo("Table already exists: hash");
    }

    @Test
    void tablesAreListedInPages() {
        for (String name : new String[] {"ccc", "aaa", "bbb"}) {
            db.ok("CreateTable", Calls.HASH_TABLE.replace("hash", name));
        }
        assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':['aaa','bbb','ccc']}");
        assertThat(db.ok("ListTables", "{'Limit': 2}"))
                .isEqualTo("{'TableNames':['aaa','bbb'],'LastEvaluatedTableName':'bbb'}");
        assertThat(db.ok("ListTables", "{'Limit': 2, 'ExclusiveStartTableName': 'bbb'}"))
                .isEqualTo("{'TableNames':['ccc']}");
        assertThat(db.invalid("ListTables", "{'Limit': 101, 'ExclusiveStartTableName': 'a;'}"))
                .isEqualTo("3 validation errors detected: Value '101' at 'limit' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 100; "
                        + "Value 'a;' at 'exclusiveStartTableName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
                        + "Value 'a;' at 'exclusiveStartTableName' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 3");
    }

    @Test
    void tableNamesAreCheckedBeforeAllElse() {
        assertThat(db.invalid("DescribeTable", "{}"))
                .isEqualTo("The parameter 'TableName' is required but was not present in the request");
        assertThat(db.invalid("DeleteTable", "{'TableName': 'ab'}"))
                .isEqualTo("TableName must be at least 3 characters long and at most 255 characters long");
        assertThat(db.invalid("DescribeTable", "{'TableName': 'a;c'}"))
                .isEqualTo("1 validation error detected: Value 'a;c' at 'tableName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }

    /** The members of a global index with these attributes and roles, as {@code c:HASH d:RANGE}. */
    private static String withIndex(String key) {
        String elements = Arrays.stream(key.split(" "))
                .map(part -> part.split(":"))
                .map(part -> "{'AttributeName': '" + part[0] + "', 'KeyType': '" + part[1] + "'}")
                .collect(Collectors.joining(", "));
        String types = Stream.of("a", "b", "c", "d", "e", "f")
                .map(name -> "{'AttributeName': '" + name + "', 'AttributeType': 'S'}")
                .collect(Collectors.joining(", "));
        return "{'TableName': 'several', 'BillingMode': 'PAY_PER_REQUEST', 'AttributeDefinitions': [" + types + "],"
                + " 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}],"
                + " 'GlobalSecondaryIndexes': [{'IndexName': 'together', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': ["
                + elements + "]}]}";
    }

    @Test
    void theKeyOfAGlobalIndexHasUpToFourAttributesInARole() {
        assertThat(db.invalid("CreateTable", withIndex("a:HASH b:HASH c:HASH d:HASH e:HASH")))
                .isEqualTo(
                        "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of HASH key attributes");
        assertThat(db.invalid("CreateTable", withIndex("a:HASH b:RANGE c:RANGE d:RANGE e:RANGE f:RANGE")))
                .isEqualTo(
                        "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of RANGE key attributes");
        assertThat(db.invalid("CreateTable", withIndex("a:HASH b:RANGE c:HASH")))
                .isEqualTo(
                        "One or more parameter values were invalid: All HASH key attributes must precede RANGE key attributes in the KeySchema");
        assertThat(db.invalid("CreateTable", withIndex("a:HASH b:RANGE c:RANGE b:RANGE")))
                .isEqualTo("The KeySchema contains multiple key attributes with the same name");
        db.ok("CreateTable", withIndex("b:HASH c:HASH d:HASH e:HASH a:RANGE f:RANGE"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'BillingMode': 'PAY_PER_REQUEST', | | One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED
            'AttributeName': 'a', 'KeyType' | 'AttributeName': 'b', 'KeyType' | One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [a]
            'KeyType': 'HASH' | 'KeyType': 'RANGE' | Invalid KeySchema: The first KeySchemaElement is not a HASH key type
            'AttributeType': 'S' | 'AttributeType': 'SS' | 1 validation error detected: Value 'SS' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]
            'BillingMode' | 'LocalSecondaryIndexes': [], 'BillingMode' | One or more parameter values were invalid: List of LocalSecondaryIndexes is empty
            'BillingMode' | 'GlobalTableSourceArn': 'arn', 'BillingMode' | This engine has no support for GlobalTableSourceArn
            'BillingMode' | 'TableClass': 'GLACIER', 'BillingMode' | Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].
            """, quoteCharacter = '^')
    void wrongTablesAreRefused(String part, String replacement, String message) {
        String request = Calls.HASH_TABLE.replace(part, replacement == null ? "" : replacement);
        assertThat(db.invalid("CreateTable", request)).isEqualTo(message);
    }

    @Test
    void whatATableHasAnywayMayBeAskedFor() {
        db.ok(
                "CreateTable",
                Calls.HASH_TABLE.replace(
                        "'BillingMode'",
                        "'StreamSpecification': {'StreamEnabled': false}, 'DeletionProtectionEnabled': false, 'Tags': [], "
                                + "'SSESpecification': {'Enabled': false}, 'TableClass': 'STANDARD', "
                                + "'OnDemandThroughput': {}, 'BillingMode'"));
        assertThat(db.ok("ListTables", "{}")).contains("'hash'");
    }

    @Test
    void aTableIsInTheClassThatItIsCreatedIn() {
        db.ok(
                "CreateTable",
                Calls.HASH_TABLE.replace("'BillingMode'", "'TableClass': 'STANDARD_INFREQUENT_ACCESS', 'BillingMode'"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}"))
                .contains("'TableClassSummary':{'TableClass':'STANDARD_INFREQUENT_ACCESS'}");
        db.ok("CreateTable", Calls.RANGE_TABLE);
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}")).doesNotContain("TableClass");
    }

    @Test
    void theEndpointIsThatOfTheRegion() {
        assertThat(db.ok("DescribeEndpoints", "{}"))
                .isEqualTo(
                        "{'Endpoints':[{'Address':'dynamodb.eu-west-1.amazonaws.com','CachePeriodInMinutes':1440}]}");
    }

    @Test
    void everyDefinitionIsUsed() {
        String more = Calls.RANGE_TABLE.replace(
                "'AttributeDefinitions': [", "'AttributeDefinitions': [{'AttributeName': 'z', 'AttributeType': 'S'}, ");
        assertThat(db.invalid("CreateTable", more))
                .isEqualTo("One or more parameter values were invalid: Some AttributeDefinitions are not used. "
                        + "AttributeDefinitions: [a, z, b, c, d], keys used: [a, b, c, d]");
        db.ok("CreateTable", Calls.RANGE_TABLE);
    }

    @Test
    void keysHaveNamesOf1To255Characters() {
        assertThat(db.invalid("CreateTable", Calls.HASH_TABLE.replace("'a'", "'" + "a".repeat(256) + "'")))
                .contains("at 'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 255");
        assertThat(db.invalid("CreateTable", Calls.HASH_TABLE.replace("'a'", "''")))
                .contains("Member must have length greater than or equal to 1");
        db.ok("CreateTable", Calls.HASH_TABLE.replace("'a'", "'" + "a".repeat(255) + "'"));
    }

    private static String names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'" + prefix + i + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void anIndexProjectsTwentyAttributesByName() {
        assertThat(db.invalid("CreateTable", Calls.RANGE_TABLE.replace("['c']", names("n", 21))))
                .endsWith(
                        "at 'localSecondaryIndexes.2.member.projection.nonKeyAttributes' failed to satisfy constraint:"
                                + " Member must have length less than or equal to 20");
        db.ok("CreateTable", Calls.RANGE_TABLE.replace("['c']", names("n", 20)));
    }

    @Test
    void whatIsWrongWithGlobalIndexesIsToldBeforeWhatIsWrongWithLocalOnes() {
        String index = "{'IndexName': '%s', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, "
                + "{'AttributeName': 'c', 'KeyType': 'RANGE'}], 'Projection': {'ProjectionType': 'ALL'}}";
        String table = "{'TableName': 'range', 'LocalSecondaryIndexes': [" + index.formatted("aa")
                + "], 'GlobalSecondaryIndexes': [" + index.formatted("zz") + "], "
                + Calls.HASH_TABLE.replace("{'TableName': 'hash', ", "");
        assertThat(db.invalid("CreateTable", table))
                .isEqualTo(
                        "2 validation errors detected: Value 'zz' at 'globalSecondaryIndexes.1.member.indexName' failed "
                                + "to satisfy constraint: Member must have length greater than or equal to 3; Value 'aa' at "
                                + "'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: "
                                + "Member must have length greater than or equal to 3");
    }

    @Test
    void projectedAttributesHaveNamesOf1To255Characters() {
        assertThat(db.invalid("CreateTable", Calls.RANGE_TABLE.replace("['c']", "['e', '" + "c".repeat(256) + "']")))
                .contains(
                        "at 'localSecondaryIndexes.2.member.projection.nonKeyAttributes' failed to satisfy constraint:"
                                + " Member must satisfy constraint: [Member must have length less than or equal to 255,"
                                + " Member must have length greater than or equal to 1]");
        assertThat(db.invalid("CreateTable", Calls.RANGE_TABLE.replace("['c']", "['']")))
                .contains("Member must satisfy constraint: [");
        db.ok("CreateTable", Calls.RANGE_TABLE.replace("['c']", "['" + "c".repeat(255) + "']"));
    }

    @Test
    void projectedAttributesAreNamedOnce() {
        assertThat(db.invalid("CreateTable", Calls.RANGE_TABLE.replace("['c']", "['e', 'f', 'e']")))
                .isEqualTo("One or more parameter values were invalid: Duplicate element in NonKeyAttributes: e");
        db.ok("CreateTable", Calls.RANGE_TABLE.replace("['c']", "['e', 'a', 'c']"));
    }

    @Test
    void attributesAreDefinedOnce() {
        assertThat(db.invalid(
                        "CreateTable",
                        Calls.HASH_TABLE.replace("'S'}]", "'S'}, {'AttributeName': 'a', 'AttributeType': 'N'}]")))
                .isEqualTo("Attribute Name is duplicated: a");
    }

    @Test
    void indexesProjectAHundredAttributesTogether() {
        String index = "{'IndexName': 'more%d', 'KeySchema': [{'AttributeName': 'c', 'KeyType': 'HASH'}], 'Projection':"
                + " {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': %s}}, ";
        String more = IntStream.range(0, 5)
                .mapToObj(i -> index.formatted(i, names("n" + i + "-", 20)))
                .collect(Collectors.joining("", "'GlobalSecondaryIndexes': [", ""));
        String table = Calls.RANGE_TABLE.replace("'GlobalSecondaryIndexes': [", more);
        assertThat(db.invalid("CreateTable", table)).contains("NonKeyAttributes", "100");
        db.ok("CreateTable", table.replace("'INCLUDE', 'NonKeyAttributes': ['c']", "'ALL'"));
    }

    @Test
    void aGlobalIndexOfATableWithCapacityHasItsOwn() {
        String table = Calls.RANGE_TABLE.replace(
                "'BillingMode': 'PAY_PER_REQUEST'",
                "'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}");
        assertThat(db.invalid("CreateTable", table))
                .isEqualTo(
                        "One or more parameter values were invalid: ProvisionedThroughput is not specified for index:"
                                + " of-c");
    }

    @Test
    void indexesHaveRulesOfTheirOwn() {
        assertThat(db.invalid("CreateTable", Calls.RANGE_TABLE.replace("'of-c-d'", "'by-c'")))
                .isEqualTo("One or more parameter values were invalid: Duplicate index name: by-c");
        assertThat(db.invalid(
                        "CreateTable", Calls.RANGE_TABLE.replace("'INCLUDE', 'NonKeyAttributes': ['c']", "'INCLUDE'")))
                .isEqualTo("One or more parameter values were invalid: "
                        + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        assertThat(db.invalid("CreateTable", Calls.RANGE_TABLE.replace("'INCLUDE'", "'ALL'")))
                .isEqualTo(
                        "One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified");
    }

    @Test
    void anUnknownActionIsSaidSo() {
        assertThat(db.refused("com.amazon.coral.service#UnknownOperationException", "ImportTable", "{}"))
                .isEmpty();
        assertThat(db.refused("com.amazon.coral.service#SerializationException", "ImportTable", "{"))
                .isEmpty();
    }

    @Test
    void namesAreToldInTheOrderOfAHashTable() {
        String table = """
                {'TableName': 'other', 'BillingMode': 'PAY_PER_REQUEST', 'AttributeDefinitions': [%s],
                 'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}, {'AttributeName': 'sk', 'KeyType': 'RANGE'}],
                 'GlobalSecondaryIndexes': [{'IndexName': 'index', 'Projection': {'ProjectionType': 'ALL'},
                   'KeySchema': [{'AttributeName': '%s', 'KeyType': 'HASH'}]}]}
                """;
        assertThat(db.invalid("CreateTable", table.formatted(definitions("pk", "sk", "a", "b", "c"), "a")))
                .endsWith("AttributeDefinitions: [sk, a, b, pk, c], keys used: [a, sk, pk]");
        assertThat(db.invalid("CreateTable", table.formatted(definitions("pk", "sk"), "q")))
                .endsWith("Keys: [q], AttributeDefinitions: [sk, pk]");
    }

    private static String definitions(String... names) {
        return Stream.of(names)
                .map(name -> "{'AttributeName': '" + name + "', 'AttributeType': 'S'}")
                .collect(Collectors.joining(", "));
    }
}
