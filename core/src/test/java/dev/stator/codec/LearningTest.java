package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.value.AttributeType;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a record class may hold, and what is said when it holds something else. */
class LearningTest {
    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    record Plain(@PartitionKey String id) {}

    @Test
    void aRecordWithAPartitionKeyIsLearntOnce() {
        TableSchema<Plain> schema = TableSchema.of(Plain.class);
        assertThat(schema.partitionKey().name()).isEqualTo("id");
        assertThat(schema.partitionKey().type()).isEqualTo(AttributeType.S);
        assertThat(schema.sortKey()).isEmpty();
        assertThat(schema.indexes()).isEmpty();
        assertThat(schema.type()).isEqualTo(Plain.class);
        assertThat(TableSchema.of(Plain.class)).isSameAs(schema);
    }

    @Test
    void aClassThatIsNoRecordIsRefused() {
        assertRefused(String.class).withMessageContaining("java.lang.String is not a record");
    }

    record NoKey(String id) {}

    @Test
    void aRecordWithoutPartitionKeyIsRefused() {
        assertRefused(NoKey.class).withMessageContaining("NoKey has no partition key");
    }

    record TwoKeys(@PartitionKey String a, @PartitionKey String b) {}

    @Test
    void twoPartitionKeysAreRefused() {
        assertRefused(TwoKeys.class).withMessageContaining("TwoKeys.b is a second partition key, after a");
    }

    record TwoSortKeys(
            @PartitionKey String a,
            @SortKey String b,
            @SortKey String c) {}

    @Test
    void twoSortKeysAreRefused() {
        assertRefused(TwoSortKeys.class).withMessageContaining("TwoSortKeys.c is a second sort key, after b");
    }

    record BothKeys(@PartitionKey @SortKey String a) {}

    @Test
    void aComponentThatIsBothKeysIsRefused() {
        assertRefused(BothKeys.class).withMessageContaining("BothKeys.a is marked as partition key and as sort key");
    }

    record BooleanKey(@PartitionKey boolean id) {}

    record ListKey(@PartitionKey List<String> id) {}

    record RecordKey(@PartitionKey Plain id) {}

    @SuppressWarnings("ArrayRecordComponent")
    record NumberKeys(@PartitionKey long id, @SortKey byte[] sort) {}

    @Test
    void aKeyThatIsNoStringNumberOrBinaryIsRefused() {
        assertRefused(BooleanKey.class).withMessageContaining("BooleanKey.id is a key of type boolean");
        assertRefused(ListKey.class)
                .withMessageContaining("ListKey.id is a key of type java.util.List<java.lang.String>");
        assertRefused(RecordKey.class).withMessageContaining("RecordKey.id is a key of type");
        TableSchema<NumberKeys> schema = TableSchema.of(NumberKeys.class);
        assertThat(schema.partitionKey().type()).isEqualTo(AttributeType.N);
        assertThat(schema.sortKey().orElseThrow().type()).isEqualTo(AttributeType.B);
    }

    record OptionalKey(@PartitionKey Optional<String> id) {}

    record NullableKey(
            @PartitionKey String id, @SortKey @Nullable String sort) {}

    @Test
    void aKeyThatMayBeAbsentIsRefused() {
        assertRefused(OptionalKey.class).withMessageContaining("OptionalKey.id is a key of the table and an Optional");
        assertRefused(NullableKey.class)
                .withMessageContaining("NullableKey.sort is a key of the table and declared nullable");
    }

    record SameName(
            @PartitionKey String id, @Attribute("id") String other) {}

    record EmptyName(@PartitionKey String id, @Attribute("") String other) {}

    @Test
    void storedNamesAreDistinctAndNotEmpty() {
        assertRefused(SameName.class)
                .withMessageContaining("SameName.other: the stored name \"id\" is taken by the component id");
        assertRefused(EmptyName.class).withMessageContaining("EmptyName.other: the stored name in @Attribute is empty");
    }

    record Address(String city, Thread foo) {}

    record User(@PartitionKey String id, Optional<List<Address>> address) {}

    record Dated(@PartitionKey String id, Date when) {}

    record Counted(@PartitionKey String id, LongAdder count) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Arrayed(@PartitionKey String id, String[] names) {}

    @SuppressWarnings("ArrayRecordComponent")
    record GenericArray<T>(@PartitionKey String id, T[] names) {}

    record Concrete(@PartitionKey String id, ArrayList<String> names) {}

    record ConcreteMap(@PartitionKey String id, HashMap<String, String> names) {}

    @SuppressWarnings("rawtypes")
    record Raw(@PartitionKey String id, List names) {}

    record Wild(@PartitionKey String id, List<?> names) {}

    record Bounded(@PartitionKey String id, List<? extends String> names) {}

    @Test
    void aTypeThatCannotBeStoredIsRefusedWithItsPath() {
        assertRefused(User.class)
                .withMessageContaining("User.address.foo: a component of type java.lang.Thread cannot be stored")
                .withMessageContaining("AttributeValue");
        assertRefused(Dated.class).withMessageContaining("Dated.when").withMessageContaining("Instant");
        assertRefused(Counted.class).withMessageContaining("Counted.count");
        assertRefused(Arrayed.class).withMessageContaining("Arrayed.names").withMessageContaining("use List");
        assertRefused(GenericArray.class)
                .withMessageContaining("GenericArray.names")
                .withMessageContaining("use a List");
        assertRefused(Concrete.class).withMessageContaining("Concrete.names").withMessageContaining("use List");
        assertRefused(ConcreteMap.class)
                .withMessageContaining("ConcreteMap.names")
                .withMessageContaining("use Map");
        assertRefused(Raw.class).withMessageContaining("Raw.names").withMessageContaining("no type arguments");
        assertThat(TableSchema.of(Wild.class).type()).isEqualTo(Wild.class);
        assertThat(TableSchema.of(Bounded.class).type()).isEqualTo(Bounded.class);
    }

    record Unsorted(@PartitionKey String id, SortedSet<URL> pages) {}

    record UnsortedMap(@PartitionKey String id, NavigableMap<Locale, String> names) {}

    @Test
    void whatHasNoOrderCannotBeSorted() {
        assertRefused(UnsortedMap.class).withMessageContaining("UnsortedMap.names: a java.util.Locale has no order");
        assertRefused(Unsorted.class).withMessageContaining("Unsorted.pages: a java.net.URL has no order");
    }

    record Flags(@PartitionKey String id, Set<Boolean> flags) {}

    record Holes(@PartitionKey String id, Set<@Nullable String> names) {}

    record Sets(@PartitionKey String id, Set<UUID> ids, Set<Integer> numbers, Set<Binary> binaries) {}

    @Test
    void aSetOfAnythingButStringsNumbersAndBinariesIsRefused() {
        assertRefused(Flags.class).withMessageContaining("Flags.flags").withMessageContaining("use a List");
        assertRefused(Holes.class).withMessageContaining("Holes.names").withMessageContaining("@Nullable");
        assertThat(TableSchema.of(Sets.class).codec().attribute("ids")).isPresent();
    }

    record Keyed(@PartitionKey String id, Map<Integer, String> byNumber) {}

    record Named(@PartitionKey String id, Map<UUID, String> byId) {}

    @Test
    void aMapFromAnythingButTextsIsRefused() {
        assertRefused(Keyed.class).withMessageContaining("Keyed.byNumber").withMessageContaining("java.lang.Integer");
        assertThat(TableSchema.of(Named.class).codec().attribute("byId")).isPresent();
    }

    record Pair<A, B>(@PartitionKey A first, B second) {}

    record Endless<T>(@PartitionKey String id, Optional<Endless<List<T>>> next) {}

    record Start(@PartitionKey String id, Endless<String> endless) {}

    @Test
    void typeVariablesMustStandForSomething() {
        assertRefused(Pair.class).withMessageContaining("Pair.first: the type variable A stands for no class here");
        assertRefused(Start.class).withMessageContaining("more than 64 levels");
    }

    record Indexed(
            @PartitionKey String id,
            @SortKey Instant at,
            @IndexPartitionKey({"by-name", "by-name-alone"}) String name,
            @IndexSortKey("by-name") @LocalIndex("by-rank") int rank,
            @LocalIndex("by-nick") Optional<String> nick) {}

    @Test
    void indexesAreLearnt() {
        TableSchema<Indexed> schema = TableSchema.of(Indexed.class);
        assertThat(schema.indexes())
                .extracting(IndexSchema::name)
                .containsExactlyInAnyOrder("by-name", "by-name-alone", "by-rank", "by-nick");
        IndexSchema byName = schema.index("by-name");
        assertThat(byName.isLocal()).isFalse();
        assertThat(byName.partitionKey().name()).isEqualTo("name");
        assertThat(byName.sortKey().orElseThrow().type()).isEqualTo(AttributeType.N);
        assertThat(schema.index("by-name-alone").sortKey()).isEmpty();
        IndexSchema byNick = schema.index("by-nick");
        assertThat(byNick.isLocal()).isTrue();
        assertThat(byNick.partitionKey()).isEqualTo(schema.partitionKey());
        assertThat(byNick.sortKey().orElseThrow().codec().javaClass()).isEqualTo(String.class);
    }

    @Test
    void anUnknownIndexIsRefusedWithTheKnownOnesNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Indexed.class).index("by-age"))
                .withMessageContaining("by-age")
                .withMessageContaining("by-name-alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Plain.class).index("by-age"))
                .withMessageContaining("none at all");
    }

    record Match(
            @PartitionKey String id,

            @IndexPartitionKey(value = "by-place", order = 2)
            String region,

            @IndexPartitionKey(value = "by-place", order = 1) @IndexPartitionKey("by-tournament")
            String tournament,

            @IndexSortKey(value = "by-place", order = 1) String round,
            @IndexSortKey(value = "by-place", order = 2) int court) {}

    @Test
    void severalAttributesCanBeTheKeyOfAnIndex() {
        TableSchema<Match> schema = TableSchema.of(Match.class);
        IndexSchema byPlace = schema.index("by-place");
        assertThat(byPlace.partitionKeys()).extracting(KeyAttribute::name).containsExactly("tournament", "region");
        assertThat(byPlace.sortKeys()).extracting(KeyAttribute::name).containsExactly("round", "court");
        assertThat(schema.index("by-tournament").keys())
                .extracting(KeyAttribute::name)
                .containsExactly("tournament");
        assertThat(schema.keyRecord(new Place("Cup", "EU"), byPlace.partitionKeys()))
                .isEqualTo(Item.of("tournament", "Cup", "region", "EU"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.keyRecord("Cup", byPlace.partitionKeys()))
                .withMessageContaining("[tournament, region]");
    }

    record Place(String tournament, String region) {}

    record FiveOfIndex(
            @PartitionKey String id,
            @IndexPartitionKey(value = "i", order = 1) String a,
            @IndexPartitionKey(value = "i", order = 2) String b,
            @IndexPartitionKey(value = "i", order = 3) String c,
            @IndexPartitionKey(value = "i", order = 4) String d,
            @IndexPartitionKey(value = "i", order = 5) String e) {}

    record BothOfIndex(
            @PartitionKey String id,
            @IndexPartitionKey("i") @IndexSortKey("i") String a) {}

    record TwoOfIndex(
            @PartitionKey String id,
            @IndexPartitionKey("i") String a,
            @IndexPartitionKey("i") String b) {}

    record TwoSortsOfIndex(
            @PartitionKey String id,
            @IndexPartitionKey("i") String a,
            @IndexSortKey("i") String b,
            @IndexSortKey("i") String c) {}

    record SortAlone(
            @PartitionKey String id, @IndexSortKey("i") String a) {}

    record LocalWithoutSort(
            @PartitionKey String id, @LocalIndex("i") String a) {}

    record LocalAndGlobal(
            @PartitionKey String id,
            @SortKey String sort,
            @IndexPartitionKey("i") String a,
            @LocalIndex("i") String b) {}

    record NamelessIndex(
            @PartitionKey String id, @IndexPartitionKey("") String a) {}

    record FlagIndex(
            @PartitionKey String id, @IndexPartitionKey("i") boolean a) {}

    @Test
    void contradictingIndexesAreRefused() {
        assertRefused(TwoOfIndex.class)
                .withMessageContaining("TwoOfIndex.b is a second partition key of index i, after a");
        assertRefused(TwoSortsOfIndex.class).withMessageContaining("TwoSortsOfIndex.c is a second sort key of index i");
        assertRefused(FiveOfIndex.class).withMessageContaining("Index i has 5 attributes as partition key");
        assertRefused(BothOfIndex.class).withMessageContaining("Index i has an attribute twice in its key: a, a");
        assertRefused(SortAlone.class).withMessageContaining("index i has a sort key, a, and no partition key");
        assertRefused(LocalWithoutSort.class).withMessageContaining("has a local index, i, and no sort key");
        assertRefused(LocalAndGlobal.class).withMessageContaining("two indexes of the name i");
        assertRefused(NamelessIndex.class)
                .withMessageContaining("NamelessIndex.a")
                .withMessageContaining("empty name");
        assertRefused(FlagIndex.class).withMessageContaining("FlagIndex.a is a key of type boolean");
    }

    @Test
    void aCodecTellsWhatIsInside() {
        Codec<?> codec = TableSchema.of(Sets.class).codec();
        Codec.Member ids = codec.member("ids").orElseThrow();
        assertThat(ids.name()).isEqualTo("ids");
        assertThat(ids.codec().element().orElseThrow().javaClass()).isEqualTo(UUID.class);
        assertThat(codec.member("nothing")).isEmpty();
        assertThat(codec.attribute("nothing")).isEmpty();
    }
}
