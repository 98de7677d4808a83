package dev.stator.codec;

import static dev.stator.codec.MisfitTest.assertMisfit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes that are stored through converters: by attribute, by class and by mapping. */
class ConverterTest {
    private static <T> void assertStored(TableSchema<T> schema, T row, Item item) {
        assertThat(schema.toItem(row)).isEqualTo(item);
        assertThat(Wire.item(Wire.json(schema, row))).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(row);
        assertThat(Wire.read(schema, Wire.json(schema, row))).isEqualTo(row);
    }

    /** A class that Stator does not know and that says nothing itself. */
    static final class Money {
        final BigDecimal amount;

        Money(String amount) {
            this.amount = new BigDecimal(amount);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Money that && amount.equals(that.amount);
        }

        @Override
        public int hashCode() {
            return amount.hashCode();
        }
    }

    static final class MoneyConverter implements Converter<Money, BigDecimal> {
        @Override
        public BigDecimal toStored(Money value) {
            if (value.amount.signum() < 0) {
                throw new IllegalArgumentException("money is never below zero");
            }
            return value.amount;
        }

        @Override
        public Money fromStored(BigDecimal stored) {
            return new Money(stored.toString());
        }

        @Override
        public Optional<Money> fromOther(AttributeValue found) {
            // As an older version of the program stored it.
            return found instanceof AttributeValue.S text ? Optional.of(new Money(text.value())) : Optional.empty();
        }
    }

    record Order(
            @PartitionKey String id,
            @Convert(MoneyConverter.class) Money total,
            @Convert(MoneyConverter.class) Optional<Money> tip,
            List<@Convert(MoneyConverter.class) Money> parts,
            Set<@Convert(MoneyConverter.class) Money> limits,
            Map<String, @Nullable @Convert(MoneyConverter.class) Money> byName) {}

    private static final Order ORDER = new Order(
            "a",
            new Money("12.5"),
            Optional.of(new Money("1")),
            List.of(new Money("12"), new Money("0.5")),
            Set.of(new Money("3")),
            Map.of("x", new Money("7")));

    private static final Item ORDER_ITEM = Item.of("id", "a", "total", new BigDecimal("12.5"), "tip", 1)
            .with("parts", List.of(12, 0.5))
            .with("limits", Set.of(3))
            .with("byName", Map.of("x", 7));

    @Test
    void anAnnotatedAttributeIsConvertedWhereverTheAnnotationStands() {
        assertStored(TableSchema.of(Order.class), ORDER, ORDER_ITEM);
    }

    record Plain(
            @PartitionKey String id,
            Money total,
            Optional<Money> tip,
            List<Money> parts,
            Set<Money> limits,
            Map<String, Money> byName) {}

    @Test
    void aMappingConvertsAClassWhereverItStands() {
        Mapping mapping = Mapping.standard().converter(new MoneyConverter());
        Plain plain =
                new Plain("a", ORDER.total(), ORDER.tip(), ORDER.parts(), ORDER.limits(), Map.of("x", new Money("7")));

        assertStored(TableSchema.of(Plain.class, mapping), plain, ORDER_ITEM);
        assertThat(TableSchema.of(Plain.class, mapping)).isSameAs(TableSchema.of(Plain.class, mapping));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Plain.class))
                .withMessageContaining("Plain.total: ")
                .withMessageContaining("a converter");
    }

    @Convert(PointConverter.class)
    record Point(int x, int y) {}

    static final class PointConverter implements Converter<Point, String> {
        @Override
        public String toStored(Point value) {
            return value.x() == 0 && value.y() == 0 ? "" : value.x() + "/" + value.y();
        }

        @Override
        public Point fromStored(String stored) {
            int slash = stored.indexOf('/');
            return stored.isEmpty()
                    ? new Point(0, 0)
                    : new Point(
                            Integer.parseInt(stored.substring(0, slash)),
                            Integer.parseInt(stored.substring(slash + 1)));
        }
    }

    record Places(@PartitionKey Point at, Set<Point> near, Map<Point, String> names) {}

    @Test
    void aClassMayNameItsConverterAndBeAKeyAnElementAndANameInAMap() {
        TableSchema<Places> schema = TableSchema.of(Places.class);
        Places places = new Places(new Point(1, 2), Set.of(new Point(3, 4)), Map.of(new Point(5, 6), "home"));

        assertStored(schema, places, Item.of("at", "1/2", "near", Set.of("3/4"), "names", Map.of("5/6", "home")));
        assertThat(schema.partitionKey().type()).isEqualTo(AttributeType.S);
        assertThat(schema.key(new Point(1, 2))).isEqualTo(Item.of("at", "1/2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.key(new Point(0, 0)))
                .withMessageContaining("at")
                .withMessageContaining("empty");
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Convert(MoneyConverter.class)
    @interface Cash {}

    record Till(@PartitionKey String id, @Cash Money held) {}

    record Wrong(@PartitionKey String id, @Cash String held) {}

    record Listed(@PartitionKey String id, @Cash List<Money> held) {}

    record Twice(
            @PartitionKey String id, @Cash @EpochSeconds Money held) {}

    @Test
    void anAnnotationMadeOfConvertIsAFormOfItsOwn() {
        assertStored(TableSchema.of(Till.class), new Till("a", new Money("2")), Item.of("id", "a", "held", 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Wrong.class))
                .withMessage("Wrong.held: @Cash is for dev.stator.codec.ConverterTest$Money, and this is a"
                        + " java.lang.String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Listed.class))
                .withMessageContaining("Listed.held: @Cash is for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Twice.class))
                .withMessageContaining("Twice.held: it has two forms, @Cash and @EpochSeconds");
    }

    @Test
    void whatCannotBeConvertedIsAMisfitWithItsPath() {
        TableSchema<Till> schema = TableSchema.of(Till.class);
        Till below = new Till("a", new Money("-1"));
        assertMisfit(() -> Wire.json(schema, below), "held", "money is never below zero");
        assertMisfit(() -> schema.toItem(below), "held", "money is never below zero");
        assertMisfit(
                () -> TableSchema.of(Places.class).fromItem(Item.of("at", "1/2", "names", Map.of("secret", "home"))),
                "names.secret",
                "found a String that dev.stator.codec.ConverterTest$PointConverter does not take as a Point");
    }

    @Test
    void anAttributeOfAnotherTypeIsReadIfTheConverterKnowsIt() {
        TableSchema<Till> schema = TableSchema.of(Till.class);
        assertThat(schema.fromItem(Item.of("id", "a", "held", "3.5"))).isEqualTo(new Till("a", new Money("3.5")));
        assertMisfit(
                () -> schema.fromItem(Item.of("id", "a", "held", true)), "held", "a Money is stored as N; found BOOL");
        assertMisfit(() -> schema.fromItem(Item.of("id", "a", "held", "many")), "held", "failed to read");
    }

    record Range(int from, int to) {}

    record Ranged(@PartitionKey String id, Money span) {}

    @Test
    void aConverterMayStoreARecordAndTwoFunctionsAreAConverter() {
        Converter<Money, Range> spans = Converter.of(
                Money.class,
                Range.class,
                money -> new Range(0, money.amount.intValueExact()),
                range -> new Money(String.valueOf(range.to())));
        TableSchema<Ranged> schema =
                TableSchema.of(Ranged.class, Mapping.standard().converter(spans));

        assertStored(schema, new Ranged("a", new Money("4")), Item.of("id", "a", "span", Map.of("from", 0, "to", 4)));
        assertMisfit(() -> schema.toItem(new Ranged("a", new Money("0.5"))), "span", "the converter of Money failed");
        assertMisfit(() -> schema.fromItem(Item.of("id", "a", "span", 1)), "span", "a Money is stored as M; found N");
        assertMisfit(
                () -> schema.fromItem(Item.of("id", "a", "span", Map.of("from", 0))), "span.to", "no such attribute");
    }

    record Lower(@PartitionKey String email, String name) {}

    @Test
    void aConverterMayStoreItsOwnClassAndReplaceAStandardOne() {
        Mapping lower = Mapping.standard()
                .converter(
                        Converter.of(String.class, String.class, text -> text.toLowerCase(Locale.ROOT), text -> text));
        TableSchema<Lower> schema = TableSchema.of(Lower.class, lower);

        assertThat(schema.toItem(new Lower("A@x.org", "Ann"))).isEqualTo(Item.of("email", "a@x.org", "name", "ann"));
        assertThat(schema.key("A@x.org")).isEqualTo(Item.of("email", "a@x.org"));
    }

    /** Full control of the tokens: a flag that old programs stored as a number. */
    static final class FlagCodec implements Codec<Boolean> {
        @Override
        public Class<Boolean> javaClass() {
            return Boolean.class;
        }

        @Override
        public void write(Boolean value, ItemWriter out) {
            out.bool(value);
        }

        @Override
        public Boolean read(ItemReader in) {
            return in.type() == AttributeType.N ? !in.number().equals("0") : in.bool();
        }
    }

    record Flagged(
            @PartitionKey String id,
            @Convert(FlagCodec.class) boolean on) {}

    record Bare(@PartitionKey String id, boolean on) {}

    @Test
    void aCodecStandsWhereAConverterMay() {
        TableSchema<Flagged> flagged = TableSchema.of(Flagged.class);
        assertStored(flagged, new Flagged("a", true), Item.of("id", "a", "on", true));
        assertThat(flagged.fromItem(Item.of("id", "a", "on", 1))).isEqualTo(new Flagged("a", true));
        TableSchema<Bare> bare = TableSchema.of(Bare.class, Mapping.standard().codec(new FlagCodec()));
        assertThat(bare.fromItem(Item.of("id", "a", "on", 0))).isEqualTo(new Bare("a", false));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> TableSchema.of(Bare.class).fromItem(Item.of("id", "a", "on", 0)));
    }

    /** Takes any class, and asks which. */
    static final class TypeNames implements Converter<Object, String> {
        private final Type type;

        TypeNames(Type type) {
            this.type = type;
        }

        @Override
        public String toStored(Object value) {
            return type.getTypeName();
        }

        @Override
        public Object fromStored(String stored) {
            return List.of();
        }
    }

    record Asking(
            @PartitionKey String id,
            @Convert(TypeNames.class) List<Map<String, Money>> any) {}

    @Test
    void aConverterOfAnyClassIsToldTheTypeOfItsAttribute() {
        String stored = TableSchema.of(Asking.class)
                .toItem(new Asking("a", List.of()))
                .string("any")
                .orElseThrow();
        assertThat(stored).contains("List", "Map", "String", "Money");
    }

    interface NoConverter {}

    static final class Inner<T> implements Converter<T, String> {
        @Override
        public String toStored(T value) {
            return "";
        }

        @Override
        @SuppressWarnings("NullAway")
        public T fromStored(String stored) {
            return null;
        }
    }

    static final class NeedsMore implements Converter<Money, String> {
        NeedsMore(String more) {}

        @Override
        public String toStored(Money value) {
            return "";
        }

        @Override
        public Money fromStored(String stored) {
            return new Money("0");
        }
    }

    static final class Endless implements Converter<Money, List<Money>> {
        @Override
        public List<Money> toStored(Money value) {
            return List.of();
        }

        @Override
        public Money fromStored(List<Money> stored) {
            return new Money("0");
        }
    }

    record ByNone(
            @PartitionKey String id,
            @Convert(NoConverter.class) Money money) {}

    record ByInner(
            @PartitionKey String id, @Convert(Inner.class) Money money) {}

    record ByMore(
            @PartitionKey String id,
            @Convert(NeedsMore.class) Money money) {}

    record ByEndless(
            @PartitionKey String id, @Convert(Endless.class) Money money) {}

    @Test
    void whatIsNoConverterIsRefusedWhenTheClassIsLearnt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(ByNone.class))
                .withMessageContainingAll("ByNone.money: ", "implements neither Converter nor Codec");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(ByInner.class))
                .withMessageContainingAll("ByInner.money: ", "does not tell what it converts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(ByMore.class))
                .withMessageContainingAll("ByMore.money: ", "NeedsMore cannot be made");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(ByEndless.class))
                .withMessageContainingAll("ByEndless.money.(Endless): ", "cannot be stored");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mapping.standard().converter(new Inner<Money>()))
                .withMessageContainingAll("Inner does not tell", "Converter.of");
    }

    record Epochs(@PartitionKey Instant at, List<Instant> more) {}

    @Test
    void aFormCanBeThatOfAWholeMapping() {
        Epochs epochs = new Epochs(Instant.ofEpochSecond(5), List.of(Instant.ofEpochSecond(6)));
        assertStored(
                TableSchema.of(Epochs.class, Mapping.standard().converter(new EpochSeconds.Form())),
                epochs,
                Item.of("at", 5, "more", List.of(6)));
        assertThat(TableSchema.of(Epochs.class).toItem(epochs).string("at")).contains("1970-01-01T00:00:05.000000000Z");
    }
}
