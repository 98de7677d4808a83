package dev.stator.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataTableTest {
    private static final Item ANN = Item.of("email", "ann@x.org", "points", 5);
    private static final Item BOB = Item.of("email", "bob@x.org", "city", "Paris");

    record Person(@PartitionKey String email, Optional<Integer> points) {}

    private static final TableSchema<Person> PEOPLE = TableSchema.of(Person.class);

    @Test
    void columnsAreAppendedAndKeepTheirOrder() {
        DataTable table = DataTable.empty()
                .append("email", List.of("ann@x.org"))
                .append("email", List.of("bob@x.org"))
                .append("points", List.of(1, 2.5));
        assertThat(table.columnNames()).containsExactly("email", "points");
        assertThat(table.records())
                .containsExactly(
                        Item.of("email", "ann@x.org", "points", 1), Item.of("email", "bob@x.org", "points", 2.5));
    }

    @Test
    void severalColumnsAreAppendedAtOnce() {
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("b", List.of(1));
        columns.put("a", List.of("x"));
        assertThat(DataTable.of(columns).append(columns).columnNames()).containsExactly("b", "a");
        assertThat(DataTable.of(columns).append(columns).size()).isEqualTo(2);
    }

    @Test
    void cellsAreCopiedFromTheLists() {
        List<Integer> cells = new ArrayList<>(List.of(1));
        DataTable table = DataTable.of(Map.of("n", cells));
        cells.add(2);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void changesLeaveTheTableAsItWas() {
        DataTable table = DataTable.ofRecords(List.of(ANN));
        DataTable changed = table.set("points", 0, 6);
        assertThat(changed.record(0)).isEqualTo(Item.of("email", "ann@x.org", "points", 6));
        assertThat(table.record(0)).isEqualTo(ANN);
    }

    @Test
    void aCellThatDynamoDbCannotHoldIsRefusedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTable.of(Map.of("n", List.of(1, Double.NaN))))
                .withMessageContaining("Column n, row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTable.of(Map.of("", List.of(1))))
                .withMessageContaining("empty name");
    }

    @Test
    void unsetIsNotTheExplicitNull() {
        DataTable table = DataTable.empty().append("a", Arrays.asList(null, Optional.empty(), Optional.of("x")));
        assertThat(table.column("a"))
                .containsExactly(
                        Optional.of(AttributeValue.Null.NULL),
                        Optional.empty(),
                        Optional.of(new AttributeValue.S("x")));
        assertThat(table.records()).containsExactly(Item.of("a", null), Item.empty(), Item.of("a", "x"));
    }

    @Test
    void aRaggedTableHasLengthsAndNoRows() {
        DataTable ragged = DataTable.empty().append("a", List.of(1, 2)).append("b", List.of(3));
        assertThat(ragged.isNormalised()).isFalse();
        assertThat(ragged.maxLength()).isEqualTo(2);
        assertThat(ragged.minLength()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(ragged::size).withMessageContaining("normalised()");
        assertThatIllegalStateException().isThrownBy(ragged::records);
        assertThatIllegalStateException().isThrownBy(ragged::iterator);
        assertThatIllegalStateException().isThrownBy(() -> ragged.addRecords(ANN));
        assertThatIllegalStateException().isThrownBy(() -> ragged.merge(DataTable.empty()));
        assertThat(ragged.normalised().records()).containsExactly(Item.of("a", 1, "b", 3), Item.of("a", 2));
    }

    @Test
    void theTableWithoutCellsIsEmpty() {
        assertThat(DataTable.empty().isEmpty()).isTrue();
        assertThat(DataTable.of(Map.of("a", List.of())).isEmpty()).isTrue();
        assertThat(DataTable.of(Map.of("a", Arrays.asList(Optional.empty()))).isEmpty())
                .isFalse();
        assertThat(DataTable.empty().size()).isZero();
    }

    @Test
    void recordsBringColumnsThatAreUnsetBefore() {
        DataTable table = DataTable.empty().addRecords(ANN).addRecords(BOB, ANN);
        assertThat(table.columnNames()).containsExactly("email", "points", "city");
        assertThat(table.records()).containsExactly(ANN, BOB, ANN);
        assertThat(table).containsExactly(ANN, BOB, ANN);
        assertThat(table.setColumnNames()).containsExactly("email");
    }

    @Test
    void recordsOfAClassGoInAndComeOut() {
        List<Person> people = List.of(new Person("a", Optional.of(1)), new Person("b", Optional.empty()));
        DataTable table = DataTable.ofRecords(PEOPLE, people);
        assertThat(table.columnNames()).containsExactly("email", "points");
        assertThat(table.records(PEOPLE)).isEqualTo(people);
        assertThatThrownBy(() -> DataTable.of(Map.of("points", List.of(1))).records(PEOPLE))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("email");
    }

    @Test
    void rowsThatAreNotThereAreRefused() {
        DataTable table = DataTable.ofRecords(List.of(ANN));
        assertThatIllegalArgumentException().isThrownBy(() -> table.record(1)).withMessageContaining("no row 1");
        assertThatIllegalArgumentException().isThrownBy(() -> table.record(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> table.set("email", -1, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> table.set("email", 1, "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.set("city", 0, "x"))
                .withMessageContaining("no column city");
    }

    @Test
    void aColumnThatIsMissingIsUnsetInAllRows() {
        DataTable table = DataTable.ofRecords(List.of(ANN, BOB));
        assertThat(table.column("none")).containsExactly(Optional.empty(), Optional.empty());
        assertThat(table.hasColumns("email", "city")).isTrue();
        assertThat(table.hasColumns("email", "none")).isFalse();
        assertThat(table.hasColumns()).isTrue();
        assertThat(table.hasSetColumns("email")).isTrue();
        assertThat(table.hasSetColumns("email", "city")).isFalse();
        assertThat(table.hasSetColumns()).isTrue();
    }

    @Test
    void columnsAreSelectedInTheOrderOfTheirNames() {
        DataTable table = DataTable.ofRecords(List.of(ANN));
        assertThat(table.select("points", "email").columnNames()).containsExactly("points", "email");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.select("none"))
                .withMessageContaining("no column none; it has [email, points]");
    }

    @Test
    void rowsAreFilteredByEqualAttributes() {
        Item carl = Item.of("email", "carl@x.org", "points", new BigDecimal("5.0"), "city", null);
        DataTable table = DataTable.ofRecords(List.of(ANN, BOB, carl));
        assertThat(table.where(Item.of("points", 5)).records()).containsExactly(ANN, carl);
        assertThat(table.whereNot(Item.of("points", 5)).records()).containsExactly(BOB);
        assertThat(table.where(Item.of("points", 5, "email", "ann@x.org")).records())
                .containsExactly(ANN);
        assertThat(table.whereNot(Item.of("points", 5, "email", "ann@x.org")).records())
                .containsExactly(BOB, carl);
        assertThat(table.filter(row -> row.has("city")).records()).containsExactly(BOB, carl);
    }

    @Test
    void aNullInAFilterIsNotFulfilledByAMissingAttribute() {
        Item nobody = Item.of("email", "n@x.org", "city", null);
        DataTable table = DataTable.ofRecords(List.of(ANN, nobody));
        assertThat(table.where(Item.of("city", null)).records()).containsExactly(nobody);
    }

    @Test
    void filteredRowsKeepAllColumnsAndTheirUnsetCells() {
        DataTable found = DataTable.ofRecords(List.of(ANN, BOB)).where(Item.of("points", 5));
        assertThat(found.columnNames()).containsExactly("email", "points", "city");
        assertThat(found.column("city")).containsExactly(Optional.empty());
    }

    @Test
    void tablesAreMergedWithTheColumnsOfBoth() {
        DataTable both = DataTable.ofRecords(List.of(ANN)).merge(DataTable.ofRecords(List.of(BOB)));
        assertThat(both.records()).containsExactly(ANN, BOB);
        assertThat(both.column("city")).containsExactly(Optional.empty(), Optional.of(new AttributeValue.S("Paris")));
        assertThat(both.column("points").get(1)).isEmpty();
    }

    @Test
    void theFirstOfEqualRowsIsKept() {
        Item again = Item.of("points", new BigDecimal("5.0"), "email", "ann@x.org");
        DataTable table = DataTable.ofRecords(List.of(ANN, again, BOB, ANN.with("points", 6)));
        assertThat(table.distinct().records()).containsExactly(ANN, BOB, ANN.with("points", 6));
        assertThat(table.distinct("email").records()).containsExactly(ANN, BOB);
        assertThat(table.distinct("EMail").records()).containsExactly(ANN, BOB);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.distinct("none"))
                .withMessageContaining("no column none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append("EMAIL", List.of(1, 2, 3, 4)).distinct("Email"))
                .withMessageContaining("differ in case");
    }

    @Test
    void textIsAlignedWithNumbersOnTheRight() {
        DataTable table = DataTable.empty()
                .append("name", List.of("Ann", "Zoë 😀", "a\nb"))
                .append("points", List.of(5, 1234567.25))
                .append("tags", List.of(List.of("x")))
                .normalised();
        assertThat(table.toText()).isEqualTo("""
                name   points      tags
                -----  ----------  -----
                Ann             5  ["x"]
                Zoë 😀  1234567.25
                a\\nb
                """);
        assertThat(table.toString()).isEqualTo("DataTable[3 rows of [name, points, tags]]");
    }

    @Test
    void csvComesBackWithTheTypesOfItsColumns() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("S", "say \"hi\",\r\nplease");
        all.put("N", new BigDecimal("123456789012345678901234567890.12345678"));
        all.put("B", Binary.of(new byte[] {0, -1}));
        all.put("BOOL", true);
        all.put("NULL", null);
        all.put("L", List.of("a", 1));
        all.put("M", Map.of("k", false));
        all.put("SS", Set.of("x"));
        all.put("NS", Set.of(1));
        all.put("BS", Set.of(Binary.of(new byte[] {1})));
        DataTable table =
                DataTable.ofRecords(List.of(Item.copyOf(all), Item.of("S", ""), Item.of("S", "true", "BOOL", false)));
        Map<String, AttributeType> types = new LinkedHashMap<>();
        for (AttributeType type : AttributeType.values()) {
            types.put(type.name(), type);
        }
        StringWriter csv = new StringWriter();
        table.writeCsv(csv);
        assertThat(DataTable.readCsv(new StringReader(csv.toString()), types)).isEqualTo(table);
    }

    @Test
    void csvWithoutTypesIsStrings() {
        DataTable table = DataTable.readCsv(new StringReader("id,points\na,5\nb,\nc,\"\"\n"));
        assertThat(table.records())
                .containsExactly(
                        Item.of("id", "a", "points", "5"), Item.of("id", "b"), Item.of("id", "c", "points", ""));
        assertThat(DataTable.readCsv(new StringReader(""))).isEqualTo(DataTable.empty());
    }

    @Test
    void csvThatDoesNotFitIsRefusedWithItsLine() {
        Map<String, AttributeType> points = Map.of("points", AttributeType.N);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTable.readCsv(new StringReader("id,points\na,1\nb,x\n"), points))
                .withMessageContaining("Line 3")
                .withMessageContaining("points")
                .withMessageContaining("is no N");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTable.readCsv(new StringReader("id,points\na\n")))
                .withMessageContaining("Line 2")
                .withMessageContaining("1 fields");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTable.readCsv(new StringReader("id,id\n")))
                .withMessageContaining("one name twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTable.readCsv(new StringReader("id\na\n"), points))
                .withMessageContaining("[points]");
    }

    @Test
    void jsonLinesComeBack() {
        DataTable table = DataTable.ofRecords(List.of(ANN, BOB));
        StringWriter lines = new StringWriter();
        table.writeJsonLines(lines);
        assertThat(lines.toString()).isEqualTo("""
                {"email":{"S":"ann@x.org"},"points":{"N":"5"}}
                {"email":{"S":"bob@x.org"},"city":{"S":"Paris"}}
                """);
        assertThat(DataTable.readJsonLines(new StringReader(lines + "\n"))).isEqualTo(table);
    }

    @Test
    void aLineThatIsNoItemIsRefusedWithItsNumber() {
        for (String bad : List.of("{\"a\":1}", "{\"a\":{\"S\":\"x\"}", "[]", "{\"a\":{\"Q\":\"x\"}}")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> DataTable.readJsonLines(new StringReader("\n" + bad)))
                    .withMessageContaining("Line 2");
        }
    }
}
