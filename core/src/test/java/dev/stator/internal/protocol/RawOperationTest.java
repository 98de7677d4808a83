package dev.stator.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.internal.protocol.Operation.Effect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawOperationTest {
    @ParameterizedTest
    @CsvSource({
        "GetItem, READ",
        "BatchGetItem, READ",
        "TransactGetItems, READ",
        "Query, READ",
        "Scan, READ",
        "DescribeTimeToLive, READ",
        "ListBackups, READ",
        "PutItem, WRITE",
        "BatchWriteItem, WRITE",
        "UpdateTimeToLive, WRITE",
        "ExecuteStatement, WRITE"
    })
    void onlyActionsThatReadByTheirNameMayBeRepeatedBlindly(String action, Effect effect) {
        assertThat(new RawOperation(action, "{}").effect()).isEqualTo(effect);
    }
}
