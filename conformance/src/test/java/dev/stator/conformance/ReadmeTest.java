package dev.stator.conformance;

import static dev.stator.expression.KeyCondition.between;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Page;
import dev.stator.Query;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.engine.Engine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the README shows. */
class ReadmeTest {
    // region record
    record User(
            @PartitionKey String email,
            @SortKey Instant joined,
            @IndexPartitionKey("by-name") String name,
            int points,
            Set<String> tags,
            Optional<Address> address) {}

    record Address(String city, String street) {}
    // endregion

    record Order(@PartitionKey String id, boolean open) {}

    @Test
    void theExampleDoesWhatItSays() {
        Instant t0 = Instant.parse("2026-01-01T00:00:00Z");
        Instant t1 = Instant.parse("2026-12-31T00:00:00Z");
        Instant joined = Instant.parse("2026-06-01T12:00:00Z");
        User ann = new User("ann@x.org", joined, "Ann", 4, Set.of("new"), Optional.of(new Address("Paris", "Rue 1")));
        User bob = new User("bob@x.org", joined, "Bob", 0, Set.of(), Optional.empty());
        List<User> manyUsers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            manyUsers.add(new User("u" + i, joined, "Ann", i, Set.of(), Optional.empty()));
        }
        Order order = new Order("o1", true);

        // region use
        try (Stator db = Engine.inMemory().connect()) { // or Stator.create(), or Stator.builder()…build()
            Table<User> users = db.table("users", User.class);
            Table<Order> orders = db.table("orders", Order.class);
            users.create().execute();
            orders.create().execute();

            users.put(ann).onlyIf(attr(User::email).notExists()).execute();
            Optional<User> found = users.get("ann@x.org", joined).execute();

            User after = users.update("ann@x.org", joined)
                    .add(User::points, 5)
                    .set(User::name, "Ann B.")
                    .onlyIf(attr(User::points).lt(100))
                    .returningNew()
                    .execute();

            Query<User> recent =
                    users.query("ann@x.org").sortKey(between(t0, t1)).newestFirst();
            for (User user : recent.where(attr(User::address).dot(Address::city).eq("Paris"))) {
                System.out.println(user.name());
            }

            users.putAll(manyUsers).execute(); // 25 at a time; leftovers are sent again, or it says what is left

            Query<User> anns = users.index("by-name").query("Ann").limit(20);
            Page<User> first = anns.page().execute();
            Page<User> second = anns.after(first.cursor().orElseThrow()).page().execute();

            orders.put(order).execute();
            db.transact(
                            users.put(bob),
                            users.delete("u1", joined),
                            orders.check("o1").onlyIf(attr(Order::open).eq(true)))
                    .execute();

            CompletableFuture<Optional<User>> later =
                    users.get("bob@x.org", joined).executeAsync();
            // hide
            assertThat(found).contains(ann);
            assertThat(after.points()).isEqualTo(9);
            assertThat(after.name()).isEqualTo("Ann B.");
            assertThat(recent.execute()).containsExactly(after);
            assertThat(first.items()).hasSize(20).doesNotContainAnyElementsOf(second.items());
            assertThat(second.items()).hasSize(20);
            assertThat(later.join()).contains(bob);
            assertThat(users.get("u1", joined).execute()).isEmpty();
            // show
        }
        // endregion
    }

    @Test
    void elsewhereOnlyTheEndpointDiffers() {
        // region aws
        Stator aws = Stator.builder().region("eu-central-1").build(); // credentials from the environment
        // endregion
        aws.close();

        // region elsewhere
        Stator db = Stator.builder()
                .region("any")
                .endpoint("http://localhost:8000")
                .credentials("id", "secret")
                .build();
        // endregion
        db.close();
    }
}
