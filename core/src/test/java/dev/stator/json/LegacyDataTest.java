package dev.stator.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.codec.Attribute;
import dev.stator.codec.Discriminator;
import dev.stator.codec.DiscriminatorValue;
import dev.stator.codec.LegacyBase64;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.TimeToLive;
import dev.stator.codec.UtcTimestamp;
import dev.stator.error.CodecException;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items as PynamoDB and dynamo_query store them, written by hand from what is known of their forms. */
class LegacyDataTest {
    /** Every attribute type of PynamoDB, in the order of the record below. */
    private static final String PYNAMODB = """
            {"hash":{"S":"user-1"},\
            "range":{"N":"7"},\
            "empty":{"S":""},\
            "whole":{"N":"12345678901234567890123456789012345678"},\
            "real":{"N":"1.5"},\
            "active":{"BOOL":true},\
            "plain":{"B":"AQID/w=="},\
            "legacy":{"B":"QVFJRC93PT0="},\
            "words":{"SS":["b"]},\
            "numbers":{"NS":["2.5"]},\
            "blobs":{"BS":["AQ=="]},\
            "nothing":{"NULL":true},\
            "json":{"S":"{\\"a\\": [1, 2.50], \\"text\\": \\"caf\\\\u00e9\\"}"},\
            "created":{"S":"2020-01-31T23:59:59.000123+0000"},\
            "expires":{"N":"1580515199"},\
            "version":{"N":"3"},\
            "untyped":{"L":[{"NULL":true},{"S":"x"},{"N":"1"},{"M":{"a":{"BOOL":false}}},{"SS":["s"]}]},\
            "addresses":{"L":[{"M":{"c":{"S":"Bern"}}},{"M":{"c":{"S":"Rome"},"zip":{"N":"100"}}}]},\
            "raw":{"M":{"default":{"S":"d"},"null":{"NULL":true},"deep":{"M":{"n":{"N":"0.1"}}}}},\
            "cls":{"S":"Dog"}}""";

    /** A typed map with an attr_name and a null=True attribute. */
    record Address(@Attribute("c") String city, Optional<Integer> zip) {}

    record Document(List<BigDecimal> a, String text) {}

    record Model(
            @PartitionKey String hash,
            @SortKey int range,
            String empty,
            BigDecimal whole,
            double real,
            boolean active,
            Binary plain,
            @LegacyBase64 Binary legacy,
            Set<String> words,
            Set<BigDecimal> numbers,
            Set<Binary> blobs,
            AttributeValue nothing,
            @Json Document json,
            @UtcTimestamp Instant created,
            @TimeToLive Instant expires,
            Optional<Long> version,
            List<Object> untyped,
            List<Address> addresses,
            Map<String, Object> raw,
            String cls) {}

    private static final TableSchema<Model> MODEL = TableSchema.of(Model.class);

    private static Model model() {
        Binary bytes = Binary.of(new byte[] {1, 2, 3, -1});
        Map<String, @Nullable Object> raw =
                new HashMap<>(Map.of("default", "d", "deep", Map.of("n", new BigDecimal("0.1"))));
        raw.put("null", null);
        return new Model(
                "user-1",
                7,
                "",
                new BigDecimal("12345678901234567890123456789012345678"),
                1.5,
                true,
                bytes,
                bytes,
                Set.of("b"),
                Set.of(new BigDecimal("2.5")),
                Set.of(Binary.of(new byte[] {1})),
                AttributeValue.Null.NULL,
                new Document(List.of(BigDecimal.ONE, new BigDecimal("2.50")), "café"),
                Instant.parse("2020-01-31T23:59:59.000123Z"),
                Instant.parse("2020-01-31T23:59:59Z"),
                Optional.of(3L),
                Arrays.asList(null, "x", BigDecimal.ONE, Map.of("a", false), Set.of("s")),
                List.of(new Address("Bern", Optional.empty()), new Address("Rome", Optional.of(100))),
                raw,
                "Dog");
    }

    private static <T> T read(TableSchema<T> schema, String json) {
        T row = schema.readItem(new JsonReader(json.getBytes(UTF_8)).items());
        assertThat(schema.fromItem(WireJson.read(json))).isEqualTo(row);
        return row;
    }

    @Test
    void everyAttributeTypeOfPynamoDbIsReadAndWrittenAsItWas() {
        assertThat(read(MODEL, PYNAMODB)).isEqualTo(model());

        JsonWriter out = new JsonWriter();
        MODEL.writeItem(model(), out.items());
        // All bytes but the white space within JSON and its escapes, and the order of a map's entries, are the same.
        assertThat(WireJson.read(new String(out.toByteArray(), UTF_8)).without("json"))
                .isEqualTo(WireJson.read(PYNAMODB).without("json"));
        String upToJson = PYNAMODB.substring(0, PYNAMODB.indexOf("\"json\""));
        assertThat(new String(out.toByteArray(), UTF_8))
                .startsWith(upToJson)
                .contains("\"json\":{\"S\":\"{\\\"a\\\":[1,2.50],\\\"text\\\":\\\"café\\\"}\"},"
                        + "\"created\":{\"S\":\"2020-01-31T23:59:59.000123+0000\"},"
                        + "\"expires\":{\"N\":\"1580515199\"},\"version\":{\"N\":\"3\"},\"untyped\"")
                .endsWith("\"cls\":{\"S\":\"Dog\"}}");
        assertThat(MODEL.timeToLive()).contains("expires");
    }

    @Test
    void whatPynamoDbWritesForFloatsAndForNullsIsRead() {
        Model whole = read(
                MODEL, PYNAMODB.replace("\"N\":\"1.5\"", "\"N\":\"1e+22\"").replace("\"N\":\"7\"", "\"N\":\"7.0\""));
        assertThat(whole.real()).isEqualTo(1e22);
        assertThat(whole.range()).isEqualTo(7);
        Model absent = read(
                MODEL,
                PYNAMODB.replace("\"version\":{\"N\":\"3\"},", "")
                        .replace("\"words\":{\"SS\":[\"b\"]}", "\"words\":{\"NULL\":true}"));
        assertThat(absent.version()).isEmpty();
        assertThat(absent.words()).isEmpty();
    }

    @Test
    void bytesThatAreNoBase64AreNoLegacyBinary() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read(MODEL, PYNAMODB.replace("QVFJRC93PT0=", "AQID/w==")))
                .withMessageStartingWith("Attribute legacy: ");
    }

    @Test
    void jsonWithControlCharactersIsRead() {
        Model model = read(MODEL, PYNAMODB.replace("caf\\\\u00e9", "a\\tb\\nc"));
        assertThat(model.json().text()).isEqualTo("a\tb\nc");
    }

    /** A PynamoDB model with {@code cls = DiscriminatorAttribute()}; {@code Cat} was registered for two values. */
    @Discriminator("cls")
    sealed interface Animal permits Dog, Cat {}

    record Dog(@PartitionKey String name, Optional<Toy> toy) implements Animal {}

    @DiscriminatorValue(value = "Cat", aliases = "Feline")
    record Cat(@PartitionKey String name, List<Toy> toys) implements Animal {}

    /** A map attribute that is polymorphic itself. */
    @Discriminator("kind")
    sealed interface Toy permits Ball, Mouse {}

    @DiscriminatorValue("ball")
    record Ball(int size) implements Toy {}

    @DiscriminatorValue("mouse")
    record Mouse(boolean squeaks) implements Toy {}

    @Test
    void polymorphicModelsOfPynamoDbAreReadAndWrittenAsTheyWere() {
        TableSchema<Animal> schema = TableSchema.of(Animal.class);
        String dog = """
                {"cls":{"S":"Dog"},"name":{"S":"rex"},"toy":{"M":{"kind":{"S":"ball"},"size":{"N":"3"}}}}""";
        String cat = """
                {"name":{"S":"tom"},"toys":{"L":[{"M":{"squeaks":{"BOOL":true},"kind":{"S":"mouse"}}}]},\
                "cls":{"S":"Feline"}}""";
        Dog rex = new Dog("rex", Optional.of(new Ball(3)));
        assertThat(read(schema, dog)).isEqualTo(rex);
        assertThat(WireJson.write(schema.toItem(rex))).isEqualTo(dog);
        Animal tom = read(schema, cat);
        assertThat(tom).isEqualTo(new Cat("tom", List.of(new Mouse(true))));
        assertThat(schema.toItem(tom)).isEqualTo(WireJson.read(cat.replace("Feline", "Cat")));
    }

    record Row(
            @PartitionKey String pk,
            @SortKey String sk,
            int count,
            Optional<Double> ratio,
            @Attribute("dt_created") Instant created,
            @Attribute("dt_modified") Instant modified) {}

    @Test
    void recordsOfDynamoQueryAreRead() {
        TableSchema<Row> schema = TableSchema.of(Row.class);
        String json = """
                {"dt_created":{"S":"2020-01-31T23:59:59"},"dt_modified":{"S":"2021-02-03T04:05:06.078900"},\
                "pk":{"S":"p"},"sk":{"S":"s"},"count":{"N":"5"},"ratio":{"N":"0.25"},"project":{"S":"x"}}""";

        assertThat(read(schema, json))
                .isEqualTo(new Row(
                        "p",
                        "s",
                        5,
                        Optional.of(0.25),
                        Instant.parse("2020-01-31T23:59:59Z"),
                        Instant.parse("2021-02-03T04:05:06.078900Z")));
    }
}
