package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What values become when they are stored and read back. */
class ValueContract {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));
    private static final TableSchema<Item> BY_NUMBER = TableSchema.items(KeyAttribute.number("id"));

    @Contract
    void valuesOfAllTypesComeBack(Subject subject) {
        Item item = Item.of("s", "text", "n", 1, "b", new byte[] {0, 127, -128, -1})
                .with("bool", false)
                .with("null", null)
                .with("ss", Set.of("a", ""))
                .with("ns", Set.of(1, new BigDecimal("0.5"), -3))
                .with("bs", Set.of(new byte[] {1}))
                .with("l", List.of(1, "two", List.of(Map.of("three", true))))
                .with("m", Map.of("a", Map.of("b", List.of()), "c", Map.of()));

        assertThat(stored(subject, item)).isEqualTo(item);
    }

    @Contract
    void emptyValuesComeBack(Subject subject) {
        Item item = Item.of("s", "", "b", new byte[0], "l", List.of()).with("m", Map.of());

        assertThat(stored(subject, item)).isEqualTo(item);
    }

    @Contract
    void namesAndTextsOfAnyCharactersComeBack(Subject subject) {
        String odd = "\u0000\u001F\"\\/ \u007F é ア \u2028 \uFFFF \uD83D\uDE00";
        Item item = Item.of("größe", 1, "name.with[odd]: #\"\\ 😀", odd).with("map", Map.of(odd, odd));

        assertThat(stored(subject, item)).isEqualTo(item);
    }

    @Contract
    void keysOfAnyCharactersAreTold(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String prefix = subject.newKey();
        List<String> keys = List.of("é", "e\u0301", "É", "\u0000", "\uD83D\uDE00", " ", "  ", "\"");
        for (String key : keys) {
            subject.run(items.put(Item.of("id", prefix + key, "is", key)));
        }

        for (String key : keys) {
            assertThat(subject.run(items.get(prefix + key).consistent()).flatMap(item -> item.string("is")))
                    .contains(key);
        }
    }

    @Contract
    void numbersKeep38Digits(Subject subject) {
        String all = "12345678901234567890123456789012345678";
        Item item = Item.of(
                "long",
                new BigDecimal(all),
                "short",
                new BigDecimal("0." + all),
                "negative",
                new BigDecimal("-" + all));

        assertThat(stored(subject, item)).isEqualTo(item);
    }

    @Contract
    void numbersReachFrom1EMinus130To9E125(Subject subject) {
        String nines = "9." + "9".repeat(37) + "E125";
        Item item = Item.of(
                        "least",
                        new BigDecimal("1E-130"),
                        "largest",
                        new BigDecimal(nines),
                        "lowest",
                        new BigDecimal("-" + nines))
                .with("negative least", new BigDecimal("-1E-130"));

        assertThat(stored(subject, item)).isEqualTo(item);
    }

    @Contract
    void numbersBeyondTheirRangeAreRefused(Subject subject) {
        assertThat(refusal(subject, "1E126"))
                .isEqualTo("Number overflow. Attempting to store a number with magnitude larger than supported range");
        assertThat(refusal(subject, "-1E126"))
                .isEqualTo("Number overflow. Attempting to store a number with magnitude larger than supported range");
        assertThat(refusal(subject, "1E-131"))
                .isEqualTo(
                        "Number underflow. Attempting to store a number with magnitude smaller than supported range");
    }

    @Contract(Difference.NUMBER_MESSAGES)
    void numbersOfMoreThan38DigitsAreRefused(Subject subject) {
        assertThat(refusal(subject, "123456789012345678901234567890123456789"))
                .isEqualTo("Attempting to store more than 38 significant digits in a Number");
    }

    @Contract
    void infinitiesAreNoNumbers(Subject subject) {
        assertThat(refusal(subject, "NaN")).isNotEmpty();
        assertThat(refusal(subject, "Infinity")).isNotEmpty();
        assertThat(refusal(subject, "0x10")).isNotEmpty();
        assertThat(refusal(subject, "")).isNotEmpty();
    }

    private static String refusal(Subject subject, String number) {
        return subject.refusal(putting(subject, number));
    }

    @Contract
    void numbersComeBackInTheirPlainestForm(Subject subject) {
        assertThat(textOf(subject, "-0")).isEqualTo("0");
        assertThat(textOf(subject, "0.0")).isEqualTo("0");
        assertThat(textOf(subject, "0E10")).isEqualTo("0");
        assertThat(textOf(subject, "1.0")).isEqualTo("1");
        assertThat(textOf(subject, "+5")).isEqualTo("5");
        assertThat(textOf(subject, "007")).isEqualTo("7");
        assertThat(textOf(subject, "1.50E1")).isEqualTo("15");
        assertThat(textOf(subject, "100")).isEqualTo("100");
        assertThat(textOf(subject, "1e3")).isEqualTo("1000");
        assertThat(textOf(subject, ".5")).isEqualTo("0.5");
        assertThat(textOf(subject, "-12.340")).isEqualTo("-12.34");
    }

    private static String textOf(Subject subject, String number) {
        subject.run(putting(subject, number));
        String reply = subject.run(subject.raw(
                "GetItem",
                "{'TableName':'%s','Key':{'id':{'S':'number'}},'ConsistentRead':true,'ProjectionExpression':'v'}",
                subject.shared("items", ITEMS).name()));
        return reply.replaceAll(".*\"N\":\"([^\"]*)\".*", "$1");
    }

    private static Call<String> putting(Subject subject, String number) {
        return subject.raw(
                "PutItem",
                "{'TableName':'%s','Item':{'id':{'S':'number'},'v':{'N':'%s'}}}",
                subject.shared("items", ITEMS).name(),
                number);
    }

    @Contract
    void equalNumbersAreTheSameKey(Subject subject) {
        Table<Item> items = subject.fresh(BY_NUMBER);
        for (String number : List.of("10", "1E1", "10.0", "010")) {
            subject.run(subject.raw(
                    "PutItem",
                    "{'TableName':'%s','Item':{'id':{'N':'%s'},'as':{'S':'%s'}}}",
                    items.name(),
                    number,
                    number));
        }

        assertThat(subject.run(items.scan().consistent())).containsExactly(Item.of("id", 10, "as", "010"));
        assertThat(subject.run(items.get(new BigDecimal("10.00")).consistent())).isPresent();
    }

    @Contract
    void equalNumbersAreTheSameElementOfASet(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);

        subject.refusal(subject.raw(
                "PutItem", "{'TableName':'%s','Item':{'id':{'S':'a'},'set':{'NS':['1','1.0']}}}", items.name()));
        assertThat(stored(subject, Item.of("set", Set.of(1, 2))).get("set")).contains(AttributeValue.of(Set.of(1, 2)));
    }

    @Contract
    void membersOfSetsComeInTheOrderOfTheirBytes(Subject subject) {
        String table = subject.shared("items", ITEMS).name();
        String id = subject.newKey();
        subject.run(subject.raw(
                "PutItem",
                "{'TableName':'%s','Item':{'id':{'S':'%s'},'ss':{'SS':['b','','a','é','B','aa']},"
                        + "'bs':{'BS':['/w==','Ag==','AQI=','AQ==']}}}",
                table,
                id));
        String key = "'Key':{'id':{'S':'" + id + "'}}";

        assertThat(subject.run(subject.raw("GetItem", "{'TableName':'%s',%s,'ConsistentRead':true}", table, key)))
                .contains("[\"\",\"B\",\"a\",\"aa\",\"b\",\"é\"]")
                .contains("[\"AQ==\",\"AQI=\",\"Ag==\",\"/w==\"]");
        assertThat(subject.run(subject.raw(
                        "UpdateItem",
                        "{'TableName':'%s',%s,'UpdateExpression':'ADD bs :b DELETE ss :s','ReturnValues':'UPDATED_NEW',"
                                + "'ExpressionAttributeValues':{':b':{'BS':['CA==']},':s':{'SS':['é','','aa']}}}",
                        table,
                        key)))
                .contains("[\"B\",\"a\",\"b\"]")
                .contains("[\"AQ==\",\"AQI=\",\"Ag==\",\"CA==\",\"/w==\"]");
    }

    private static Item stored(Subject subject, Item item) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(item.with("id", id)));
        Item stored = subject.run(items.get(id).consistent()).orElseThrow();
        assertThat(subject.run(items.query(id).consistent())).containsExactly(stored);
        return stored.without("id");
    }
}
