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
            {'Key': '', 'Value': 'v'} | 1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1
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
