package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.value.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
        assertThat(TableSchema.of(Marked.class).partitionKey().name()).isEqualTo("id");
    }

    @Shape(2)
    static class First {
        @PartitionKey
        String id = "a";

        @UpgradeFrom(1)
        static Item same(Item old) {
            return old;
        }
    }

    static class WithoutShape extends First {}

    @Shape(2)
    static class WithShape extends First {
        @UpgradeFrom(1)
        static Item changed(Item old) {
            return old.with("more", 1);
        }
    }

    @Test
    void functionsOfShapesAreNotInherited() {
        refused(
                Upgraded.class,
                "has a @UpgradeFrom on dev.stator.codec.StraysTest$Upgrading.same, which is not inherited",
                "put it in Upgraded");
        refused(
                WithoutShape.class,
                "WithoutShape does not take on the @Shape of dev.stator.codec.StraysTest$First",
                "functions of its own");
        assertThat(TableSchema.of(WithShape.class).toItem(new WithShape())).isEqualTo(Item.of("shape", 2, "id", "a"));
    }

    record Inside(@Version long version) {}

    record Counted(@PartitionKey String id, Inside in) {}

    record InsideByMethod(String name) {
        @TimeToLive
        Instant until() {
            return Instant.EPOCH;
        }
    }

    record Expiring(@PartitionKey String id, List<InsideByMethod> in) {}

    @KeysOnly("x")
    record InsideByClass(@Created Instant at) {}

    record Indexed(@PartitionKey String id, Optional<InsideByClass> in) {}

    record Stamped(@Created Instant a, @Modified Instant b) {}

    record Outer(@PartitionKey String id, Map<String, Stamped> in) {}

    record Changing(@Modified Instant b) {}

    record Outer2(@PartitionKey String id, Changing in) {}

    record Named(@GeneratedUuid UUID uuid) {}

    record Outer3(@PartitionKey String id, Named in) {}

    record Email(@Unique String address) {}

    record Outer4(@PartitionKey String id, Email in) {}

    record Sorted(@SortKey String rank) {}

    record Outer5(@PartitionKey String id, Sorted in) {}

    /** A copy of an item within another. */
    record Copying(@PartitionKey String id, @Version long version, Versioned before) {}

    record Versioned(@PartitionKey String id, @Version long version) {}

    @Test
    void whatCountsForWholeItemsAloneIsRefusedWithinThem() {
        refused(Counted.class, "Counted.in: ", "Inside has a @Version on version, which counts for whole items alone");
        refused(Expiring.class, "Expiring.in: ", "has a @TimeToLive on until", "@EpochSeconds");
        refused(Indexed.class, "InsideByClass has a @Created on at");
        refused(Outer.class, "Stamped has a @Created on a");
        refused(Outer2.class, "Changing has a @Modified on b");
        refused(Outer3.class, "Named has a @GeneratedUuid on uuid");
        refused(Outer4.class, "Email has a @Unique on address");
        refused(Outer5.class, "Sorted has a @SortKey on rank");
        Copying copying = new Copying("a", 1, new Versioned("a", 7));
        TableSchema<Copying> schema = TableSchema.of(Copying.class);
        assertThat(schema.fromItem(schema.toItem(copying))).isEqualTo(copying);
    }

    record OtherConstructor(@PartitionKey String id, int n) {
        OtherConstructor(@Attribute("zzz") int n) {
            this("a", n);
        }
    }

    record OwnCanonical(@PartitionKey String id, int n) {
        OwnCanonical(@PartitionKey String id, @Attribute("zzz") int n) {
            this.id = id;
            this.n = n;
        }
    }

    record OtherMethod(@PartitionKey String id) {
        static OtherMethod of(@SortKey String id) {
            return new OtherMethod(id);
        }
    }

    static class TwoConstructors {
        @PartitionKey
        String id = "";

        @Attribute("nn")
        int n;

        TwoConstructors() {}

        TwoConstructors(@PartitionKey String id, @Attribute("nn") int n) {
            this.id = id;
            this.n = n;
        }
    }

    record Compact(@PartitionKey @Attribute("i") String id) {
        Compact {
            id = id.strip();
        }
    }

    static class BySetter {
        @PartitionKey
        private String id = "a";

        private int n = 1;

        String getId() {
            return id;
        }

        void setId(String id) {
            this.id = id;
        }

        int getN() {
            return n;
        }

        void setN(@Attribute("nn") int n) {
            this.n = n;
        }
    }

    @Test
    void onParametersOfWhatDoesNotMakeTheClass() {
        refused(OtherConstructor.class, "has a @Attribute on the parameter n of a constructor, which takes nothing");
        refused(OwnCanonical.class, "has a @Attribute on the parameter n of a constructor");
        refused(OtherMethod.class, "has a @SortKey on the parameter id of of, which takes nothing");
        assertThat(TableSchema.of(TwoConstructors.class).toItem(new TwoConstructors("a", 2)))
                .isEqualTo(Item.of("id", "a", "nn", 2));
        assertThat(TableSchema.of(Compact.class).toItem(new Compact("a"))).isEqualTo(Item.of("i", "a"));
        assertThat(TableSchema.of(BySetter.class).toItem(new BySetter())).isEqualTo(Item.of("id", "a", "nn", 1));
    }

    @DiscriminatorValue("x")
    record Alone(@PartitionKey String id) {}

    @Discriminator("cls")
    sealed interface Root {}

    @DiscriminatorValue("x")
    sealed interface Middle extends Root {}

    @DiscriminatorValue("y")
    record Leaf(@PartitionKey String id) implements Root {}

    record Low(@PartitionKey String id) implements Middle {}

    @Test
    void discriminatorValuesOfNothing() {
        refused(Alone.class, "Alone has a @DiscriminatorValue", "and no @Discriminator");
        refused(
                Low.class,
                "Low has a @DiscriminatorValue on dev.stator.codec.StraysTest$Middle, of which there are no");
        assertThat(Hierarchy.of(Leaf.class)
                        .orElseThrow()
                        .kinds(Leaf.class)
                        .get(0)
                        .value())
                .isEqualTo("y");
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
