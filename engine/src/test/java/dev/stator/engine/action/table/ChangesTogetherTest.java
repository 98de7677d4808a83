package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTogetherTest {
    private static final String PROVISIONED = Calls.HASH_TABLE.replace(
            "'BillingMode': 'PAY_PER_REQUEST'",
            "'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}");
    private static final String KMS = "'SSESpecification': {'Enabled': true}";
    private static final String STREAM =
            "'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': 'KEYS_ONLY'}";
    private static final String CAPACITY = "'ProvisionedThroughput': {'ReadCapacityUnits': 2, 'WriteCapacityUnits': 2}";
    private static final String INDEX = "'AttributeDefinitions': [{'AttributeName': 'g', 'AttributeType': 'S'}],"
            + " 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-g', 'Projection': {'ProjectionType':"
            + " 'ALL'}, 'KeySchema': [{'AttributeName': 'g', 'KeyType': 'HASH'}]}}]";

    private final Calls db = new Calls(Engine.inMemory());

    private static String update(String changes) {
        return "{'TableName': 'hash', "
                + changes.replace("KMS", KMS)
                        .replace("CLASS", "'TableClass': 'STANDARD_INFREQUENT_ACCESS'")
                        .replace("PROTECTED", "'DeletionProtectionEnabled': true")
                        .replace("WARM", "'WarmThroughput': {'ReadUnitsPerSecond': 20000}")
                        .replace("LIMIT", "'OnDemandThroughput': {'MaxReadRequestUnits': 5}")
                        .replace("PER_REQUEST", "'BillingMode': 'PAY_PER_REQUEST'")
                        .replace("STREAM", STREAM)
                        .replace("CAPACITY", CAPACITY)
                        .replace("INDEX", INDEX)
                + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            PROTECTED, KMS        | Server-Side Encryption modification must be the only operation in the request
            PROTECTED, CLASS      | TableClass modification must be the only operation in the request
            PROTECTED, WARM       | DeletionProtection modification must be the only operation in the request
            PROTECTED, INDEX      | DeletionProtection modification must be the only operation in the request
            WARM, STREAM          | WarmThroughput must be the only operation in the request
            WARM, INDEX           | Create global secondary index cannot be specified when updating WarmThroughput
            WARM, LIMIT           | OnDemandThroughput can only be combined with BillingMode in an UpdateTable request
            STREAM, LIMIT         | OnDemandThroughput can only be combined with BillingMode in an UpdateTable request
            CAPACITY, STREAM      | You cannot modify stream status while updating table IOPS
            CAPACITY, INDEX       | You cannot create or delete index while updating table IOPS
            STREAM, INDEX         | You cannot create or delete index while changing stream status
            """)
    void mostChangesStandAlone(String changes, String message) {
        db.ok("CreateTable", PROVISIONED);
        assertThat(db.invalid("UpdateTable", update(changes)))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMS", "CLASS", "PROTECTED", "WARM", "STREAM", "CAPACITY"})
    void eachOfThemAloneIsDone(String change) {
        db.ok("CreateTable", PROVISIONED);
        db.ok("UpdateTable", update(change));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PER_REQUEST, LIMIT", "PER_REQUEST, STREAM", "PER_REQUEST, INDEX"})
    void whatIsPaidPerRequestFromNowOnMayChangeMore(String changes) {
        db.ok("CreateTable", PROVISIONED);
        db.ok("UpdateTable", update(changes));
    }

    @Test
    void indexesAreWarmedWithTheirTable() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("UpdateTable", update("INDEX"));
        String warmed = "'GlobalSecondaryIndexUpdates': [{'%s': {'IndexName': 'by-g'%s}}]";
        String index = warmed.formatted("Update", ", 'WarmThroughput': {'WriteUnitsPerSecond': 5000}");
        String alone =
                "One or more parameter values were invalid: WarmThroughput must be the only operation in the request";
        assertThat(db.invalid("UpdateTable", update("WARM, STREAM, " + index))).isEqualTo(alone);
        assertThat(db.invalid("UpdateTable", update("WARM, " + warmed.formatted("Delete", ""))))
                .isEqualTo(alone);
        db.ok("UpdateTable", update("WARM, " + index));
        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}"))
                .contains("'ReadUnitsPerSecond':20000", "'WriteUnitsPerSecond':5000");
    }
}
