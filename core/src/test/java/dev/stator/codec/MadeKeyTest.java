package dev.stator.codec;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.KeyCondition.between;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** Keys that are made from other members, by methods and by templates, and records that stand for keys. */
class MadeKeyTest {
    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    record ByMethod(String email, int points) {
        @PartitionKey("pk")
        String pk() {
            return "USER#" + email;
        }

        @IndexPartitionKey("by-domain")
        Optional<String> domain() {
            int at = email.indexOf('@');
            return at < 0 ? Optional.empty() : Optional.of(email.substring(at + 1));
        }

        @Attribute("level")
        int computedLevel() {
            return points / 10;
        }
    }

    @Test
    void aMethodMakesAKeyAndWhatItComputesIsStored() {
        TableSchema<ByMethod> schema = TableSchema.of(ByMethod.class);
        ByMethod value = new ByMethod("ann@x.org", 25);
        Item item = Item.of("email", "ann@x.org", "points", 25, "pk", "USER#ann@x.org")
                .with("domain", "x.org")
                .with("level", 2);
        assertThat(schema.toItem(value)).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(value);
        assertThat(schema.keyOf(value)).isEqualTo(Item.of("pk", "USER#ann@x.org"));
        assertThat(schema.key("USER#ann@x.org")).isEqualTo(schema.keyOf(value));
        assertThat(schema.toItem(new ByMethod("ann", 0)).has("domain")).isFalse();
        assertThat(schema.index("by-domain").partitionKey().name()).isEqualTo("domain");
        assertThat(attr(ByMethod::computedLevel).eq(2).bind(schema.codec())).hasToString("level = 2");
    }

    @PartitionKey(value = "pk", template = "USER#{email}")
    @SortKey(value = "sk", template = "ORDER#{placed}#{number:08}")
    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    record Order(String email, Instant placed, int number, Optional<String> town) {}

    record OrderKey(String email, Instant placed, int number) {}

    record Placed(Instant placed) {}

    private static final Instant PLACED = Instant.parse("2026-01-31T10:00:00Z");
    private static final String SORT = "ORDER#2026-01-31T10:00:00.000000000Z#00000042";
    private static final Order ORDER = new Order("ann@x.org", PLACED, 42, Optional.of("Bern"));

    @Test
    void aTemplateMakesAKeyThatIsParsedBack() {
        TableSchema<Order> schema = TableSchema.of(Order.class);
        Item item = Item.of("town", "Bern", "pk", "USER#ann@x.org", "sk", SORT).with("gsi1pk", "TOWN#Bern");
        assertThat(schema.toItem(ORDER)).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(ORDER);
        assertThat(Wire.read(schema, Wire.json(schema, ORDER))).isEqualTo(ORDER);
        assertThat(schema.keyOf(ORDER)).isEqualTo(Item.of("pk", "USER#ann@x.org", "sk", SORT));
        Order nowhere = new Order("ann@x.org", PLACED, 42, Optional.empty());
        assertThat(schema.toItem(nowhere).asMap()).containsOnlyKeys("pk", "sk");
        assertThat(schema.fromItem(schema.toItem(nowhere))).isEqualTo(nowhere);
    }

    @Test
    void aKeyRecordStandsForAKey() {
        TableSchema<Order> schema = TableSchema.of(Order.class);
        assertThat(schema.key(new OrderKey("ann@x.org", PLACED, 42))).isEqualTo(schema.keyOf(ORDER));
        schema.checkKeyRecord(OrderKey.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.key(new Placed(PLACED)))
                .withMessageContaining("Placed has the components [placed]")
                .withMessageContaining("[email, placed, number]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.checkKeyRecord(Wrong.class))
                .withMessageContaining("Wrong has number as a java.lang.Long")
                .withMessageContaining("java.lang.Integer");
    }

    record Wrong(String email, Instant placed, long number) {}

    @Test
    void naturalValuesMakeKeyConditions() {
        TableSchema<Order> schema = TableSchema.of(Order.class);
        KeyAttribute partition = schema.partitionKey();
        KeyAttribute sort = schema.sortKey().orElseThrow();
        assertThat(partition.value("ann@x.org")).isEqualTo(AttributeValue.of("USER#ann@x.org"));
        assertThat(partition.value(AttributeValue.of("USER#ann@x.org"))).isEqualTo(AttributeValue.of("USER#ann@x.org"));
        assertThat(beginsWith(new Placed(PLACED)).on(sort))
                .hasToString("begins_with(sk, \"ORDER#2026-01-31T10:00:00.000000000Z#\")");
        assertThat(beginsWith("2026-01").on(sort)).hasToString("begins_with(sk, \"ORDER#2026-01\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.value(AttributeValue.of("ann@x.org")))
                .withMessageContaining("none of the template \"USER#{email}\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sort.value("x"))
                .withMessageContaining("the key is made of [placed, number]");
        TableSchema<Event> events = TableSchema.of(Event.class);
        assertThat(between(1, 20).on(events.sortKey().orElseThrow()))
                .hasToString("sk BETWEEN \"E-0001-x\" AND \"E-0020-x\"");
    }

    @SortKey(value = "sk", template = "E-{number:04}-x")
    record Event(@PartitionKey String id, int number) {}

    @PartitionKey(value = "pk", template = "{email}")
    @SortKey(value = "sk", template = "PROFILE")
    record Profile(@Attribute("mail") String email, String name) {}

    @Test
    void aConstantSortKeyNeedNotBeGivenAndAMarkedMemberIsStoredToo() {
        TableSchema<Profile> schema = TableSchema.of(Profile.class);
        Profile ann = new Profile("ann", "Ann");
        assertThat(schema.key("ann")).isEqualTo(Item.of("pk", "ann", "sk", "PROFILE"));
        assertThat(schema.toItem(ann))
                .isEqualTo(schema.key("ann").with("mail", "ann").with("name", "Ann"));
        assertThat(schema.fromItem(schema.toItem(ann))).isEqualTo(ann);
        assertThat(attr(Profile::email).eq("a").bind(schema.codec())).hasToString("mail = \"a\"");
    }

    @PartitionKey(value = "pk", template = "USER#{email}")
    @SortKey(value = "sk", template = "{day}#{email}#{count:04}")
    record Beside(@Attribute("mail") String email, LocalDate day, AtomicLong count) {
        static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    }

    @Test
    void aKeyAndTheMembersBesideItMustAgree() {
        TableSchema<Beside> schema = TableSchema.of(Beside.class);
        Item item = Item.of("pk", "USER#ann", "sk", "2026-01-31#ann#0007", "mail", "ann");
        assertThat(schema.fromItem(item).email()).isEqualTo("ann");
        assertThat(schema.toItem(schema.fromItem(item))).isEqualTo(item);
        for (Item other : List.of(
                item.with("mail", "bob"),
                item.with("pk", "USER#bob"),
                item.with("mail", "an#n").with("pk", "USER#an#n"))) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> schema.fromItem(other))
                    .withMessageMatching("Attribute (pk|sk).*");
        }
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(item.with("mail", "bob")))
                .withMessage("Attribute pk: found members beside the key of which the template \"USER#{email}\" makes"
                        + " another key, so the record would be put as another item; store them as the key says, or the"
                        + " item with the other key, by a table of items");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(item.with("pk", "USER#bob").with("mail", "bob")))
                .withMessageContaining("Attribute sk: found members beside the key");
        TableSchema<Overridden> given = TableSchema.of(Overridden.class);
        assertThat(given.fromItem(Item.of("pk", "USER#ann", "email", "bob")).explicit())
                .contains("USER#ann");
    }

    record Method(String email) {
        Method {
            email = email.toLowerCase(Locale.ROOT);
        }

        @PartitionKey("pk")
        String pk() {
            return "USER#" + email;
        }
    }

    record Bytes(String email) {
        @PartitionKey("pk")
        byte[] pk() {
            return email.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aKeyThatAMethodMakesMustBeTheOneThatIsStored() {
        TableSchema<Method> schema = TableSchema.of(Method.class);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(Item.of("pk", "USER#Ann", "email", "Ann")))
                .withMessage("Attribute pk: found a key that is not what the method gives of the record that was read,"
                        + " which would be put as another item; store the item with the key that the method gives, by a"
                        + " table of items, or let the method give the key that is stored");
        assertThat(schema.fromItem(Item.of("pk", "USER#ann", "email", "Ann"))).isEqualTo(new Method("ann"));
        TableSchema<Bytes> bytes = TableSchema.of(Bytes.class);
        assertThat(bytes.fromItem(bytes.toItem(new Bytes("ann")))).isEqualTo(new Bytes("ann"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> bytes.fromItem(bytes.toItem(new Bytes("ann")).with("email", "bob")))
                .withMessageContaining("not what the method gives");
    }

    @Test
    void aMemberOfAKeyAloneIsInNoExpression() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(Order::email)
                        .eq("a")
                        .bind(TableSchema.of(Order.class).codec()))
                .withMessageContaining("Order::email is stored within the key pk alone")
                .withMessageContaining("@Attribute");
        assertThat(attr("pk").eq("USER#a").bind(TableSchema.of(Order.class).codec()))
                .hasToString("pk = \"USER#a\"");
    }

    record Overridden(
            @PartitionKey(value = "pk", template = "USER#{email}")
            Optional<String> explicit,

            String email) {}

    @Test
    void anExplicitKeyWins() {
        TableSchema<Overridden> schema = TableSchema.of(Overridden.class);
        Overridden given = new Overridden(Optional.of("OTHER#1"), "ann");
        assertThat(schema.toItem(given)).isEqualTo(Item.of("pk", "OTHER#1", "email", "ann"));
        assertThat(schema.fromItem(schema.toItem(given))).isEqualTo(given);
        assertThat(schema.keyOf(given)).isEqualTo(Item.of("pk", "OTHER#1"));
        assertThat(schema.key(AttributeValue.of("OTHER#1"))).isEqualTo(schema.keyOf(given));
        Overridden made = new Overridden(Optional.empty(), "ann");
        assertThat(schema.toItem(made)).isEqualTo(Item.of("pk", "USER#ann", "email", "ann"));
        assertThat(schema.fromItem(schema.toItem(made)).explicit()).contains("USER#ann");
    }

    @Test
    void valuesThatWouldNotComeBackAreRefused() {
        TableSchema<Event> schema = TableSchema.of(Event.class);
        assertThat(schema.toItem(new Event("a", 9999)).string("sk")).contains("E-9999-x");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.toItem(new Event("a", 10_000)))
                .withMessageContaining("Attribute sk.number: the number is too wide");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.toItem(new Event("a", -1)))
                .withMessageContaining("the number is negative");
        TableSchema<Pair> pairs = TableSchema.of(Pair.class);
        assertThat(pairs.fromItem(pairs.toItem(new Pair("a", "b#c")))).isEqualTo(new Pair("a", "b#c"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> pairs.toItem(new Pair("a#b", "c")))
                .withMessageContaining("Attribute pk.first: the value has \"#\" in it");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> pairs.toItem(new Pair("", "c")))
                .withMessageContaining("Attribute pk.first: the value is empty");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> pairs.fromItem(Item.of("pk", "a")))
                .withMessageContaining("Attribute pk: found a key that is none of the template");
    }

    @PartitionKey(value = "pk", template = "{first}#{second}")
    record Pair(String first, String second) {}

    @SortKey(value = "sk", template = "AT#{first}#{second}")
    record Sorted(@PartitionKey String id, String first, String second) {}

    record First(String first) {}

    @SortKey(value = "sk", template = "{number:06}#{name}")
    record Numbered(@PartitionKey String id, int number, String name) {}

    record Counted(int number) {}

    @Test
    void aPrefixIsThatOfWhatATemplateMakes() {
        KeyAttribute sort = TableSchema.of(Sorted.class).sortKey().orElseThrow();
        assertThat(beginsWith(new First("a")).on(sort)).hasToString("begins_with(sk, \"AT#a#\")");
        assertThat(beginsWith("a").on(sort)).hasToString("begins_with(sk, \"AT#a\")");
        for (Object ambiguous : List.of("a#b", new First("a#b"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> beginsWith(ambiguous).on(sort))
                    .withMessageContaining("has \"#\" in it");
        }
        KeyAttribute numbered = TableSchema.of(Numbered.class).sortKey().orElseThrow();
        assertThat(beginsWith(12).on(numbered)).hasToString("begins_with(sk, \"000012#\")");
        assertThat(beginsWith(new Counted(12)).on(numbered)).hasToString("begins_with(sk, \"000012#\")");
        assertThat(beginsWith(AttributeValue.of("0000")).on(numbered)).hasToString("begins_with(sk, \"0000\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> beginsWith("12").on(numbered))
                .withMessageContaining("java.lang.String")
                .withMessageContaining("java.lang.Integer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> beginsWith("x")
                        .on(TableSchema.of(Profile.class).sortKey().orElseThrow()))
                .withMessageContaining("not those of its first members");
    }

    @SortKey(value = "sk", template = "{at:012}#{count:04}")
    record Timed(@PartitionKey String id, @EpochSeconds Instant at, AtomicLong count) {}

    @PartitionKey(value = "pk", template = "{id}#{id}")
    record Twice(String id) {}

    @PartitionKey(value = "pk", template = "{at:012}")
    record Expiring(@TimeToLive Instant at) {}

    @Test
    void wholeNumbersOfAnyClassAreInTemplatesOnce() {
        TableSchema<Timed> schema = TableSchema.of(Timed.class);
        Timed timed = new Timed("a", Instant.ofEpochSecond(1_700_000_000), new AtomicLong(7));
        assertThat(schema.toItem(timed)).isEqualTo(Item.of("id", "a", "sk", "001700000000#0007"));
        assertThat(schema.fromItem(schema.toItem(timed)).at()).isEqualTo(timed.at());
        assertRefused(Twice.class).withMessageContaining("names a member twice");
        assertRefused(Expiring.class).withMessageContaining("Expiring.at is a time to live and stored in a key alone");
    }

    interface Aging {
        Instant born();

        @TimeToLive
        default Instant dies() {
            return born().plusSeconds(60);
        }

        @IndexPartitionKey("by-day")
        default String day() {
            return born().toString().substring(0, 10);
        }
    }

    record Fly(@PartitionKey String id, Instant born) implements Aging {}

    record TwoDeaths(
            @PartitionKey String id,
            Instant born,
            @TimeToLive long end) implements Aging {}

    @Test
    void methodsOfInterfacesAndTimesToLiveAreComputedToo() {
        TableSchema<Fly> flies = TableSchema.of(Fly.class);
        Fly fly = new Fly("f", PLACED);
        Item item = flies.toItem(fly);
        assertThat(item.get("dies")).contains(AttributeValue.of(PLACED.getEpochSecond() + 60));
        assertThat(item.string("day")).contains("2026-01-31");
        assertThat(flies.fromItem(item)).isEqualTo(fly);
        assertThat(flies.timeToLive()).contains("dies");
        assertThat(flies.index("by-day").partitionKey().name()).isEqualTo("day");
        assertRefused(TwoDeaths.class).withMessageContaining("is a second time to live, after end");
    }

    @PartitionKey(value = "pk", template = "{first}{second}")
    record NoSeparator(String first, String second) {}

    @PartitionKey(value = "pk", template = "{first:04}{second}")
    record FixedWidth(int first, String second) {}

    @PartitionKey(value = "pk", template = "U#{number}")
    record NoWidth(int number) {}

    @PartitionKey(value = "pk", template = "U#{number:08}")
    record Fraction(double number) {}

    @PartitionKey(value = "pk", template = "U#{name:08}")
    record WidthOfText(String name) {}

    @PartitionKey(value = "pk", template = "U#{other}")
    record NoMember(String name) {}

    @PartitionKey(value = "pk", template = "U#{name")
    record Brace(String name) {}

    @PartitionKey(value = "pk", template = "U#{name}")
    record Absent(Optional<String> name) {}

    @PartitionKey(template = "U#{name}")
    record Nameless(String name) {}

    @PartitionKey(value = "pk", template = "U#{name}")
    record TwoWays(String name) {
        @PartitionKey
        String pk() {
            return name;
        }
    }

    record Holder(
            @PartitionKey(value = "pk", template = "U#{name}")
            String explicit,

            String name) {}

    record TwoNames(@PartitionKey("a") @Attribute("b") String name) {}

    @Test
    void templatesThatCannotWorkAreRefusedWhenLearnt() {
        assertRefused(NoSeparator.class).withMessageContaining("nothing behind first that tells where it ends");
        assertThat(TableSchema.of(FixedWidth.class).fromItem(Item.of("pk", "0007x")))
                .isEqualTo(new FixedWidth(7, "x"));
        assertRefused(NoWidth.class)
                .withMessageContaining("number without a width")
                .withMessageContaining("{number:08}");
        assertRefused(Fraction.class).withMessageContaining("may have a fraction");
        assertRefused(WidthOfText.class).withMessageContaining("gives name a width, and it is no number");
        assertRefused(NoMember.class).withMessageContaining("names other, which is no member of the class");
        assertRefused(Brace.class).withMessageContaining("a brace that is no placeholder");
        assertRefused(Absent.class).withMessageContaining("Absent.name: is part of the key pk and may be absent");
        assertRefused(Nameless.class).withMessageContaining("needs the stored name of the key and its template");
        assertRefused(TwoWays.class).withMessageContaining("makes the attribute pk in two ways");
        assertRefused(Holder.class).withMessageContaining("the key pk is made by a method or template");
        assertRefused(TwoNames.class).withMessageContaining("TwoNames.name has two stored names, b and a");
    }

    record Entry(@PartitionKey String id, LocalDate day) {
        @SortKey
        LocalDate when() {
            return day;
        }
    }

    record EntryKey(String id, LocalDate when) {}

    @Test
    void aKeyRecordNamesPlainKeysAndMethods() {
        TableSchema<Entry> schema = TableSchema.of(Entry.class);
        LocalDate day = LocalDate.of(2026, 1, 31);
        Item key = Item.of("id", "a", "when", "2026-01-31");
        assertThat(schema.key(new EntryKey("a", day))).isEqualTo(key);
        assertThat(schema.key("a", day)).isEqualTo(key);
        assertThat(schema.keyOf(new Entry("a", day))).isEqualTo(key);
    }
}
