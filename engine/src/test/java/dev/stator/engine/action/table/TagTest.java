package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";

    private final Calls db = Calls.withTables();

    private String tags() {
        return db.ok("ListTagsOfResource", "{'ResourceArn': '" + ARN + "'}");
    }

    private String tag(String tags) {
        return db.ok("TagResource", "{'ResourceArn': '" + ARN + "', 'Tags': [" + tags + "]}");
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{'Key': '" + i + "', 'Value': 'v'}")
                .collect(Collectors.joining(", "));
    }

    @Test
    void tagsAreSetReplacedAndRemovedByKey() {
        assertThat(tags()).isEqualTo("{'Tags':[]}");
        tag("{'Key': 'team', 'Value': 'red'}, {'Key': 'cost', 'Value': ''}");
        tag("{'Key': 'team', 'Value': 'blue'}");
        assertThat(tags()).isEqualTo("{'Tags':[{'Key':'cost','Value':''},{'Key':'team','Value':'blue'}]}");
        db.ok("UntagResource", "{'ResourceArn': '" + ARN + "', 'TagKeys': ['cost', 'none']}");
        assertThat(tags()).isEqualTo("{'Tags':[{'Key':'team','Value':'blue'}]}");
    }

    @Test
    void tagsGoWithTheirTable() {
        tag("{'Key': 'team', 'Value': 'red'}");
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        db.ok(
                "CreateTable",
                Calls.HASH_TABLE.replace("{'TableName'", "{'Tags': [{'Key': 'k', 'Value': 'v'}], 'TableName'"));
        assertThat(tags()).isEqualTo("{'Tags':[{'Key':'k','Value':'v'}]}");
    }

    @Test
    void whatIsNoArnOfATableIsRefusedInTheServicesOrder() {
        assertThat(db.invalid("TagResource", "{}")).isEqualTo("Invalid TableArn");
        assertThat(db.refused(
                        "com.amazon.coral.service#AccessDeniedException", "UntagResource", "{'ResourceArn': 'a:b'}"))
                .isEqualTo("User: arn:aws:iam::000000000000:user/stator is not authorized to perform:"
                        + " dynamodb:UntagResource on resource: a:b");
        assertThat(db.invalid("TagResource", "{'ResourceArn': 'a:b:c:d:e:f/g'}"))
                .isEqualTo("1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must"
                        + " not be null");
        assertThat(db.invalid("UntagResource", "{'ResourceArn': 'a:b:c:d:e:f/g', 'TagKeys': []}"))
                .isEqualTo("Invalid TableArn: Invalid ResourceArn provided as input a:b:c:d:e:f/g");
        assertThat(db.invalid("UntagResource", "{'ResourceArn': '" + ARN + "', 'TagKeys': []}"))
                .isEqualTo("Atleast one Tag Key needs to be provided as Input.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'Key': 'hi!', 'Value': 'v'} | The Tag Key provided is invalid, Key: hi!
            {'Key': 'k', 'Value': 'd%g'} | The Tag Value provided is invalid, Value: d%g
            {'Key': 'k'} | The Tag Value provided is invalid, Value: null
            {'Key': 'aws:k', 'Value': 'v'} | Tag Key cannot be prefixed with aws:, Key: aws:k
            {'Key': 'k', 'Value': 'v'}, {'Key': 'k', 'Value': 'w'} | Duplicate Tag Keys provided as input: Duplicate Tag Key found k
            {'Key': '', 'Value': 'v'} | ^The Tag Key provided is invalid, Key: ^
            {'Value': 'v'} | The Tag Key provided is invalid, Key: null
            {} | The Tag Key provided is invalid, Key: null
            {'Key': 'AWS:k', 'Value': 'v'} | Tag Key cannot be prefixed with aws:, Key: AWS:k
            """)
    void tagsThatNoTableCanHaveAreRefused(String tags, String message) {
        assertThat(db.invalid("TagResource", "{'ResourceArn': '" + ARN + "', 'Tags': [" + tags + "]}"))
                .isEqualTo(message);
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        assertThat(db.invalid(
                        "CreateTable",
                        Calls.HASH_TABLE.replace("{'TableName'", "{'Tags': [" + tags + "], 'TableName'")))
                .isEqualTo(message);
        db.ok("CreateTable", Calls.HASH_TABLE);
        assertThat(tags()).isEqualTo("{'Tags':[]}");
    }

    @Test
    void aTagHasUpTo128CharactersAndItsValueUpTo256() {
        String key = "k".repeat(128);
        String value = "v".repeat(256);
        tag("{'Key': '" + key + "', 'Value': '" + value + "'}");
        assertThat(db.invalid(
                        "TagResource",
                        "{'ResourceArn': '" + ARN + "', 'Tags': [{'Key': '" + key + "k', 'Value': ''}]}"))
                .isEqualTo("The Tag Key provided is invalid, Key: " + key + "k");
        assertThat(db.invalid(
                        "TagResource",
                        "{'ResourceArn': '" + ARN + "', 'Tags': [{'Key': 'k', 'Value': '" + value + "v'}]}"))
                .isEqualTo("The Tag Value provided is invalid, Value: " + value + "v");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            '' | ^The Tag Key provided is invalid, Key: ^
            'Aws:k' | Tag Key cannot be prefixed with aws:, Key: Aws:k
            """)
    void keysThatNoTagHasAreNotRemoved(String keys, String message) {
        assertThat(db.invalid("UntagResource", "{'ResourceArn': '" + ARN + "', 'TagKeys': [" + keys + "]}"))
                .isEqualTo(message);
    }

    @Test
    void upTo50TagsAreRemovedAtATime() {
        String keys = IntStream.range(0, 50).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        db.ok("UntagResource", "{'ResourceArn': '" + ARN + "', 'TagKeys': [" + keys + "]}");
        assertThat(db.invalid("UntagResource", "{'ResourceArn': '" + ARN + "', 'TagKeys': [" + keys + ", 'x']}"))
                .isEqualTo("Number of Tags exceed the current limit for the provided ResourceArn");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            arn:aws:s3:us-east-1:000000000000:table/hash | One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: %s
            arn:aws:dynamodb:us-east-1:000000000000:table/hash/backup/01489173575360-b308cd7d | One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: %s
            arn:aws:dynamodb:us-east-1:000000000000:table/hash/index/i | One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: %s
            arn:aws:dynamodb:eu-west-1:000000000000:table/hash | Invalid TableArn: Invalid ResourceArn provided as input %s
            """)
    void onlyTablesOfThisRegionHaveTags(String arn, String message) {
        assertThat(db.invalid("ListTagsOfResource", "{'ResourceArn': '" + arn + "'}"))
                .isEqualTo(message.formatted(arn));
        assertThat(db.invalid("TagResource", "{'ResourceArn': '" + arn + "', 'Tags': [{'Key': 'k', 'Value': 'v'}]}"))
                .isEqualTo(message.formatted(arn));
    }

    @Test
    void theTagsOfAnotherAccountAreDenied() {
        assertThat(db.refused(
                        "com.amazon.coral.service#AccessDeniedException",
                        "ListTagsOfResource",
                        "{'ResourceArn': '" + ARN.replace("000000000000", "123456789012") + "'}"))
                .isEqualTo("Access is denied");
    }

    @Test
    void tagsHaveLettersNumbersSpacesAndAFewSigns() {
        assertThat(tag("{'Key': 'é_.:/=+-@ 1', 'Value': 'Я_.:/=+-@ 1'}")).isEmpty();
        assertThat(tags()).isEqualTo("{'Tags':[{'Key':'é_.:/=+-@ 1','Value':'Я_.:/=+-@ 1'}]}");
    }

    @Test
    void aTableHasUpTo50Tags() {
        tag(numbered(0, 30));
        tag(numbered(20, 50));
        assertThat(db.invalid("TagResource", "{'ResourceArn': '" + ARN + "', 'Tags': [" + numbered(50, 51) + "]}"))
                .isEqualTo("Number of Tags exceed the current limit for the provided ResourceArn");
        assertThat(db.invalid(
                        "CreateTable",
                        Calls.HASH_TABLE
                                .replace("'hash'", "'other'")
                                .replace("{'TableName'", "{'Tags': [" + numbered(0, 51) + "], 'TableName'")))
                .isEqualTo("Number of Tags exceed the current limit for the provided ResourceArn");
        assertThat(db.ok("ListTables", "{}")).doesNotContain("other");
        tag(numbered(0, 50));
    }

    @Test
    void aMissingTableIsNotFound() {
        String missing = ARN.replace("hash", "none");
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "ListTagsOfResource",
                        "{'ResourceArn': '" + missing + "'}"))
                .isEqualTo("Requested resource not found: ResourcArn: " + missing + " not found");
    }

    @Test
    void theTimeToLiveOfAMissingTableIsNotFound() {
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "DescribeTimeToLive",
                        "{'TableName': 'none'}"))
                .isEqualTo("Requested resource not found: Table: none not found");
    }

    @Test
    void limitsAreThoseOfANewAccount() {
        assertThat(db.ok("DescribeLimits", "{}"))
                .isEqualTo("{'AccountMaxReadCapacityUnits':80000,'TableMaxReadCapacityUnits':40000,"
                        + "'AccountMaxWriteCapacityUnits':80000,'TableMaxWriteCapacityUnits':40000}");
    }
}
