package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.FoundItems;
import dev.stator.Get;
import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TransactGetItemsContract {
    @Contract
    void itemsComeByTheGetsThatAskedForThem(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Reading> readings = subject.shared(Reading.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));
        subject.run(readings.put(Reading.of(id, "t", "here", 1)));
        Get<Thing> there = things.get(id, 1);
        Get<Thing> missing = things.get(id, 2);
        Get<Reading> other = readings.get(id, "t");
        Get<Item> part = things.get(id, 1).select(attr(Thing::number));

        FoundItems found = subject.run(subject.db().transactGet(there, missing, other));

        assertThat(found.of(there)).contains(Thing.full(id, 1));
        assertThat(found.of(missing)).isEmpty();
        assertThat(found.of(other)).contains(Reading.of(id, "t", "here", 1));
        assertThat(subject.run(subject.db().transactGet(part)).of(part)).contains(Item.of("number", 7));
    }

    @Contract
    void aHundredItemsComeTogether(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(
                IntStream.range(0, 100).mapToObj(at -> Thing.of(id, at)).toList()));
        List<Get<Thing>> gets =
                IntStream.range(0, 100).mapToObj(at -> things.get(id, at)).toList();

        FoundItems found = subject.run(subject.db().transactGet(gets));

        assertThat(gets.stream().map(get -> found.of(get).orElseThrow().at()))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Contract
    void moreThanAHundredGetsAreRefused(Subject subject) {
        String name = subject.shared(Thing.class).name();
        String gets = IntStream.range(0, 101)
                .mapToObj(at -> "{'Get':{'TableName':'%s','Key':{'id':{'S':'a'},'at':{'N':'%d'}}}}".formatted(name, at))
                .collect(Collectors.joining(","));

        assertThat(subject.refusal(subject.raw("TransactGetItems", "{'TransactItems':[%s]}", gets)))
                .isNotEmpty();
    }

    @Contract
    void readsCostTwice(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));

        assertThat(subject.run(subject.db()
                                .transactGet(things.get(id, 1), things.get(id, 2))
                                .measured())
                        .capacity()
                        .total())
                .isEqualTo(4);
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, subject.db().transactGet(things.get("a", 1)))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
