package dev.stator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.error.StatorException;
import dev.stator.junit.Club.Member;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples in the guide. */
@StatorTest
class ClubFaultTest {
    // region faults
    @Test
    @Faults(throttle = 0.1, leftovers = 0.3, lostReply = 0.1, seed = 42)
    void nobodyIsLostHoweverBadTheNetworkIs(
            Stator db, @TableName("members") Table<Member> members, FaultTransport faults) {
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(new Member("member" + i, i));
        }
        new Club(db).joinAll(all);
        faults.calm();
        assertThat(members.scan().execute()).containsExactlyInAnyOrderElementsOf(all);
    }
    // endregion

    // region next
    @Test
    void aLostReplyLeavesOpenWhetherAnnHasJoined(
            Stator db, @TableName("members") Table<Member> members, FaultTransport faults) {
        faults.next(Fault.LOST_REPLY);
        assertThatThrownBy(() -> new Club(db).join("ann@x.org"))
                .isInstanceOfSatisfying(
                        StatorException.class,
                        e -> assertThat(e.mayHaveApplied()).isTrue());
        assertThat(members.get("ann@x.org").execute()).isPresent();
    }
    // endregion

    // region time
    @Test
    void retriesTakeNoTime(Table<Member> members, FaultTransport faults, ManualClock clock) {
        faults.next(Fault.THROTTLE, Fault.THROTTLE);
        members.put(new Member("ann@x.org", 0)).execute();
        assertThat(clock.waits()).hasSize(2);
        assertThat(clock.instant()).isAfter("2026-01-01T00:00:00Z");
    }
    // endregion

    // region stale
    @Test
    @Faults(staleRead = 1, lagMillis = 2_000)
    void whoHasJustJoinedIsSeenByConsistentReadsOnly(
            Stator db, @TableName("members") Table<Member> members, ManualClock clock) {
        new Club(db).join("ann@x.org");
        assertThat(members.get("ann@x.org").execute()).isEmpty();
        assertThat(members.get("ann@x.org").consistent().execute()).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(members.get("ann@x.org").execute()).isPresent();
    }
    // endregion
}
