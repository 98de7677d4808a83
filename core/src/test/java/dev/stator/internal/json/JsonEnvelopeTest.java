package dev.stator.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonEnvelopeTest {
    private static JsonReader reader(String json) {
        return new JsonReader(json.getBytes(UTF_8));
    }

    @Test
    void envelopeAndItemsShareOneDocument() {
        JsonWriter writer = new JsonWriter();
        writer.startObject();
        writer.field("TableName");
        writer.text("t");
        writer.field("Limit");
        writer.number(5);
        writer.field("Units");
        writer.number(0.5);
        writer.field("Forward");
        writer.flag(false);
        writer.field("Items");
        writer.startArray();
        Item.of("k", 1).writeTo(writer.items());
        Item.of("k", "x").writeTo(writer.items());
        writer.endArray();
        writer.field("Value");
        AttributeValue.of("v").writeTo(writer.items());
        writer.field("Nothing");
        writer.nullValue();
        writer.endObject();
        assertThat(writer.toByteArray()).asString().isEqualTo("""
                {"TableName":"t","Limit":5,"Units":0.5,"Forward":false,\
                "Items":[{"k":{"N":"1"}},{"k":{"S":"x"}}],"Value":{"S":"v"},"Nothing":null}""");
    }

    @Test
    void textsOfAllCharactersAreReadBackAndEscapedAsJsonAsks() {
        JsonWriter escaped = new JsonWriter();
        escaped.text("\u0000\u001F\b\t\n\f\r\"\\/\u007F");
        assertThat(escaped.toByteArray()).asString().isEqualTo("\"\\u0000\\u001F\\b\\t\\n\\f\\r\\\"\\\\/\u007F\"");
        StringBuilder all = new StringBuilder("ascii first ");
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 251) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                all.appendCodePoint(point);
            }
        }
        JsonWriter writer = new JsonWriter();
        writer.startObject();
        writer.field(all.toString());
        writer.text(all.toString());
        writer.endObject();
        JsonReader in = new JsonReader(writer.toByteArray());
        in.startObject();
        assertThat(in.nextField()).isEqualTo(all.toString());
        assertThat(in.text()).isEqualTo(all.toString());
    }

    @Test
    void tokensThatMakeNoJsonAreRefused() {
        JsonWriter two = new JsonWriter();
        two.number(1);
        assertThatIllegalStateException().isThrownBy(() -> two.number(2));
        JsonWriter named = new JsonWriter();
        named.startObject();
        named.field("a");
        assertThatIllegalStateException().isThrownBy(() -> named.field("b"));
        assertThatIllegalStateException().isThrownBy(named::endObject);
        named.number(1);
        assertThatIllegalStateException().isThrownBy(named::endArray);
        assertThatIllegalStateException().isThrownBy(named::toByteArray);
        named.endObject();
        assertThat(named.toByteArray()).asString().isEqualTo("{\"a\":1}");
        assertThat(named.toByteArray(3)).hasSize(3 + named.size());
        assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().toByteArray());
        JsonWriter array = new JsonWriter();
        array.startArray();
        assertThatIllegalStateException().isThrownBy(() -> array.field("a"));
    }

    @Test
    void itemsAreReadInTheMidstOfTheEnvelope() {
        JsonReader in = reader("""
                {"Count":2,"Unknown":{"a":[1,{"b":2}]},"Items":[{"k":{"N":"1"}},{"k":{"S":"x"}}],
                 "Value":{"L":[{"S":"v"}]},"Units":0.5,"Flag":true,"None":null,"Text":"t"}""");
        List<Object> found = new ArrayList<>();
        in.startObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "Count" -> found.add(in.integer());
                case "Items" -> {
                    in.startArray();
                    while (in.nextElement()) {
                        found.add(Item.readFrom(in.items()));
                    }
                }
                case "Value" -> found.add(AttributeValue.readFrom(in.items()));
                case "Units" -> found.add(in.decimal());
                case "Flag" -> found.add(in.flag());
                case "None" -> found.add(in.isNull());
                case "Text" -> found.add(in.text());
                default -> in.skip();
            }
        }
        assertThat(found)
                .containsExactly(
                        2L, Item.of("k", 1), Item.of("k", "x"), AttributeValue.of(List.of("v")), 0.5, true, true, "t");
    }

    @Test
    void aValueThatNobodyAsksForIsSkipped() {
        JsonReader in = reader("{\"a\":{\"x\":[1]},\"b\":[{},[]],\"c\":\"s\"}");
        in.startObject();
        assertThat(in.nextField()).isEqualTo("a");
        assertThat(in.nextField()).isEqualTo("b");
        in.startArray();
        assertThat(in.nextElement()).isTrue();
        assertThat(in.nextElement()).isTrue();
        assertThat(in.nextElement()).isFalse();
        assertThat(in.nextField()).isEqualTo("c");
        assertThat(in.nextField()).isNull();
    }

    @Test
    void anotherKindOfValueIsRefusedWithBothKindsNamed() {
        assertThatThrownBy(() -> reader("{\"a\":1}").startArray())
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("expected an array, found an object");
        JsonReader in = reader("{\"a\":99999999999999999999}");
        in.startObject();
        in.nextField();
        assertThatThrownBy(in::text).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(in::integer).hasMessageContaining("too large");
    }

    @Test
    void whatFollowsTheDocumentIsRefused() {
        JsonReader good = reader("{\"a\":1} ");
        good.startObject();
        assertThat(good.nextField()).isEqualTo("a");
        assertThat(good.nextField()).isNull();
        JsonReader bad = reader("{\"a\":1} 2");
        bad.startObject();
        assertThat(bad.nextField()).isEqualTo("a");
        assertThatThrownBy(bad::nextField)
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("follows the end");
    }
}
