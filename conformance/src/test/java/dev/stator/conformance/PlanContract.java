package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stator.Table;
import dev.stator.TablePlan;
import dev.stator.codec.Attribute;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Projected;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.stream.IntStream;

/** Plans: the difference between what is declared of a table and what there is, shown and then applied. */
class PlanContract {
    private static final TableSchema<Item> PLAIN = TableSchema.items(KeyAttribute.string("id"));
    private static final IndexSchema BY_OWNER = IndexSchema.global("by-owner", KeyAttribute.string("owner"));
    private static final IndexSchema BY_PLACE = IndexSchema.global("by-place", KeyAttribute.string("place"));

    private static Table<Item> as(Subject subject, Table<?> table, TableSchema<Item> schema) {
        return subject.db().table(table.name(), schema);
    }

    @Contract
    void aMissingTableIsCreatedAndThenUpToDate(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);

        TablePlan plan = subject.run(tickets.plan().provisioned(5, 4).timeToLive(attr(Ticket::until)));
        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.steps().get(0)).startsWith("create the table, key id (S), index by-owner, index by-place");
        assertThat(plan.isUpToDate()).isFalse();
        assertThat(subject.run(tickets.exists())).isFalse();

        TableDescription made = subject.run(plan.apply());

        assertThat(made.options().billing()).isEqualTo("PROVISIONED");
        TablePlan again = subject.run(tickets.plan().provisioned(5, 4).timeToLive(attr(Ticket::until)));
        assertThat(again).hasToString("Plan for table " + tickets.name() + ": up to date\n");
        assertThat(again.isUpToDate()).isTrue();
        assertThat(subject.run(again.apply())).isEqualTo(made);
    }

    @Contract
    void everythingThatCanChangeIsShownAndThenChanged(Subject subject) {
        Table<Item> before = subject.fresh(PLAIN.withIndex(BY_OWNER));
        subject.run(before.put(Item.of("id", "1", "place", "A1")));
        Table<Item> declared = as(subject, before, PLAIN.withIndex(BY_PLACE.keysOnly()));
        var request = declared.plan()
                .provisioned(5, 4)
                .indexCapacity("by-place", 2, 3)
                .deletionProtection(true)
                .timeToLive(attr("until"));

        TablePlan careful = subject.run(request);
        assertThat(careful.kept()).hasSize(1);
        assertThat(careful.kept().get(0)).startsWith("index by-owner").contains("droppingIndexes()");

        TablePlan plan = subject.run(request.droppingIndexes());
        assertThat(plan.steps())
                .containsExactly(
                        "drop index by-owner (global, key owner (S), holds ALL)",
                        "provision 5 read and 4 write units",
                        "create index by-place (global, key place (S), holds KEYS_ONLY)",
                        "protect the table from deletion",
                        "let items expire by until");
        assertThat(plan.toString()).contains("1. drop index by-owner", "5. let items expire");
        assertThat(subject.run(before.describe()).index("by-owner")).isPresent();

        TableDescription after = subject.run(plan.apply());

        assertThat(after.index("by-owner")).isEmpty();
        assertThat(after.index("by-place")
                        .orElseThrow()
                        .capacity()
                        .orElseThrow()
                        .readUnits())
                .isEqualTo(2);
        assertThat(after.options().deletionProtected()).isTrue();
        assertThat(subject.run(declared.index("by-place").query("A1"))).hasSize(1);
        assertThat(subject.run(request.droppingIndexes()).isUpToDate()).isTrue();
        subject.run(plan.apply());

        TablePlan back =
                subject.run(declared.plan().onDemand().deletionProtection(false).withoutTimeToLive());
        assertThat(back.steps())
                .containsExactly(
                        "pay on demand",
                        "no longer protect the table from deletion",
                        "let no items expire any more by until");
        subject.run(back.apply());
        assertThat(subject.run(declared.describe()).options().billing()).isEqualTo("PAY_PER_REQUEST");
    }

    @Contract
    void whatTheServiceCannotChangeIsRefusedWithReasons(Subject subject) {
        Table<Item> before = subject.fresh(PLAIN.withIndex(BY_OWNER));
        Table<Item> other = as(
                subject,
                before,
                TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("at"))
                        .withIndex(BY_OWNER.keysOnly())
                        .withIndex(IndexSchema.local("local", KeyAttribute.string("id"), KeyAttribute.string("x"))));

        TablePlan plan = subject.run(other.plan());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals()).hasSize(3);
        assertThat(plan.refusals().get(0)).contains("the key is id (S)", "needs id (S), at (N)", "another table");
        assertThat(plan.refusals().get(1)).contains("by-owner", "holds ALL", "KEYS_ONLY", "droppingIndexes()");
        assertThat(plan.refusals().get(2)).contains("local", "together with its table");
        assertThatIllegalStateException().isThrownBy(plan::apply).withMessageContaining("the key is id (S)");
    }

    @Contract
    void aLocalIndexThatIsDeclaredOtherwiseIsRefusedAndOneThatIsNotDeclaredIsKept(Subject subject) {
        TableSchema<Item> sorted = TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("at"));
        IndexSchema local = IndexSchema.local("local", KeyAttribute.string("id"), KeyAttribute.string("x"));
        Table<Item> before = subject.fresh(sorted.withIndex(local));

        TablePlan otherwise = subject.run(
                as(subject, before, sorted.withIndex(local.keysOnly())).plan().droppingIndexes());
        assertThat(otherwise.refusals())
                .singleElement()
                .asString()
                .contains("local (local, key id (S), x (S), holds ALL)", "KEYS_ONLY", "cannot change a local index");
        TablePlan without = subject.run(as(subject, before, sorted).plan().droppingIndexes());
        assertThat(without.isUpToDate()).isTrue();
        assertThat(without.kept()).singleElement().asString().contains("cannot take a local index away");
        assertThat(subject.run(before.plan()).kept()).isEmpty();
    }

    @Contract
    void capacityOfAnIndexIsRefusedForATableOnDemand(Subject subject) {
        Table<Item> table = subject.fresh(PLAIN.withIndex(BY_OWNER));

        assertThat(subject.run(table.plan().indexCapacity("by-owner", 2, 3)).refusals())
                .singleElement()
                .asString()
                .contains("by-owner", "on demand", "provisioned(…)");
        TablePlan plan = subject.run(table.plan().provisioned(5, 4).indexCapacity("by-owner", 2, 3));
        assertThat(plan.steps()).singleElement().asString().contains("2 read and 3 write units for index by-owner");
        subject.run(plan.apply());
        assertThat(subject.run(table.plan().indexCapacity("by-owner", 2, 3)).isUpToDate())
                .isTrue();
    }

    record Aliased(
            @PartitionKey @Attribute("e") String email,
            @SortKey @Attribute("n") long number,
            @IndexPartitionKey("by-user") @Attribute("u") String user,
            @Projected("by-user") @Attribute("p") String price) {}

    /** Keys, projections and expiry alike. */
    @Contract
    void aPlanSpeaksOfAttributesAsTheyAreStored(Subject subject) {
        Table<Aliased> table = subject.missing(Aliased.class);
        assertThat(subject.run(table.plan().timeToLive(attr(Aliased::number))).steps())
                .singleElement()
                .asString()
                .contains("key e (S), n (N)", "index by-user", "expire by n");
        subject.run(table.create());
        assertThat(subject.run(table.plan()).isUpToDate()).isTrue();

        TablePlan plan = subject.run(as(subject, table, PLAIN).plan().droppingIndexes());

        assertThat(plan.steps()).containsExactly("drop index by-user (global, key u (S), holds INCLUDE p)");
        assertThat(plan.refusals()).singleElement().asString().contains("the key is e (S), n (N)", "needs id (S)");
    }

    @Contract
    void anIndexThatIsDeclaredOtherwiseIsMadeAgainWhenToldSo(Subject subject) {
        Table<Item> before = subject.fresh(PLAIN.withIndex(BY_OWNER));
        Table<Item> declared = as(subject, before, PLAIN.withIndex(BY_OWNER.including("price")));

        TablePlan plan = subject.run(declared.plan().droppingIndexes());

        assertThat(plan.steps())
                .containsExactly(
                        "drop index by-owner (global, key owner (S), holds ALL)",
                        "create index by-owner (global, key owner (S), holds INCLUDE price)");
        assertThat(subject.run(plan.apply()).index("by-owner").orElseThrow().projected())
                .containsExactly("price");
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void keysOfSeveralAttributesAreComparedInTheirOrder(Subject subject) {
        KeyAttribute owner = KeyAttribute.string("owner");
        KeyAttribute place = KeyAttribute.string("place");
        List<KeyAttribute> sorted = List.of(KeyAttribute.number("row"), KeyAttribute.number("seat"));
        TableSchema<Item> both = PLAIN.withIndex(IndexSchema.global("by-both", List.of(owner, place), sorted));
        Table<Item> before = subject.fresh(both);
        assertThat(subject.run(before.plan()).isUpToDate()).isTrue();

        Table<Item> turned =
                as(subject, before, PLAIN.withIndex(IndexSchema.global("by-both", List.of(place, owner), sorted)));
        assertThat(subject.run(turned.plan()).refusals())
                .singleElement()
                .asString()
                .contains("owner (S) + place (S), row (N) + seat (N)", "place (S) + owner (S), row (N) + seat (N)");
        TablePlan plan = subject.run(turned.plan().droppingIndexes());
        assertThat(plan.steps()).hasSize(2);
        subject.run(plan.apply());

        assertThat(subject.run(turned.plan()).isUpToDate()).isTrue();
        subject.run(turned.put(
                Item.of("id", "1", "owner", "o", "place", "p").with("row", 1).with("seat", 2)));
        assertThat(subject.run(turned.index("by-both").query("p", "o"))).hasSize(1);
    }

    @Contract
    void anAttributeWithTwoTypesInKeysIsRefused(Subject subject) {
        Table<Item> before = subject.fresh(PLAIN.withIndex(BY_OWNER));
        Table<Item> other =
                as(subject, before, PLAIN.withIndex(IndexSchema.global("by-number", KeyAttribute.number("owner"))));

        assertThat(subject.run(other.plan()).refusals())
                .singleElement()
                .asString()
                .contains("by-number", "owner (N)", "owner (S)", "one type");
        assertThat(subject.run(other.plan().droppingIndexes()).refusals()).isEmpty();
    }

    @Contract
    void moreThanATableCanHaveIsRefusedBeforeItIsAsked(Subject subject) {
        TableSchema<Item> tooMuch = TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("at"));
        for (int i = 0; i < 6; i++) {
            IndexSchema local =
                    IndexSchema.local("local" + i, KeyAttribute.string("id"), KeyAttribute.string("sort" + i));
            tooMuch = tooMuch.withIndex(local.including(
                    IntStream.range(0, 17).mapToObj(n -> "x" + n).toArray(String[]::new)));
        }
        Table<Item> missing = subject.missing(tooMuch);

        TablePlan plan = subject.run(missing.plan());

        assertThat(plan.refusals()).hasSize(2);
        assertThat(plan.refusals().get(0)).contains("6 local indexes", "at most 5");
        assertThat(plan.refusals().get(1)).contains("102 attributes", "at most 100");
        assertThatIllegalStateException().isThrownBy(plan::apply).withMessageContaining("6 local indexes");
        assertThat(subject.run(missing.exists())).isFalse();
    }

    @Contract
    void aPlanThatTheTableHasOutrunIsNotApplied(Subject subject) {
        Table<Item> before = subject.fresh(PLAIN);
        Table<Item> declared = as(subject, before, PLAIN.withIndex(BY_OWNER));
        TablePlan plan = subject.run(declared.plan().deletionProtection(true));
        subject.run(before.drop());

        assertThat(subject.failure(StatorException.class, plan.apply()))
                .hasMessageContaining(before.name())
                .hasMessageContaining("plan again");
        assertThat(subject.run(before.exists())).isFalse();
    }
}
