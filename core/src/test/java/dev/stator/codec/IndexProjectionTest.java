package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** What record classes say about what their indexes hold, and what the indexes are called. */
class IndexProjectionTest {
    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    @KeysOnly({"bare", "rank"})
    record Song(
            @PartitionKey String artist,
            @SortKey String title,
            @IndexPartitionKey({"whole", "some", "bare"}) String genre,
            @IndexPartitionKey String label,
            @LocalIndex int rank,
            @Projected("some") int year,
            @Projected({"some", "label"}) @Attribute("secs") int seconds) {}

    @Test
    void anIndexHoldsWholeItemsUnlessToldOtherwise() {
        TableSchema<Song> songs = TableSchema.of(Song.class);
        assertThat(songs.index("whole").projection()).isEqualTo(IndexProjection.ALL);
        assertThat(songs.index("bare").projection()).isEqualTo(IndexProjection.KEYS_ONLY);
        assertThat(songs.index("some").projection()).isEqualTo(IndexProjection.include(List.of("year", "secs")));
        assertThat(songs.index("rank").projection()).isEqualTo(IndexProjection.KEYS_ONLY);
    }

    @Test
    void anIndexIsNamedAsItsAttributeUnlessToldOtherwise() {
        TableSchema<Song> songs = TableSchema.of(Song.class);
        assertThat(songs.indexes())
                .extracting(IndexSchema::name)
                .containsExactlyInAnyOrder("whole", "some", "bare", "label", "rank");
        assertThat(songs.index("label").partitionKey().name()).isEqualTo("label");
        assertThat(songs.index("label").projection()).isEqualTo(IndexProjection.include(List.of("secs")));
    }

    @KeysOnly("both")
    record Both(
            @PartitionKey String id,
            @IndexPartitionKey("both") String a,
            @Projected("both") String b) {}

    record OfNothing(
            @PartitionKey String id, @Projected("nothing") String b) {}

    @KeysOnly("nothing")
    record KeysOfNothing(@PartitionKey String id) {}

    record OfKey(
            @PartitionKey @Projected("by-a") String id,
            @IndexPartitionKey("by-a") String a) {}

    record OfIndexKey(
            @PartitionKey String id,
            @IndexPartitionKey("by-a") @Projected("by-a") String a) {}

    @Test
    void contradictingProjectionsAreRefused() {
        assertRefused(Both.class)
                .withMessageContaining("index both is @KeysOnly")
                .withMessageContaining("b is @Proj");
        assertRefused(OfNothing.class).withMessageContaining("no such index").withMessageContaining("nothing");
        assertRefused(KeysOfNothing.class).withMessageContaining("no such index");
        assertRefused(OfKey.class).withMessageContaining("id is @Projected to index by-a");
        assertRefused(OfIndexKey.class).withMessageContaining("a is @Projected to index by-a");
    }

    @Test
    void dynamicIndexesSayWhatTheyHoldToo() {
        IndexSchema index = IndexSchema.global("by-a", KeyAttribute.string("a"));
        assertThat(index.projection()).isEqualTo(IndexProjection.ALL);
        assertThat(index.keysOnly().projection()).isEqualTo(IndexProjection.KEYS_ONLY);
        assertThat(index.including("x", "y").projection().attributes()).containsExactly("x", "y");
        assertThat(index.including("x", "y").projection()).hasToString("INCLUDE x, y");
        assertThatIllegalArgumentException().isThrownBy(index::including).withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IndexProjection(IndexProjection.Kind.ALL, List.of("x")))
                .withMessageContaining("ALL");
    }
}
