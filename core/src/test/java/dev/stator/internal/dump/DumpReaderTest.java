package dev.stator.internal.dump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpReaderTest {
    private static final TableSchema<Item> BY_ID = TableSchema.items(KeyAttribute.string("id"));
    private static final TableSchema<Item> BY_NUMBER_AND_BYTES =
            TableSchema.items(KeyAttribute.number("n"), KeyAttribute.binary("b"));
    private static final Item A = Item.of("id", "a", "x", 1);
    private static final Item B = Item.of("id", "b");

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("items.json"), text);
    }

    private static List<Item> read(Path file, TableSchema<Item> keys) {
        List<Item> items = new ArrayList<>();
        try (DumpReader reader = new DumpReader(file)) {
            for (Optional<Item> item = reader.next(keys); item.isPresent(); item = reader.next(keys)) {
                items.add(item.get());
            }
        }
        return items;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":{\"S\":\"a\"},\"x\":{\"N\":\"1\"}}\n{\"id\":{\"S\":\"b\"}}\n",
                "{\"id\":{\"S\":\"a\"},\"x\":{\"N\":\"1\"}}{\"id\":{\"S\":\"b\"}}",
                "\n\n {\"id\":\n{\"S\":\"a\"},\r\n\t\"x\":{\"N\":\"1\"}}\n\n{\"id\":{\"S\":\"b\"}}  \n",
                "[{\"id\":{\"S\":\"a\"},\"x\":{\"N\":\"1\"}} , {\"id\":{\"S\":\"b\"}}]\n",
                "{\"Item\":{\"id\":{\"S\":\"a\"},\"x\":{\"N\":\"1\"}}}\n{\"Item\":{\"id\":{\"S\":\"b\"}}}\n",
                "[[\"a\",{\"attributes\":{\"x\":{\"N\":\"1\"}}}],[\"b\",{\"attributes\":{}}]]"
            })
    void itemsAreReadInEveryForm(String text) throws IOException {
        assertThat(read(file(text), BY_ID)).containsExactly(A, B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]", " [ ] "})
    void whatHoldsNothingHasNoItems(String text) throws IOException {
        assertThat(read(file(text), BY_ID)).isEmpty();
    }

    @Test
    void bracketsAndQuotesInTextsEndNothing() throws IOException {
        assertThat(read(file("{\"id\":{\"S\":\"}]\\\"{[\\\\\"}}\n{\"id\":{\"S\":\"b\"}}"), BY_ID))
                .containsExactly(Item.of("id", "}]\"{[\\"), B);
    }

    @Test
    void keysOfPynamoGetTheTypesOfTheTable() throws IOException {
        assertThat(read(file("[[\"12.5\", {\"range_key\": \"aGk=\", \"attributes\": {}}]]"), BY_NUMBER_AND_BYTES))
                .containsExactly(Item.of("n", new BigDecimal("12.5"), "b", Binary.of(new byte[] {'h', 'i'})));
    }

    @Test
    void anAttributeNamedAsTheMarkIsAnItem() throws IOException {
        assertThat(read(file("{\"stator-dump\":{\"N\":\"1\"},\"id\":{\"S\":\"b\"}}"), BY_ID))
                .containsExactly(Item.of("stator-dump", 1, "id", "b"));
    }

    @Test
    void anAttributeNamedItemIsNoExport() throws IOException {
        assertThat(read(file("{\"Item\":{\"S\":\"a\"},\"id\":{\"S\":\"b\"}}"), BY_ID))
                .containsExactly(Item.of("Item", "a", "id", "b"));
        TableSchema<Item> byItem = TableSchema.items(KeyAttribute.string("Item"));
        assertThat(read(file("{\"Item\":{\"S\":\"a\"}}"), byItem)).containsExactly(Item.of("Item", "a"));
    }

    @Test
    void aFileIsUncompressedByItsNameAndOverAllItsMembers() throws IOException {
        Path file = folder.resolve("items.json.GZ");
        for (String line : List.of("{\"id\":{\"S\":\"a\"},\"x\":{\"N\":\"1\"}}\n", "{\"id\":{\"S\":\"b\"}}\n")) {
            try (OutputStream out = new GZIPOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
                out.write(line.getBytes(UTF_8));
            }
        }
        assertThat(read(file, BY_ID)).containsExactly(A, B);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":{\"S\":\"secret\"}}~7 | line 2",
                "{\"id\":{\"S\":\"secret\"}}~{\"id\":{\"Q\":\"secret\"}} | item 2",
                "{\"id\":{\"S\":\"secret\"} | cut off",
                "[{\"id\":{\"S\":\"secret\"}} | cut off",
                "[{\"id\":{\"S\":\"secret\"}} {\"id\":{\"S\":\"b\"}}] | comma",
                "{\"x\":{\"S\":\"secret\"}} | id",
                "{\"id\":{\"N\":\"7\"}} | id",
                "[[\"secret\",{\"attributes\":{}}]] | type N",
                "[[\"secret\",{\"range_key\":\"1\",\"attributes\":{}}]] | no sort key",
                "{\"stator-dump\":2,\"description\":{}} | newer"
            })
    void whatIsNoItemIsToldWithItsPlaceAndWithoutItsContent(String text, String words) throws IOException {
        Path file = file(text.replace("~", "\n"));
        TableSchema<Item> keys = words.equals("type N") ? BY_NUMBER_AND_BYTES : BY_ID;
        assertThatThrownBy(() -> read(file, keys))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> new DumpReader(folder.resolve("missing")))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("missing");
    }
}
