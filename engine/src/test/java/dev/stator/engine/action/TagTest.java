package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.Test;

class TagTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";

    private final Calls db = Calls.withTables();

    private String tags() {
        return db.ok("ListTagsOfResource", "{'ResourceArn': '" + ARN + "'}");
    }

    private void tag(String tags) {
        db.ok("TagResource", "{'ResourceArn': '" + ARN + "', 'Tags': [" + tags + "]}");
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
