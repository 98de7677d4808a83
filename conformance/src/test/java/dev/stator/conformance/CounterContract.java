package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Call;
import dev.stator.Committed;
import dev.stator.Counter;
import dev.stator.NumberRange;
import dev.stator.NumberedPut;
import dev.stator.Table;
import dev.stator.TransactionRefusedException;
import dev.stator.codec.HoldsCounters;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ItemNotFoundException;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Counters in the table itself: numbers that nobody gets twice, and keys made of them. */
class CounterContract {
    /** A record whose key is a number. */
    @HoldsCounters
    public record Numbered(@PartitionKey long id, Optional<String> note) {
        static Numbered of(long id) {
            return new Numbered(id, Optional.empty());
        }
    }

    /** A record whose key is a string, made of a number, and which has a sort key. */
    @HoldsCounters
    public record Named(@PartitionKey String id, @SortKey int at) {}

    private static Table<Named> named(Subject subject) {
        return subject.shared(Named.class);
    }

    private static Counter created(Subject subject, Table<?> table) {
        Counter counter = table.counter(subject.newKey());
        subject.run(counter.create());
        return counter;
    }

    @Contract
    void aCounterIsCreatedOnceAndCountsFromOne(Subject subject) {
        Counter counter = created(subject, named(subject));
        assertThat(subject.run(counter.last())).isZero();

        assertThat(subject.run(counter.next())).isEqualTo(1);
        subject.run(counter.create());

        assertThat(subject.run(counter.next(3))).isEqualTo(new NumberRange(2, 4));
        assertThat(subject.run(counter.next())).isEqualTo(5);
        assertThat(subject.run(counter.last())).isEqualTo(5);
    }

    @Contract
    void aCounterThatWasNotCreatedSaysSo(Subject subject) {
        Table<Named> named = named(subject);
        Counter counter = named.counter("missing");

        assertThat(subject.failure(ItemNotFoundException.class, counter.next()))
                .hasMessageContaining("counter missing")
                .hasMessageContaining("create()");
        subject.failure(ItemNotFoundException.class, counter.last());
        subject.failure(ItemNotFoundException.class, counter.raiseTo(5));
        subject.failure(ItemNotFoundException.class, named.create(counter, n -> new Named("n" + n, 1)));
    }

    @Contract
    void aCounterIsRaisedAndNeverLowered(Subject subject) {
        Counter counter = created(subject, named(subject));

        subject.run(counter.raiseTo(100));
        subject.run(counter.raiseTo(50));

        assertThat(subject.run(counter.next())).isEqualTo(101);
    }

    @Contract
    void aCounterEndsAtTheHighestNumberAndGivesNoneBeyond(Subject subject) {
        Table<Named> named = named(subject);
        Counter counter = created(subject, named);
        String id = subject.newKey();
        NumberedPut<Named> put = named.create(counter, n -> new Named(id + n, 1));
        subject.run(counter.raiseTo(Long.MAX_VALUE - 3));

        CodecException refusal = subject.failure(CodecException.class, counter.next(4));
        assertThat(refusal.mayHaveApplied()).isFalse();
        assertThat(refusal).hasMessageContainingAll(named.name(), counter.name(), "another counter");
        assertThat(refusal.action()).contains("UpdateItem");
        assertThat(subject.run(counter.next(2))).isEqualTo(new NumberRange(Long.MAX_VALUE - 2, Long.MAX_VALUE - 1));
        assertThat(subject.run(put)).isEqualTo(new Named(id + Long.MAX_VALUE, 1));

        subject.failure(CodecException.class, counter.next());
        assertThat(subject.failure(CodecException.class, put).mayHaveApplied()).isFalse();
        assertThat(subject.run(counter.last())).isEqualTo(Long.MAX_VALUE);
        subject.run(counter.raiseTo(5));
    }

    @Contract
    void aValueThatIsNoWholeNumberSaysWhichCounterHasIt(Subject subject) {
        Table<Item> items = subject.shared(
                "system items", TableSchema.items(KeyAttribute.string("pk_id")).holdingCounters());
        Table<Item> raw = subject.db().table(items.name(), TableSchema.items(KeyAttribute.string("pk_id")));
        Counter counter = created(subject, items);
        Item key = Item.of("pk_id", "__PK_VALUE_COUNTER__/" + counter.name());
        subject.run(raw.put(key.with("current_counter_value", new BigDecimal("1.5"))));

        for (Call<?> call : List.of(counter.last(), items.create(counter, n -> Item.of("pk_id", "n" + n)))) {
            CodecException failure = subject.failure(CodecException.class, call);
            assertThat(failure.mayHaveApplied()).isFalse();
            assertThat(failure)
                    .hasMessageContainingAll(items.name(), counter.name())
                    .hasMessageNotContaining("1.5");
        }
        assertThat(subject.failure(CodecException.class, counter.next()).mayHaveApplied())
                .as("the number was raised before it was seen")
                .isTrue();

        subject.run(raw.put(key.with("current_counter_value", 2)));
        assertThat(subject.run(counter.next())).isEqualTo(3);
    }

    @Contract
    void theItemOfACounterIsWhatOthersKnow(Subject subject) {
        Table<Item> system = subject.shared(
                "system items", TableSchema.items(KeyAttribute.string("pk_id")).holdingCounters());
        Table<Item> raw = subject.db().table(system.name(), TableSchema.items(KeyAttribute.string("pk_id")));
        Item key = Item.of("pk_id", "__PK_VALUE_COUNTER__");
        subject.run(raw.delete(key));

        subject.run(system.counter().create());
        subject.run(system.counter().next());

        Item stored = subject.run(raw.get(key).consistent().orThrow());
        assertThat(stored.asMap()).containsOnlyKeys("pk_id", "current_counter_value", "last_modified_timestamp");
        assertThat(stored.number("current_counter_value").orElseThrow()).isEqualByComparingTo("1");
        assertThat(stored.number("last_modified_timestamp").orElseThrow()).isGreaterThan(new BigDecimal("1e18"));
    }

    @Contract
    void keysAreMadeOfNumbersInEachType(Subject subject) {
        Table<Numbered> numbers = subject.fresh(Numbered.class);
        Table<Item> binaries =
                subject.fresh(TableSchema.items(KeyAttribute.binary("id")).holdingCounters());
        KeyAttribute binary = binaries.schema().partitionKey();
        Counter ofNumbers = created(subject, numbers);
        Counter ofBinaries = created(subject, binaries);
        Counter ofStrings = created(subject, named(subject));
        String prefix = subject.newKey();

        Numbered number = subject.run(numbers.create(ofNumbers, Numbered::of));
        Item bytes = subject.run(binaries.create(ofBinaries, n -> Item.of("id", binary.ofNumber(n))));
        Named string = subject.run(named(subject).create(ofStrings, n -> new Named(prefix + n, 7)));

        assertThat(number).isEqualTo(Numbered.of(1));
        assertThat(subject.run(numbers.get(1L).consistent())).contains(number);
        assertThat(bytes.binary("id")).contains(Binary.of("1".getBytes(StandardCharsets.UTF_8)));
        assertThat(subject.run(binaries.get(bytes).consistent())).contains(bytes);
        assertThat(subject.run(named(subject).get(prefix + 1, 7).consistent())).contains(string);
    }

    @Contract
    void scansAndCountsLeaveCountersOut(Subject subject) {
        Table<Numbered> numbers = subject.fresh(Numbered.class);
        Table<Item> binaries =
                subject.fresh(TableSchema.items(KeyAttribute.binary("id")).holdingCounters());
        Table<Named> strings = subject.fresh(Named.class);
        for (Table<?> table : List.of(numbers, binaries, strings)) {
            subject.run(table.counter().create());
            subject.run(table.counter("x".repeat(3000)).create());
            subject.run(table.counter("other").create());
        }

        subject.run(numbers.create(numbers.counter(), Numbered::of));
        subject.run(numbers.put(Numbered.of(-5)));
        Item item = subject.run(binaries.create(
                binaries.counter(),
                n -> Item.of("id", binaries.schema().partitionKey().ofNumber(n))));
        Named named = subject.run(strings.create(strings.counter("other"), n -> new Named("n" + n, 1)));

        assertThat(subject.run(numbers.scan().consistent())).containsExactlyInAnyOrder(Numbered.of(1), Numbered.of(-5));
        assertThat(subject.run(binaries.scan().consistent())).containsExactly(item);
        assertThat(subject.run(strings.scan().consistent())).containsExactly(named);
        assertThat(subject.run(strings.scan().consistent().count())).isEqualTo(1);
        assertThat(subject.run(
                        strings.scan().where(attr("at").eq(2)).consistent().count()))
                .isZero();
        assertThat(subject.run(strings.scan().limit(1).consistent())).containsExactly(named);
        assertThat(subject.run(strings.clearEverything())).isEqualTo(1);
        assertThat(subject.run(strings.counter("other").next()))
                .as("counters stay")
                .isEqualTo(2);
    }

    @Contract
    void aNumberThatIsTakenByHandRefusesTheItemUntilTheCounterIsRaised(Subject subject) {
        Table<Numbered> numbers = subject.fresh(Numbered.class);
        Counter counter = numbers.counter();
        subject.run(counter.create());
        subject.run(numbers.put(Numbered.of(1)));

        ConditionFailedException refusal =
                subject.failure(ConditionFailedException.class, numbers.create(counter, Numbered::of));
        assertThat(refusal.existing().map(numbers.schema()::fromItem)).contains(Numbered.of(1));
        assertThat(subject.run(counter.last())).isZero();
        assertThat(subject.run(numbers.create(counter, Numbered::of).attempt()).isApplied())
                .isFalse();

        subject.run(counter.raiseTo(1));
        assertThat(subject.run(numbers.create(counter, Numbered::of))).isEqualTo(Numbered.of(2));
    }

    @Contract
    void aTransactionGivesEachItemANumberAndMovesTheCounterOnce(Subject subject) {
        Table<Named> named = named(subject);
        Table<Thing> things = subject.shared(Thing.class);
        Counter one = created(subject, named);
        Counter other = created(subject, named);
        String id = subject.newKey();
        NumberedPut<Named> first = named.create(one, n -> new Named(id + n, 1));
        NumberedPut<Named> second = named.create(one, n -> new Named(id + n, 1));
        NumberedPut<Thing> third = things.create(other, n -> Thing.of(id, (int) n));

        Committed done = subject.run(subject.db().transact(first, things.put(Thing.of(id, 100)), third, second));

        assertThat(done.of(first)).isEqualTo(new Named(id + 1, 1));
        assertThat(done.of(second)).isEqualTo(new Named(id + 2, 1));
        assertThat(done.of(third)).isEqualTo(Thing.of(id, 1));
        assertThat(done.counters()).isEqualTo(Map.of(one, 2L, other, 1L));
        assertThat(subject.run(one.last())).isEqualTo(2);
        assertThat(subject.run(named.get(id + 2, 1).consistent())).isPresent();
    }

    @Contract
    void aRefusedTransactionTakesNoNumber(Subject subject) {
        Table<Named> named = named(subject);
        Counter counter = created(subject, named);
        String id = subject.newKey();
        NumberedPut<Named> put = named.create(counter, n -> new Named(id + n, 1));

        TransactionRefusedException refusal = subject.failure(
                TransactionRefusedException.class,
                subject.db()
                        .transact(put, named.check(id, 1).onlyIf(attr(Named::id).exists())));

        assertThat(refusal.reasonOf(put).isFailure()).isFalse();
        assertThat(refusal.reasons()).hasSize(2);
        assertThat(subject.run(counter.last())).isZero();
    }

    @Contract
    void aTableThatDoesNotSayThatItHoldsCountersHasNone(Subject subject) {
        assertThatThrownBy(() -> subject.shared(Thing.class).counter())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@HoldsCounters");
        assertThatThrownBy(() -> named(subject).counter("")).hasMessageContaining("empty name");
        assertThatThrownBy(() -> named(subject).counter().next(0)).hasMessageContaining("at least one");
    }

    @Contract
    void manyThreadsGetEachNumberOnceAndKeysWithoutGaps(Subject subject) throws Exception {
        Table<Named> named = named(subject);
        Counter counter = created(subject, named);
        Counter keys = created(subject, named);
        ConcurrentLinkedQueue<Long> numbers = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
        String id = subject.newKey();
        int threads = 6;
        int rounds = 4;

        Threads.run(threads, rounds, () -> {
            numbers.add(subject.run(counter.next()));
            subject.run(counter.next(3)).stream().forEach(numbers::add);
            made.add(subject.run(named.create(keys, n -> new Named(id + n, 1))).id());
        });

        int all = threads * rounds;
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 4L * all).boxed().toList());
        List<String> expected = new ArrayList<>();
        IntStream.rangeClosed(1, all).forEach(n -> expected.add(id + n));
        assertThat(made).containsExactlyInAnyOrderElementsOf(expected);
    }
}
