package dev.stator.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data tables written as CSV and read again. */
class CsvFormTest {
    /** A table, and the types of its columns. */
    private record Typed(DataTable table, Map<String, AttributeType> types) {}

    private static String csv(DataTable table) {
        StringWriter csv = new StringWriter();
        table.writeCsv(csv);
        return csv.toString();
    }

    private static DataTable read(String csv) {
        return DataTable.readCsv(new StringReader(csv));
    }

    private static Arbitrary<String> texts() {
        Arbitrary<String> odd =
                Arbitraries.of("", "\"", ",", "\n", "\r", "\r\n", "\uFEFF", " ", "#", "a,b", "\"\"", "null");
        return Arbitraries.oneOf(
                odd,
                odd.list().ofMaxSize(3).map(parts -> String.join("", parts)),
                Arbitraries.strings().ascii().ofMaxLength(4));
    }

    private static Arbitrary<AttributeValue> values(AttributeType type) {
        Arbitrary<AttributeValue> strings = texts().map(AttributeValue::of);
        Arbitrary<AttributeValue> numbers = Arbitraries.bigDecimals()
                .between(BigDecimal.valueOf(-1e9), BigDecimal.valueOf(1e9))
                .map(AttributeValue::of);
        return switch (type) {
            case S -> strings;
            case N -> numbers;
            case B ->
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(5)
                        .map(Binary::of)
                        .map(AttributeValue::of);
            case BOOL -> Arbitraries.of(true, false).map(AttributeValue::of);
            case NULL -> Arbitraries.just(AttributeValue.Null.NULL);
            case L -> Arbitraries.oneOf(strings, numbers).list().ofMaxSize(3).map(AttributeValue::of);
            case M -> strings.map(value -> AttributeValue.of(Map.of("k", value)));
            case SS -> texts().set().ofMinSize(1).ofMaxSize(3).map(AttributeValue::of);
            case NS -> Arbitraries.integers().set().ofMinSize(1).ofMaxSize(3).map(AttributeValue::of);
            case BS -> Arbitraries.just(AttributeValue.of(Set.of(Binary.of(new byte[] {1}))));
        };
    }

    private static Arbitrary<List<Optional<AttributeValue>>> cells(AttributeType type, int rows) {
        return values(type).optional(0.6).list().ofSize(rows);
    }

    @Provide
    Arbitrary<Typed> tables() {
        Arbitrary<List<String>> names = texts().filter(name -> !name.isEmpty())
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(4);
        return Combinators.combine(names, Arbitraries.integers().between(0, 5))
                .flatAs((columns, rows) -> Arbitraries.of(AttributeType.class)
                        .list()
                        .ofSize(columns.size())
                        .flatMap(types -> table(columns, types, rows)));
    }

    private static Arbitrary<Typed> table(List<String> names, List<AttributeType> types, int rows) {
        List<Arbitrary<List<Optional<AttributeValue>>>> columns = new ArrayList<>();
        types.forEach(type -> columns.add(cells(type, rows)));
        return Combinators.combine(columns).as(cells -> {
            Map<String, List<Optional<AttributeValue>>> table = new LinkedHashMap<>();
            Map<String, AttributeType> typed = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                table.put(names.get(i), cells.get(i));
                typed.put(names.get(i), types.get(i));
            }
            return new Typed(DataTable.of(table), typed);
        });
    }

    @Property(tries = 2000)
    void whatIsWrittenIsReadAgain(@ForAll("tables") Typed typed) {
        DataTable again = DataTable.readCsv(new StringReader(csv(typed.table())), typed.types());

        assertThat(again).isEqualTo(typed.table());
        assertThat(again.columnNames()).containsExactlyElementsOf(typed.table().columnNames());
    }

    @Property(tries = 500)
    void jsonLinesAreReadAgainButForColumnsWithoutACell(@ForAll("tables") Typed typed) {
        StringWriter lines = new StringWriter();
        typed.table().writeJsonLines(lines);

        boolean anyCell = typed.table().records().stream().anyMatch(row -> row.size() > 0);
        assertThat(DataTable.readJsonLines(new StringReader(lines.toString())).records())
                .isEqualTo(anyCell ? typed.table().records() : List.of());
    }

    @Test
    void anUnsetCellOfTheOnlyColumnIsARow() {
        DataTable table =
                DataTable.of(Map.of("id", List.of(Optional.of("a"), Optional.empty(), "b", "", Optional.empty())));

        assertThat(csv(table)).isEqualTo("id\r\na\r\n\r\nb\r\n\"\"\r\n\r\n");
        assertThat(read(csv(table))).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id,n\na,1\n\nb,2\n", "\n\nid,n\na,1\nb,2\n\n\n", "id,n\r\na,1\r\nb,2", "\uFEFFid,n\na,1\nb,2\n"
            })
    void emptyLinesAmongSeveralColumnsAndAMarkBeforeThemAreNothing(String csv) {
        assertThat(read(csv)).isEqualTo(DataTable.of(Map.of("id", List.of("a", "b"), "n", List.of("1", "2"))));
    }

    @Test
    void aTextThatEndsWithinQuotesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("id\n\"a\n")).withMessageContaining("malformed");
        assertThat(read("id\n\"a\"").size()).isEqualTo(1);
    }

    @Test
    void aMarkBeforeAQuotedNameIsNothing() {
        assertThat(read("\uFEFF\"a,b\"\nx\n").columnNames()).containsExactly("a,b");
        assertThat(DataTable.readJsonLines(new StringReader("\uFEFF{\"id\":{\"S\":\"a\"}}\n"))
                        .size())
                .isEqualTo(1);
    }
}
