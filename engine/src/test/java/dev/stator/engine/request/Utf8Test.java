package dev.stator.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.transport.WireReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with bytes that are no UTF-8, in a value, in a name, and in what nobody reads. */
class Utf8Test {
    private static final String VALUE = "{'TableName': 'hash', 'Item': {'a': {'S': 'x@x'}}}";
    private static final String NAME = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'x@x': {'S': 'v'}}}";
    private static final String UNREAD = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}, 'Other': ['x@x']}";
    private static final String END = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}@";

    private final Calls db = Calls.withTables();

    private WireReply put(String body, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = body.indexOf('@');
        bytes.writeBytes(body.substring(0, at).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(body.substring(at + 1).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return db.send("PutItem", bytes.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c181",
                "c080",
                "e08181",
                "e080a2",
                "f0808181",
                "f08fbfbf",
                "f4908080",
                "f7bfbfbf",
                "eda080",
                "edbfbf",
                "eda0bdedb880",
                "80",
                "c3",
                "c328",
                "e282",
                "f09f98",
                "f888808080",
                "ff",
                "fe"
            })
    void bytesThatAreNoUtf8AreRefused(String hex) {
        for (String body : new String[] {VALUE, NAME, UNREAD, END}) {
            WireReply reply = put(body, hex);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c280", "c3a9", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf"})
    void charactersOfEveryLengthAreStoredAsTheyCame(String hex) {
        for (String body : new String[] {VALUE, NAME, UNREAD}) {
            assertThat(put(body, hex).status()).as(body).isEqualTo(200);
        }
        String text = "x" + new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8) + "x";
        assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + text + "'}}}"))
                .isEqualTo("{'Item':{'a':{'S':'" + text + "'}}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 1_023, 1_024, 1_025, 40_000})
    void whereTheBytesAreDoesNotMatter(int before) {
        for (String around : new String[] {"x", "\u00e9", "\ud83d\ude00"}) {
            String text = around.repeat(before);
            String body = VALUE.replace("'x@x'", "'x'}, 'b': {'S': '" + text + "@" + text + "'");
            assertThat(put(body, "c3a9").status()).isEqualTo(200);
            assertThat(put(body, "c181").status()).isEqualTo(400);
            assertThat(put(body, "f09f98").status()).isEqualTo(400);
        }
    }
}
