package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NothingThereTest {
    private static final String SPACE = "com.amazonaws.dynamodb.v20120810#";

    private final Calls db = Calls.withTables();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ListContributorInsights | {'ContributorInsightsSummaries':[]}
            ListExports | {'ExportSummaries':[]}
            ListImports | {'ImportSummaryList':[]}
            ListGlobalTables | {'GlobalTables':[]}
            DescribeContributorInsights | {'TableName':'hash','ContributorInsightsStatus':'DISABLED'}
            DescribeKinesisStreamingDestination | {'TableName':'hash','KinesisDataStreamDestinations':[]}
            """)
    void whatATableIsAskedForIsThatOfOneWithoutIt(String action, String reply) {
        assertThat(db.ok(action, "{'TableName': 'hash'}")).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DescribeContributorInsights", "DescribeKinesisStreamingDestination", "ListContributorInsights"})
    void aTableThatIsMissingIsNotFound(String action) {
        assertThat(db.refused(SPACE + "ResourceNotFoundException", action, "{'TableName': 'none'}"))
                .isEqualTo("Requested resource not found: Table: none not found");
    }

    @Test
    void anIndexIsLookedFor() {
        assertThat(db.ok("DescribeContributorInsights", "{'TableName': 'range', 'IndexName': 'of-c'}"))
                .isEqualTo("{'TableName':'range','IndexName':'of-c','ContributorInsightsStatus':'DISABLED'}");
        assertThat(db.refused(
                        SPACE + "ResourceNotFoundException",
                        "DescribeContributorInsights",
                        "{'TableName': 'hash', 'IndexName': 'of-c'}"))
                .isEqualTo("Requested resource not found: Index: of-c not found for table: hash");
        assertThat(db.refused(
                        SPACE + "ResourceNotFoundException",
                        "DescribeContributorInsights",
                        "{'TableName': 'range', 'IndexName': 'by-c'}"))
                .as("a local index has none")
                .isEqualTo("Requested resource not found: Index: by-c not found for table: range");
    }

    @Test
    void theCapacityOfNoReplicaIsScaled() {
        assertThat(db.refused(
                        SPACE + "ResourceNotFoundException",
                        "DescribeTableReplicaAutoScaling",
                        "{'TableName': 'hash'}"))
                .isEqualTo("Global table with name: 'hash' does not exist.");
    }

    @ParameterizedTest
    @CsvSource({"Export, export", "Import, import"})
    void anArnOfWhatCannotBeThereIsRead(String kind, String part) {
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash/" + part + "/01489173575360-b308cd7d";
        assertThat(db.refused(
                        SPACE + kind + "NotFoundException", "Describe" + kind, "{'" + kind + "Arn': '" + arn + "'}"))
                .endsWith(arn);
        assertThat(db.invalid("Describe" + kind, "{'" + kind + "Arn': 'hash'}")).isEqualTo("Invalid " + kind + " ARN");
        assertThat(db.invalid("Describe" + kind, "{}")).contains("Member must not be null");
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeGlobalTable, GlobalTableName, GlobalTableNotFoundException",
        "DescribeGlobalTableSettings, GlobalTableName, GlobalTableNotFoundException"
    })
    void whatCannotBeThereIsNotFound(String action, String member, String code) {
        assertThat(db.refused(SPACE + code, action, "{'" + member + "': 'hash'}"))
                .contains("hash");
        assertThat(db.invalid(action, "{}")).contains("Member must not be null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExportTableToPointInTime", "CreateGlobalTable", "EnableKinesisStreamingDestination"})
    void whatWouldMakeSomeIsNotKnown(String action) {
        db.refused("com.amazon.coral.service#UnknownOperationException", action, "{'TableName': 'hash'}");
    }
}
