package dev.stator.junit;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import java.util.List;

/** The program that the tests of the guide are about. */
// region program
final class Club {
    record Member(@PartitionKey String email, int points) {}

    private final Table<Member> members;

    Club(Stator db) {
        this.members = db.table("members", Member.class);
    }

    void join(String email) {
        members.create(new Member(email, 0)).execute();
    }

    void joinAll(List<Member> all) {
        members.putAll(all).execute();
    }
}
// endregion
