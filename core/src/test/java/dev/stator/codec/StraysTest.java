package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.value.Item;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An annotation that stands where it takes no effect is refused when the class is learnt. */
class StraysTest {
    private static void refused(Class<?> type, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(type))
                .withMessageContainingAll(words);
    }

    record OnStatic(@PartitionKey String id) {
        @SortKey
        static String rank() {
            return "";
        }
    }

    record OnStaticField(@PartitionKey String id) {
        @Attribute("x")
        static final String X = "";
    }

    record WithParameter(@PartitionKey String id) {
        @SortKey
        String rank(int by) {
            return id + by;
        }
    }

    record FormAlone(@PartitionKey String id) {
        @EpochSeconds
        Instant at() {
            return Instant.EPOCH;
        }
    }

    record StampAlone(@PartitionKey String id) {
        @Version
        long count() {
            return 1;
        }
    }

    record Nested(@PartitionKey String id, WithParameter within) {}

    record Repeated(@PartitionKey String id) {
        @IndexSortKey("a")
        @IndexSortKey("b")
        String rank(int by) {
            return id + by;
        }
    }

    @Test
    void onMethodsAndFieldsOfRecords() {
        refused(OnStatic.class, "OnStatic has a @SortKey on rank, which is static");
        refused(OnStaticField.class, "OnStaticField has a @Attribute on X, which is static");
        refused(WithParameter.class, "WithParameter has a @SortKey on rank, which takes a value");
        refused(FormAlone.class, "has a @EpochSeconds on at, which gives nothing that is stored", "add an @Attribute");
        refused(StampAlone.class, "has a @Version on count, which gives nothing that is stored");
        refused(Nested.class, "WithParameter has a @SortKey on rank");
        refused(Repeated.class, "has a @IndexSortKey on rank");
    }

    static class Bean {
        @PartitionKey
        String id = "";

        @Attribute("cached")
        private transient String cache = "";

        String getCache() {
            return cache;
        }
    }

    static class Made {
        private final String id;
        private String note = "";

        Made(@PartitionKey String id) {
            this.id = id;
        }

        String getId() {
            return id;
        }

        String getNote() {
            return note;
        }

        @Attribute("n")
        void setNote(String note) {
            this.note = note;
        }
    }

    @Test
    void onWhatIsNotPartOfAClass() {
        refused(Bean.class, "Bean has a @Attribute on cache, which is transient");
        refused(Made.class, "Made has a @Attribute on setNote, which takes a value");
    }

    interface Identified {
        @PartitionKey
        String id();
    }

    record Unmarked(String id, @PartitionKey String other) implements Identified {}

    record Marked(@PartitionKey String id) implements Identified {}

    @IndexPartitionKey(value = "by-id", name = "ik", template = "X#{id}")
    interface Templated {}

    record ByTemplate(@PartitionKey String id) implements Templated {}

    abstract static class Upgrading {
        @UpgradeFrom(1)
        static Item same(Item old) {
            return old;
        }
    }

    @Shape(2)
    static class Upgraded extends Upgrading {
        @PartitionKey
        String id = "";
    }

    @Test
    void onWhatAClassExtendsAndImplements() {
        refused(
                Unmarked.class,
                "Unmarked has a @PartitionKey on dev.stator.codec.StraysTest$Identified.id, which is implemented by what is"
                        + " stored; put the annotation on that");
        refused(ByTemplate.class, "does not take on the @IndexPartitionKey of dev.stator.codec.StraysTest$Templated");
        refused(Upgraded.class, "has a @UpgradeFrom on dev.stator.codec.StraysTest$Upgrading.same, which is static");
        assertThat(TableSchema.of(Marked.class).partitionKey().name()).isEqualTo("id");
    }

    interface Ranked {
        @Attribute("rank")
        default int rank() {
            return 1;
        }
    }

    abstract static class Base {
        @PartitionKey
        String id = "a";

        @Attribute("level")
        abstract int level();
    }

    static class Child extends Base implements Ranked {
        @Override
        @Attribute("level")
        int level() {
            return 2;
        }
    }

    record Overriding(@PartitionKey String id) implements Ranked {
        @Override
        public int rank() {
            return 3;
        }
    }

    @Test
    void whatTakesEffectStays() {
        assertThat(TableSchema.of(Child.class).toItem(new Child()))
                .isEqualTo(Item.of("id", "a", "rank", 1, "level", 2));
        assertThat(TableSchema.of(Overriding.class).toItem(new Overriding("a")))
                .isEqualTo(Item.of("id", "a", "rank", 3));
    }
}
