package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.Test;

/** What tables remember beside their keys and capacity: by what items expire, and whether the table can be deleted. */
class TimeToLiveTest {
    private final Calls db = Calls.withTables();

    private static String change(String attribute, boolean enabled) {
        return "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': '" + attribute + "', 'Enabled': "
                + enabled + "}}";
    }

    private String described() {
        return db.ok("DescribeTimeToLive", "{'TableName': 'hash'}");
    }

    @Test
    void theTimeToLiveIsEnabledAndDisabled() {
        assertThat(described()).isEqualTo("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}");
        assertThat(db.ok("UpdateTimeToLive", change("until", true)))
                .isEqualTo("{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'until'}}");
        assertThat(described())
                .isEqualTo("{'TimeToLiveDescription':{'TimeToLiveStatus':'ENABLED','AttributeName':'until'}}");
        db.ok("UpdateTimeToLive", change("until", false));
        assertThat(described()).isEqualTo("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}");
    }

    @Test
    void whatChangesNothingIsRefused() {
        assertThat(db.invalid("UpdateTimeToLive", change("until", false))).isEqualTo("TimeToLive is already disabled");
        db.ok("UpdateTimeToLive", change("until", true));
        assertThat(db.invalid("UpdateTimeToLive", change("until", true))).isEqualTo("TimeToLive is already enabled");
        assertThat(db.invalid("UpdateTimeToLive", change("other", true)))
                .isEqualTo("TimeToLive is active on a different AttributeName: current AttributeName is until");
    }

    @Test
    void otherChangesOfTheTableLeaveItBe() {
        db.ok("UpdateTimeToLive", change("until", true));
        db.ok("UpdateTable", "{'TableName': 'hash', 'DeletionProtectionEnabled': true}");
        assertThat(described()).contains("'ENABLED'");
    }

    @Test
    void aProtectedTableIsNotDeleted() {
        assertThat(db.ok("UpdateTable", "{'TableName': 'hash', 'DeletionProtectionEnabled': true}"))
                .contains("'DeletionProtectionEnabled':true");
        assertThat(db.invalid("DeleteTable", "{'TableName': 'hash'}"))
                .isEqualTo("Resource cannot be deleted as it is currently protected against deletion. Disable deletion"
                        + " protection first.");
        db.ok("UpdateTable", "{'TableName': 'hash', 'DeletionProtectionEnabled': false}");
        db.ok("DeleteTable", "{'TableName': 'hash'}");
    }

    @Test
    void aTableIsProtectedFromItsBeginning() {
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        db.ok(
                "CreateTable",
                Calls.HASH_TABLE.replace("{'TableName'", "{'DeletionProtectionEnabled': true, 'TableName'"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}")).contains("'DeletionProtectionEnabled':true");
        assertThat(db.invalid("DeleteTable", "{'TableName': 'hash'}")).contains("protected");
    }
}
