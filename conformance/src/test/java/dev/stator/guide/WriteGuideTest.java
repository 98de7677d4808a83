package dev.stator.guide;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Deleted;
import dev.stator.Outcome;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StatorException;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about writing. */
class WriteGuideTest {
    record User(
            @PartitionKey String id,
            String name,
            int points,
            Set<String> tags,
            List<String> history,
            Optional<String> note) {}

    private final Stator db = Engine.inMemory().connect();
    private final Table<User> users = db.table("users", User.class);
    private final User ann = new User("ann", "Ann", 1, Set.of(), List.of(), Optional.of("hello"));

    @BeforeEach
    void create() {
        users.create().execute();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void whole() {
        // region whole
        users.put(ann).execute(); // whatever is in its place
        users.create(new User("bob", "Bob", 0, Set.of(), List.of(), Optional.empty()))
                .execute(); // nothing may be
        users.replace(ann).execute(); // something must be
        users.upsert(ann).keeping(attr(User::points)).execute(); // creates, or sets all but the points
        Optional<User> old = users.delete("bob").returningOld().execute();
        // endregion
        assertThat(old).isPresent();
        assertThat(users.get("ann").execute()).contains(ann);
    }

    // region part
    record Renamed(String name, Optional<String> note) {}
    // endregion

    @Test
    void parts() {
        users.put(ann).execute();
        // region update
        User now = users.update("ann")
                .ifExists() // an update creates what is missing, unless told not to
                .set(User::name, "Ann B.")
                .add(User::points, 5)
                .add(User::tags, Set.of("new"))
                .append(User::history, List.of("renamed"))
                .setIfAbsent(User::note, "first")
                .onlyIf(attr(User::points).lt(100))
                .returningNew()
                .execute();

        users.update("ann").set(attr(User::points), attr(User::points).minus(2)).execute();
        users.update("ann").remove(User::note).execute();
        users.update("ann").setAll(new Renamed("Anna", Optional.of("again"))).execute();
        // endregion
        assertThat(now).isEqualTo(new User("ann", "Ann B.", 6, Set.of("new"), List.of("renamed"), ann.note()));
        assertThat(users.get("ann").execute())
                .contains(new User("ann", "Anna", 4, Set.of("new"), List.of("renamed"), Optional.of("again")));
    }

    @Test
    void conditions() {
        users.put(ann).execute();
        // region refused
        try {
            users.create(ann).execute();
        } catch (ConditionFailedException e) {
            System.out.println("there is " + e.existing().orElseThrow());
        }

        Outcome<User, User> outcome = users.create(ann).attempt().execute();
        if (outcome instanceof Outcome.Refused<User, User> refused) {
            System.out.println("there is " + refused.existing().orElseThrow());
        }
        // endregion
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void many() {
        users.put(ann).execute();
        // region many
        users.putAll(List.of(ann)).execute(); // any number
        List<Deleted<User>> deleted = users.deleteAll(List.of("ann", "bob")).execute(); // with what was there
        // endregion
        assertThat(deleted.get(0).old()).contains(ann);
        assertThat(deleted.get(1).old()).isEmpty();
    }

    @Test
    void failures() {
        // region failed
        try {
            users.put(ann).execute();
        } catch (StatorException e) {
            if (e.mayHaveApplied()) {
                // the reply was lost: the item may be stored, or not
            }
        }
        // endregion
        assertThat(users.get("ann").execute()).contains(ann);
        assertThat(users.schema().keyOf(ann)).isEqualTo(Item.of("id", "ann"));
    }
}
