package dev.stator.engine.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Descriptions as this version and those before it have kept them. */
class StoredTableTest {
    /** A description as the version kept it that had the first recovery, with what stands in it of that. */
    private static Table read(String recovery) {
        return StoredTable.read("""
                {"TableName":"tab","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST",
                 "TableId":"id","CreatedMillis":1000,"PerRequestMillis":1000,"TimeToLive":"ttl",%s"CapacityChanges":{}}""".formatted(recovery).getBytes(UTF_8));
    }

    @Test
    void recoveryThatKeptNothingOfThePastIsOff() {
        Table table = read("\"RecoveryDays\":35,");

        assertThat(table.options().recovery()).isNull();
        assertThat(table.options().timeToLive()).isEqualTo("ttl");
    }

    @Test
    void recoveryThatKnowsWhenItBeganIsOn() {
        assertThat(read("\"RecoveryDays\":7,\"RecoverySinceMillis\":2000,")
                        .options()
                        .recovery())
                .isEqualTo(new Recovery(7, 2_000));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Table table = read("\"RecoveryDays\":7,\"RecoverySinceMillis\":2000,");
        Table full = table.with(table.options()
                .withDeletionProtection(true)
                .withTableClass(new TableClass("STANDARD_INFREQUENT_ACCESS", 3))
                .withEncryption(new Encryption("arn", true))
                .withPolicy(new Policy("{}", 4)));

        assertThat(StoredTable.read(StoredTable.write(full))).isEqualTo(full);
    }
}
