package dev.stator.codec;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes that are no records: how they are taken apart and put together, and what is said when they cannot be. */
class PlainClassTest {
    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    private static <T> void assertComesBack(TableSchema<T> schema, T value) {
        assertThat(schema.fromItem(schema.toItem(value))).isEqualTo(value);
        assertThat(Wire.read(schema, Wire.json(schema, value))).isEqualTo(value);
    }

    /** What the compiler makes of a Kotlin data class: a constructor, getters, and a method for each component. */
    static final class DataClass {
        @PartitionKey
        private final String email;

        private final int points;
        private final boolean isActive;
        private final @Nullable Town town;

        DataClass(String email, int points, boolean isActive, @Nullable Town town) {
            this.email = email;
            this.points = points;
            this.isActive = isActive;
            this.town = town;
        }

        @SuppressWarnings("unused") // Of Kotlin's default arguments.
        DataClass(String email) {
            this(email, 0, true, null);
        }

        String getEmail() {
            return email;
        }

        int getPoints() {
            return points;
        }

        boolean isActive() {
            return isActive;
        }

        @Nullable
        Town getTown() {
            return town;
        }

        String component1() {
            return email;
        }

        int component2() {
            return points;
        }

        boolean component3() {
            return isActive;
        }

        @Nullable
        Town component4() {
            return town;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DataClass that
                    && email.equals(that.email)
                    && points == that.points
                    && isActive == that.isActive
                    && Objects.equals(town, that.town);
        }

        @Override
        public int hashCode() {
            return email.hashCode();
        }
    }

    /** {@code data class Guest(val email: String, val name: String, val nick: String?)}: nothing at run time tells the types. */
    @kotlin.Metadata
    static final class Guest {
        @PartitionKey
        private final String email;

        private final String name;
        private final String nick;

        Guest(String email, String name, String nick) {
            this.email = Objects.requireNonNull(email);
            this.name = Objects.requireNonNull(name);
            this.nick = nick;
        }

        String getEmail() {
            return email;
        }

        String getName() {
            return name;
        }

        String getNick() {
            return nick;
        }

        String component1() {
            return email;
        }

        String component2() {
            return name;
        }

        String component3() {
            return nick;
        }
    }

    /** The same, of which Kotlin has not said that it is its own. */
    static final class Visitor {
        @PartitionKey
        private final String email;

        private final String nick;

        Visitor(String email, String nick) {
            this.email = email;
            this.nick = nick;
        }

        String getEmail() {
            return email;
        }

        String getNick() {
            return nick;
        }

        String component1() {
            return email;
        }

        String component2() {
            return nick;
        }
    }

    @Test
    void aKotlinClassRefusesItselfTheNullsThatItsTypesDoNotHave() {
        TableSchema<Guest> schema = TableSchema.of(Guest.class);
        Guest guest = schema.fromItem(Item.of("email", "a", "name", "Ann"));
        assertThat(guest.getNick()).isNull();
        assertThat(schema.toItem(guest)).isEqualTo(Item.of("email", "a", "name", "Ann"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(Item.of("email", "a", "nick", "A")))
                .withMessageContaining("the constructor of " + Guest.class.getName() + " refused the attributes")
                .withCauseInstanceOf(NullPointerException.class);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> TableSchema.of(Visitor.class).fromItem(Item.of("email", "a")))
                .withMessageContaining("Attribute nick");
    }

    /** A class with a builder, as Lombok makes it. */
    static final class Town {
        private final String name;
        private final Optional<Integer> zip;
        private final List<String> streets;

        private Town(String name, Optional<Integer> zip, List<String> streets) {
            this.name = name;
            this.zip = zip;
            this.streets = streets;
        }

        static Builder builder() {
            return new Builder();
        }

        String getName() {
            return name;
        }

        Optional<Integer> getZip() {
            return zip;
        }

        List<String> getStreets() {
            return streets;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Town that
                    && name.equals(that.name)
                    && zip.equals(that.zip)
                    && streets.equals(that.streets);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        static final class Builder {
            private String name = "";
            private Optional<Integer> zip = Optional.empty();
            private final List<String> streets = new ArrayList<>();

            Builder name(String name) {
                this.name = name;
                return this;
            }

            Builder zip(Optional<Integer> zip) {
                this.zip = zip;
                return this;
            }

            Builder street(String street) {
                streets.add(street);
                return this;
            }

            Builder streets(Iterable<? extends String> more) {
                more.forEach(streets::add);
                return this;
            }

            Town build() {
                return new Town(name, zip, List.copyOf(streets));
            }
        }
    }

    /** What all items of an older program have. */
    static class Stored {
        @PartitionKey
        private String id = "";

        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }
    }

    /** A bean with a chained setter, a public field, a transient field and a getter of something computed. */
    static class Bean extends Stored {
        private int count;

        @Nullable
        String note;

        private boolean done;
        private @Nullable Town town;
        private Set<String> tags = Set.of();
        private transient int cached = 7;

        public int getCount() {
            return count;
        }

        public Bean setCount(int count) {
            this.count = count;
            return this;
        }

        public boolean isDone() {
            return done;
        }

        public void setDone(boolean done) {
            this.done = done;
        }

        public @Nullable Town getTown() {
            return town;
        }

        public void setTown(@Nullable Town town) {
            this.town = town;
        }

        public Set<String> getTags() {
            return tags;
        }

        public void setTags(Set<String> tags) {
            this.tags = tags;
        }

        public String getTitle() {
            return getId() + cached;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bean that
                    && getId().equals(that.getId())
                    && count == that.count
                    && done == that.done
                    && Objects.equals(note, that.note)
                    && Objects.equals(town, that.town)
                    && tags.equals(that.tags);
        }

        @Override
        public int hashCode() {
            return getId().hashCode();
        }
    }

    private static Town town() {
        return Town.builder()
                .name("Bern")
                .zip(Optional.of(3000))
                .street("a")
                .street("b")
                .build();
    }

    @Test
    void aDataClassComesBack() {
        TableSchema<DataClass> schema = TableSchema.of(DataClass.class);
        assertComesBack(schema, new DataClass("a", 5, true, town()));
        assertComesBack(schema, new DataClass("a"));
        assertThat(schema.toItem(new DataClass("a", 5, true, null)))
                .isEqualTo(Item.of("email", "a", "points", 5, "isActive", true));
    }

    @Test
    void aBeanComesBackWithWhatItInherits() {
        TableSchema<Bean> schema = TableSchema.of(Bean.class);
        Bean bean = new Bean().setCount(3);
        bean.setId("a");
        bean.note = "n";
        bean.setDone(true);
        bean.setTown(town());
        bean.setTags(Set.of("x"));
        assertComesBack(schema, bean);
        assertThat(schema.toItem(bean).asMap()).containsOnlyKeys("id", "count", "note", "done", "town", "tags");
        assertThat(schema.partitionKey().name()).isEqualTo("id");
    }

    @Test
    void pathsFollowGetters() {
        assertThat(attr(DataClass::getTown)
                        .dot(Town::getStreets)
                        .at(0)
                        .eq("a")
                        .and(attr(DataClass::getPoints).lt(5))
                        .and(attr(DataClass::isActive).eq(true))
                        .bind(TableSchema.of(DataClass.class).codec()))
                .hasToString("town.streets[0] = \"a\" AND points < 5 AND isActive = true");
        assertThat(attr(Bean::getId).eq("a").bind(TableSchema.of(Bean.class).codec()))
                .hasToString("id = \"a\"");
    }

    static final class Marked {
        private final String key;

        private Marked(String key) {
            this.key = key;
        }

        @Creator("key")
        static Marked of(String key) {
            return new Marked(key);
        }

        @PartitionKey
        @Attribute("k")
        String key() {
            return key;
        }
    }

    @Test
    void aMarkedMethodMakesInstances() {
        TableSchema<Marked> schema = TableSchema.of(Marked.class);
        assertThat(schema.toItem(Marked.of("a"))).isEqualTo(Item.of("k", "a"));
        assertThat(schema.fromItem(Item.of("k", "a")).key()).isEqualTo("a");
    }

    static final class Wary {
        private final String id;

        Wary(@PartitionKey String id) {
            if (id.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    @Test
    void aRefusingConstructorIsToldOf() {
        TableSchema<Wary> schema = TableSchema.of(Wary.class);
        assertThat(schema.fromItem(Item.of("id", "a")).id()).isEqualTo("a");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(Item.of("id", " ")))
                .withMessageContaining("the constructor of " + Wary.class.getName() + " refused the attributes");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(Item.empty()))
                .withMessageContaining("Attribute id: the item has no such attribute");
    }

    static final class TwoWays {
        @PartitionKey
        String id;

        TwoWays(String id) {
            this.id = id;
        }

        TwoWays(int id) {
            this(String.valueOf(id));
        }
    }

    static final class TwoCreators {
        @PartitionKey
        String id;

        @Creator
        TwoCreators(String id) {
            this.id = id;
        }

        @Creator
        TwoCreators(int id) {
            this(String.valueOf(id));
        }
    }

    static final class NoGetter {
        private final int hash;

        NoGetter(@PartitionKey String id) {
            hash = id.hashCode();
        }

        int hash() {
            return hash;
        }
    }

    static final class OtherType {
        private final int id;

        OtherType(@PartitionKey String id) {
            this.id = id.length();
        }

        int id() {
            return id;
        }
    }

    static final class Frozen {
        @PartitionKey
        final String id = "";
    }

    static final class WrongNames {
        @PartitionKey
        String id;

        @Creator({"id", "other"})
        WrongNames(String id) {
            this.id = id;
        }
    }

    @SuppressWarnings("ClassCanBeStatic")
    class Inner {
        @PartitionKey
        String id = "";
    }

    abstract static class Unfinished {
        @PartitionKey
        String id = "";
    }

    static final class NoBuild {
        @PartitionKey
        String id = "";

        static StringBuilder builder() {
            return new StringBuilder();
        }
    }

    @Test
    void aClassThatCannotBeMadeIsRefusedWithWhatToDo() {
        assertRefused(TwoWays.class)
                .withMessageContaining("TwoWays has 2 constructors")
                .withMessageContaining("@Creator");
        assertRefused(TwoCreators.class).withMessageContaining("marked with @Creator; mark one");
        assertRefused(NoGetter.class).withMessageContaining("NoGetter takes id").withMessageContaining("getId()");
        assertRefused(OtherType.class).withMessageContaining("OtherType gives id as a int");
        assertRefused(Frozen.class).withMessageContaining("a final field, id, that nothing can set");
        assertRefused(WrongNames.class).withMessageContaining("names 2 parameters of a constructor that takes 1");
        assertRefused(Inner.class)
                .withMessageContaining("Inner is an inner class")
                .withMessageContaining("static");
        assertRefused(Unfinished.class).withMessageContaining("Unfinished is abstract");
        assertRefused(NoBuild.class).withMessageContaining("StringBuilder has no method build()");
    }

    record Outer(@PartitionKey String id, List<TwoWays> ways) {}

    @Test
    void aClassWithinARecordIsRefusedWithItsPath() {
        assertRefused(Outer.class)
                .withMessageContaining(
                        "Outer.ways: the class cannot be stored: " + TwoWays.class.getName() + " has 2 constructors");
    }
}
