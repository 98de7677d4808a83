package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.IndexProjection;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Capacity;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;

class UpdateTableContract {
    private static final TableSchema<Item> PLAIN = TableSchema.items(KeyAttribute.string("id"));
    private static final TableSchema<Item> INDEXED = PLAIN.withIndex(
            IndexSchema.global("by-owner", KeyAttribute.string("owner")).including("price"));

    @Contract
    void capacityAndBillingChange(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        TableDescription created =
                subject.run(tickets.create().provisioned(5, 4).indexCapacity("by-owner", 3, 2));
        assertThat(created.options().billing()).isEqualTo("PROVISIONED");
        assertThat(created.index("by-place").orElseThrow().capacity()).contains(new Capacity(5, 4));

        TableDescription more = subject.run(tickets.alter().provisioned(6, 4).indexCapacity("by-owner", 7, 8));

        assertThat(more.options().capacity()).contains(new Capacity(6, 4));
        assertThat(more.index("by-owner").orElseThrow().capacity()).contains(new Capacity(7, 8));
        assertThat(more.index("by-place").orElseThrow().capacity()).contains(new Capacity(5, 4));

        TableDescription onDemand = subject.run(tickets.alter().onDemand());

        assertThat(onDemand.options().billing()).isEqualTo("PAY_PER_REQUEST");
        assertThat(onDemand.options().capacity()).isEmpty();
        assertThat(onDemand.index("by-owner").orElseThrow().capacity()).isEmpty();
    }

    @Contract
    void anIndexThatIsMadeLaterHoldsTheItemsOfBefore(Subject subject) {
        Table<Item> plain = subject.fresh(PLAIN);
        subject.run(plain.put(Item.of("id", "1", "owner", "ann").with("price", 5)));
        Table<Item> indexed = subject.db().table(plain.name(), INDEXED);

        TableDescription described = subject.run(indexed.alter().createIndex("by-owner"));

        assertThat(described.isSettled()).isTrue();
        assertThat(described.index("by-owner").orElseThrow().projected()).containsExactly("price");
        assertThat(subject.run(indexed.index("by-owner").query("ann"))).hasSize(1);
        assertThat(TableSchema.describedBy(described).index("by-owner").projection())
                .isEqualTo(INDEXED.index("by-owner").projection());

        TableDescription without = subject.run(indexed.alter().dropIndex("by-owner"));

        assertThat(without.indexes()).isEmpty();
        subject.failure(InvalidRequestException.class, indexed.index("by-owner").query("ann"));
    }

    @Contract
    void indexesHoldWhatTheRecordSays(Subject subject) {
        Table<Ticket> tickets = subject.fresh(Ticket.class);
        subject.run(tickets.put(Ticket.of("1")));
        Table<Item> items = subject.run(subject.db().discover(tickets.name()));

        assertThat(subject.run(items.index("by-owner").scan()).get(0).asMap()).containsOnlyKeys("id", "owner", "price");
        assertThat(subject.run(items.index("by-place").scan()).get(0).asMap()).containsOnlyKeys("id", "place");
        assertThat(items.schema().index("by-place").projection()).isEqualTo(IndexProjection.KEYS_ONLY);
    }

    @Contract
    void aProtectedTableIsNotDropped(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        assertThat(subject.run(things.create().deletionProtection(true))
                        .options()
                        .deletionProtected())
                .isTrue();

        subject.failure(InvalidRequestException.class, things.drop());
        subject.run(things.alter().deletionProtection(false));

        subject.run(things.drop());
        assertThat(subject.run(things.exists())).isFalse();
    }

    @Contract
    void whatChangesNothingIsRefused(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        subject.run(tickets.create().provisioned(5, 4));

        subject.failure(InvalidRequestException.class, tickets.alter().provisioned(5, 4));
        subject.run(tickets.alter().provisioned(5, 5));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        subject.failure(
                ResourceNotFoundException.class,
                subject.missing(Ticket.class).alter().onDemand());
    }
}
