package dev.stator;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.TimeToLive;
import dev.stator.codec.Unique;
import dev.stator.testing.ScriptedTransport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What can be got wrong about tables is refused at the call that is wrong, and nothing is sent. */
class TableMisuseTest {
    private final ScriptedTransport service = new ScriptedTransport();
    private final Table<Account> accounts =
            Stator.builder().transport(service).build().table("accounts", Account.class);

    private void refused(ThrowingCallable misuse, String... words) {
        assertThatThrownBy(misuse)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContainingAll(words);
        assertThat(service.requests()).isEmpty();
    }

    private static void fine(ThrowingCallable use) {
        assertThatCode(use).doesNotThrowAnyException();
    }

    @Test
    void aCapacityIsAtLeastOneOfEach() {
        refused(() -> accounts.create().provisioned(0, 5), "0 read", "at least 1");
        refused(() -> accounts.alter().provisioned(5, -1), "-1 write");
        fine(() -> accounts.create().provisioned(1, 1));
    }

    @Test
    void onlyGlobalIndexesOfATableWithCapacityHaveTheirOwn() {
        refused(() -> accounts.create().indexCapacity("owner", 1, 1), "accounts", "on demand", "provisioned(…)");
        refused(() -> accounts.alter().onDemand().indexCapacity("owner", 1, 1), "owner", "provisioned(…)");
        refused(() -> accounts.create().provisioned(1, 1).indexCapacity("status", 1, 1), "accounts", "status", "local");
        refused(() -> accounts.create().provisioned(1, 1).indexCapacity("nothing", 1, 1), "accounts", "nothing");
        fine(() -> accounts.create().provisioned(1, 1).indexCapacity("owner", 1, 1));
        fine(() -> accounts.alter().indexCapacity("owner", 1, 1));
    }

    @Test
    void onlyGlobalIndexesOfTheSchemaAreMadeLaterAndOneAtATime() {
        refused(() -> accounts.alter().createIndex("status"), "accounts", "status", "drop the table");
        refused(() -> accounts.alter().createIndex("nothing"), "accounts", "nothing");
        refused(() -> accounts.alter().createIndex("owner").createIndex("by-status"), "by-status", "one at a time");
        refused(() -> accounts.alter().createIndex("owner").dropIndex("old"), "old", "one at a time");
        fine(() -> accounts.alter().createIndex("owner"));
        fine(() -> accounts.alter().dropIndex("nobody-knows"));
    }

    @Test
    void tagsAndKeysOfEncryptionAreSuchAsTheServiceTakes() {
        refused(() -> accounts.create().tag("", "v"), "accounts", "1 to 128");
        refused(() -> accounts.plan().tag("k".repeat(129), "v"), "accounts", "1 to 128");
        refused(() -> accounts.create().tag("aws:team", "v"), "accounts", "aws:team");
        refused(() -> accounts.create().tags(Map.of("k", "v".repeat(257))), "accounts", "257", "256");
        refused(() -> accounts.create().encryptedWith(" "), "accounts", "encryptedWith", "blank");
        fine(() -> accounts.create().tag("k".repeat(128), "v".repeat(256)).encryptedWith("1234"));
    }

    @Test
    void anAlterationChangesSomething() {
        refused(() -> accounts.alter().execute(), "accounts", "changes nothing");
        refused(() -> accounts.alter().withoutWaiting().execute(), "accounts", "changes nothing");
    }

    @Test
    void itemsExpireByAWholeAttribute() {
        refused(
                () -> accounts.create().timeToLive(attr(Account::address).dot(User.Address::city)),
                "accounts",
                "whole");
        refused(() -> accounts.timeToLive().enable(attr("lines").at(0)), "accounts", "whole");
        refused(() -> accounts.timeToLive().enable(attr(User::email)), "accounts", "email");
        fine(() -> accounts.create().timeToLive(attr(Account::expires)));
        fine(() -> accounts.timeToLive().enable(attr("expires")));
    }

    /** A record whose values would stay taken. */
    record Badge(@PartitionKey String id, @Unique String number, long until) {}

    @Test
    void itemsWithUniqueAttributesDoNotExpire() {
        Table<Badge> badges = accounts.db().table("badges", Badge.class);

        refused(() -> badges.create().timeToLive(attr(Badge::until)), "badges", "timeToLive", "number", "@Unique");
        refused(() -> badges.plan().timeToLive(attr(Badge::until)), "badges", "timeToLive", "number");
        refused(() -> badges.timeToLive().enable(attr(Badge::until)), "badges", "enable", "number");
        fine(() -> badges.create().withoutTimeToLive());
        fine(() -> badges.timeToLive().disable());
    }

    @Test
    void whoDoesNotWaitCannotSetWhatNeedsAnActiveTable() {
        refused(() -> accounts.create().timeToLive(attr(Account::expires)).withoutWaiting(), "accounts", "active");
        refused(() -> accounts.create().withoutWaiting().timeToLive(attr(Account::expires)), "accounts", "active");
        fine(() -> accounts.create().withoutTimeToLive().withoutWaiting());
    }

    @Test
    void looksAreSomeTimeApart() {
        refused(() -> accounts.create().checkingEvery(Duration.ZERO), "checkingEvery", "positive");
        refused(() -> accounts.drop().checkingEvery(Duration.ofSeconds(-1)), "checkingEvery", "positive");
        refused(() -> accounts.describe().checkingEvery(Duration.ZERO), "checkingEvery", "positive");
        fine(() -> accounts.drop().checkingEvery(Duration.ofMillis(1)));
    }

    @Test
    void requestsAreValues() {
        CreateTable plain = accounts.create();
        CreateTable tagged = plain.tag("a", "b").deletionProtection(true);
        assertThat(plain.settings.tags()).isEmpty();
        assertThat(plain.settings.deletionProtected()).isEmpty();
        assertThat(tagged.settings.deletionProtected()).isEqualTo(Optional.of(true));
    }

    @Test
    void aPlanWaitsForItsSteps() {
        refused(() -> accounts.plan().withoutWaiting(), "accounts", "waits");
        fine(() -> accounts.plan().checkingEvery(Duration.ofSeconds(10)));
    }

    @Test
    void whatExpiresMustBeSaidSomewhere() {
        refused(() -> accounts.timeToLive().enable(), "accounts", "@TimeToLive");
        Table<Expiring> expiring = accounts.db().table("expiring", Expiring.class);
        refused(() -> expiring.create().withoutWaiting(), "expiring", "withoutTimeToLive");
        fine(() -> expiring.timeToLive().enable());
        fine(() -> expiring.create().withoutTimeToLive().withoutWaiting());
    }

    @Test
    void pollsAreSomeTimeApart() {
        refused(() -> accounts.stream().every(Duration.ZERO), "every", "accounts", "positive");
        fine(() -> accounts.stream().every(Duration.ofMillis(1)));
    }

    record Expiring(@PartitionKey String id, @TimeToLive long until) {}

    @Test
    void scalingHasBoundsAShareAndPauses() {
        refused(() -> accounts.autoScaling().between(0, 5), "accounts", "between(0, 5)", "1 or more");
        refused(() -> accounts.autoScaling().between(6, 5), "between(6, 5)");
        refused(() -> accounts.autoScaling().using(19), "accounts", "20 to 90");
        refused(() -> accounts.autoScaling().using(Double.NaN), "NaN");
        refused(() -> accounts.autoScaling().pausing(Duration.ofSeconds(-1), Duration.ZERO), "accounts", "negative");
        fine(() -> accounts.autoScaling().between(1, 1).using(90).pausing(Duration.ZERO, Duration.ofMinutes(5)));
    }
}
