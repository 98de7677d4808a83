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
            DescribeTableReplicaAutoScaling | {'TableAutoScalingDescription':{'TableName':'hash','TableStatus':'ACTIVE','Replicas':[]}}
            """)
    void whatATableIsAskedForIsThatOfOneWithoutIt(String action, String reply) {
        assertThat(db.ok(action, "{'TableName': 'hash'}")).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeContributorInsights",
                "DescribeKinesisStreamingDestination",
                "DescribeTableReplicaAutoScaling"
            })
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
                .contains("of-c");
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeExport, ExportArn, ExportNotFoundException",
        "DescribeImport, ImportArn, ImportNotFoundException",
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
