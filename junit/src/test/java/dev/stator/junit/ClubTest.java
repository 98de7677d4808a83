package dev.stator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.error.ConditionFailedException;
import dev.stator.junit.Club.Member;
import org.junit.jupiter.api.Test;

/** An example in the guide. */
// region club
@StatorTest
class ClubTest {
    @Test
    void nobodyJoinsTwice(Stator db, @TableName("members") Table<Member> members) {
        Club club = new Club(db);
        club.join("ann@x.org");
        assertThatThrownBy(() -> club.join("ann@x.org")).isInstanceOf(ConditionFailedException.class);
        assertThat(members.scan().execute()).containsExactly(new Member("ann@x.org", 0));
    }
}
// endregion
