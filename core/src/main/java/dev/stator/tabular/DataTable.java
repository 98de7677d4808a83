package dev.stator.tabular;

import dev.stator.codec.TableSchema;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record set in columns: for each attribute name a list of cells, and across them rows, which are items. A cell holds an
 * attribute value or is unset; unset is not the explicit null, and an item of the row lacks that attribute.
 *
 * <pre>{@code
 * DataTable people = DataTable.empty()
 *         .append("email", List.of("ann@x.org", "bob@x.org"))
 *         .append("points", List.of(5))
 *         .normalised();
 * System.out.println(people.toText());
 * }</pre>
 *
 * <p>Immutable: each method that changes gives a changed copy, at the cost of the columns that it touches, so add many rows
 * at once. Cells are given as {@link AttributeValue#of} takes values, an {@code Optional} for what it holds, and an empty
 * one for an unset cell. Equal to another table with the same columns, in any order, and the same cells; numbers are equal
 * when they are numerically equal.
 *
 * <p>A table is ragged while its columns differ in length. What speaks of rows refuses a ragged table: make it
 * {@link #normalised} first.
 */
public final class DataTable implements Iterable<Item> {
    private static final DataTable EMPTY = new DataTable(Map.of());

    /** Null stands for an unset cell. */
    private final Map<String, List<@Nullable AttributeValue>> columns;

    private DataTable(Map<String, List<@Nullable AttributeValue>> columns) {
        this.columns = columns;
    }

    /** The table without columns. */
    public static DataTable empty() {
        return EMPTY;
    }

    /** The table with these columns, in the order of the map. */
    public static DataTable of(Map<String, ? extends Collection<?>> columns) {
        return EMPTY.append(columns);
    }

    /** The table of which these items are the rows; its columns are all of their attributes. */
    public static DataTable ofRecords(Iterable<Item> items) {
        return EMPTY.addRecords(items);
    }

    /**
     * The table of which these values are the rows, each as the schema stores it.
     *
     * @throws dev.stator.error.CodecException if one cannot be stored
     */
    public static <T> DataTable ofRecords(TableSchema<T> schema, Iterable<? extends T> values) {
        return EMPTY.addRecords(schema, values);
    }

    /** These cells at the end of a column, which is made if it is missing. */
    public DataTable append(String column, Collection<?> cells) {
        return append(Map.of(column, cells));
    }

    /** The same for several columns. */
    public DataTable append(Map<String, ? extends Collection<?>> cells) {
        Map<String, List<@Nullable AttributeValue>> changed = new LinkedHashMap<>(columns);
        cells.forEach((name, added) -> {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("A column of a data table has an empty name");
            }
            List<@Nullable AttributeValue> longer = new ArrayList<>(changed.getOrDefault(name, List.of()));
            for (Object cell : added) {
                longer.add(cell(name, longer.size(), cell));
            }
            changed.put(name, Collections.unmodifiableList(longer));
        });
        return new DataTable(changed);
    }

    private static @Nullable AttributeValue cell(String column, int row, @Nullable Object value) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (present == null && value != null) {
            return null;
        }
        try {
            return AttributeValue.of(present);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Column " + column + ", row " + row + ": " + e.getMessage(), e);
        }
    }

    /** This table with one cell changed. */
    public DataTable set(String column, int row, @Nullable Object cell) {
        List<@Nullable AttributeValue> old = columns.get(column);
        if (old == null) {
            throw noColumn(column);
        } else if (row < 0 || row >= old.size()) {
            throw new IllegalArgumentException(
                    "Column " + column + " has the rows 0 to " + (old.size() - 1) + "; there is no row " + row);
        }
        List<@Nullable AttributeValue> changed = new ArrayList<>(old);
        changed.set(row, cell(column, row, cell));
        Map<String, List<@Nullable AttributeValue>> all = new LinkedHashMap<>(columns);
        all.put(column, Collections.unmodifiableList(changed));
        return new DataTable(all);
    }

    /** Each column filled with unset cells up to the length of the longest. */
    public DataTable normalised() {
        return isNormalised() ? this : padded(columns, maxLength());
    }

    private static DataTable padded(Map<String, List<@Nullable AttributeValue>> columns, int length) {
        Map<String, List<@Nullable AttributeValue>> changed = new LinkedHashMap<>();
        columns.forEach((name, cells) -> {
            List<@Nullable AttributeValue> longer = new ArrayList<>(cells);
            longer.addAll(Collections.nCopies(length - cells.size(), null));
            changed.put(name, Collections.unmodifiableList(longer));
        });
        return new DataTable(changed);
    }

    /** Whether all columns have the same length. */
    public boolean isNormalised() {
        return minLength() == maxLength();
    }

    /** Whether there is no cell at all. */
    public boolean isEmpty() {
        return maxLength() == 0;
    }

    /** The length of the longest column; 0 if there is none. */
    public int maxLength() {
        return lengths().max().orElse(0);
    }

    /** The length of the shortest column; 0 if there is none. */
    public int minLength() {
        return lengths().min().orElse(0);
    }

    private IntStream lengths() {
        return columns.values().stream().mapToInt(List::size);
    }

    /**
     * The number of rows.
     *
     * @throws IllegalStateException if the table is ragged
     */
    public int size() {
        if (!isNormalised()) {
            throw new IllegalStateException("This data table is ragged, its columns have " + minLength() + " to "
                    + maxLength() + " cells, so it has no rows yet: use normalised() first");
        }
        return maxLength();
    }

    /** These items as further rows; a column that one of them brings is unset in all rows before. */
    public DataTable addRecords(Iterable<Item> items) {
        int before = size();
        Map<String, List<@Nullable AttributeValue>> longer = new LinkedHashMap<>();
        columns.forEach((name, cells) -> longer.put(name, new ArrayList<>(cells)));
        int row = before;
        for (Item item : items) {
            for (Map.Entry<String, AttributeValue> attribute : item.asMap().entrySet()) {
                List<@Nullable AttributeValue> column =
                        longer.computeIfAbsent(attribute.getKey(), name -> new ArrayList<>());
                column.addAll(Collections.nCopies(row - column.size(), null));
                column.add(attribute.getValue());
            }
            row++;
        }
        return padded(longer, row);
    }

    /** These items as further rows. */
    public DataTable addRecords(Item... items) {
        return addRecords(List.of(items));
    }

    /**
     * These values as further rows, each as the schema stores it.
     *
     * @throws dev.stator.error.CodecException if one cannot be stored
     */
    public <T> DataTable addRecords(TableSchema<T> schema, Iterable<? extends T> values) {
        List<Item> items = new ArrayList<>();
        values.forEach(value -> items.add(schema.toItem(value)));
        return addRecords(items);
    }

    /**
     * A row as an item, which lacks the attributes whose cells are unset.
     *
     * @throws IllegalArgumentException if there is no such row
     */
    public Item record(int row) {
        if (row < 0 || row >= size()) {
            throw new IllegalArgumentException("This data table has " + size() + " rows; there is no row " + row);
        }
        return item(row);
    }

    private Item item(int row) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        columns.forEach((name, cells) -> {
            AttributeValue cell = cells.get(row);
            if (cell != null) {
                attributes.put(name, cell);
            }
        });
        return Item.copyOf(attributes);
    }

    /** All rows as items. */
    public List<Item> records() {
        return IntStream.range(0, size()).mapToObj(this::item).toList();
    }

    /**
     * All rows as values of the schema's class.
     *
     * @throws dev.stator.error.CodecException if a row lacks an attribute that the class needs, or has one that does not fit
     */
    public <T> List<T> records(TableSchema<T> schema) {
        return records().stream().map(schema::fromInput).toList();
    }

    /** The rows as items, each made when it is asked for. */
    @Override
    public Iterator<Item> iterator() {
        int size = size();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Item next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return item(next++);
            }
        };
    }

    /** The names of the columns, in order. */
    public Set<String> columnNames() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    /** The cells of a column, empty where unset; a column that is missing is unset in all rows. */
    public List<Optional<AttributeValue>> column(String name) {
        List<@Nullable AttributeValue> cells = columns.getOrDefault(name, Collections.nCopies(maxLength(), null));
        return cells.stream()
                .<Optional<AttributeValue>>map(Optional::ofNullable)
                .toList();
    }

    /** Whether there are columns of all these names. */
    public boolean hasColumns(String... names) {
        return columns.keySet().containsAll(Arrays.asList(names));
    }

    /** Whether there are columns of all these names, without an unset cell. */
    public boolean hasSetColumns(String... names) {
        return setColumnNames().containsAll(Arrays.asList(names));
    }

    /** The names of the columns without an unset cell, in order. */
    public List<String> setColumnNames() {
        return columns.entrySet().stream()
                .filter(column -> column.getValue().stream().allMatch(cell -> cell != null))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The table with these columns alone, in this order.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public DataTable select(String... names) {
        Map<String, List<@Nullable AttributeValue>> chosen = new LinkedHashMap<>();
        for (String name : names) {
            List<@Nullable AttributeValue> cells = columns.get(name);
            if (cells == null) {
                throw noColumn(name);
            }
            chosen.put(name, cells);
        }
        return new DataTable(chosen);
    }

    /** The rows that have all attributes of this item, equal; with the same columns. */
    public DataTable where(Item equal) {
        return filter(row -> row.asMap().entrySet().containsAll(equal.asMap().entrySet()));
    }

    /** The rows that {@link #where} leaves out; with the same columns. */
    public DataTable whereNot(Item equal) {
        return filter(row -> !row.asMap().entrySet().containsAll(equal.asMap().entrySet()));
    }

    /** The rows for which this holds; with the same columns. */
    public DataTable filter(Predicate<? super Item> wanted) {
        return rows(IntStream.range(0, size()).filter(row -> wanted.test(item(row))));
    }

    private DataTable rows(IntStream chosen) {
        int[] rows = chosen.toArray();
        Map<String, List<@Nullable AttributeValue>> fewer = new LinkedHashMap<>();
        columns.forEach((name, cells) -> {
            List<@Nullable AttributeValue> kept = new ArrayList<>(rows.length);
            for (int row : rows) {
                kept.add(cells.get(row));
            }
            fewer.put(name, Collections.unmodifiableList(kept));
        });
        return new DataTable(fewer);
    }

    /** The rows of this table and then those of the other, with the columns of both, unset where a table lacks one. */
    public DataTable merge(DataTable other) {
        int size = size();
        int all = size + other.size();
        Map<String, List<@Nullable AttributeValue>> both = new LinkedHashMap<>();
        Stream.concat(columns.keySet().stream(), other.columns.keySet().stream())
                .forEach(name -> both.computeIfAbsent(name, added -> {
                    List<@Nullable AttributeValue> cells = new ArrayList<>(all);
                    cells.addAll(columns.getOrDefault(name, Collections.nCopies(size, null)));
                    cells.addAll(other.columns.getOrDefault(name, Collections.nCopies(other.size(), null)));
                    return Collections.unmodifiableList(cells);
                }));
        return new DataTable(both);
    }

    /**
     * The first of the rows that are equal in these columns; in all columns if none is named. A name that is missing as it
     * stands may differ in case.
     *
     * @throws IllegalArgumentException if a column is missing, or several differ from the name in case alone
     */
    public DataTable distinct(String... names) {
        List<List<@Nullable AttributeValue>> compared = names.length == 0
                ? List.copyOf(columns.values())
                : Arrays.stream(names).map(this::columnInAnyCase).toList();
        Set<List<@Nullable AttributeValue>> seen = new HashSet<>();
        return rows(IntStream.range(0, size()).filter(row -> {
            List<@Nullable AttributeValue> cells = new ArrayList<>(compared.size());
            compared.forEach(column -> cells.add(column.get(row)));
            return seen.add(cells);
        }));
    }

    private List<@Nullable AttributeValue> columnInAnyCase(String name) {
        List<String> candidates = columns.containsKey(name)
                ? List.of(name)
                : columns.keySet().stream().filter(name::equalsIgnoreCase).toList();
        if (candidates.isEmpty()) {
            throw noColumn(name);
        } else if (candidates.size() > 1) {
            throw new IllegalArgumentException("The column " + name + " may be any of " + candidates
                    + ", which differ in case alone; give the name as it stands");
        }
        return columns.getOrDefault(candidates.get(0), List.of());
    }

    private IllegalArgumentException noColumn(String name) {
        return new IllegalArgumentException("This data table has no column " + name + "; it has " + columns.keySet());
    }

    /**
     * Reads CSV with a header line (RFC 4180, in any line ends), all fields as strings; a field that is nothing at all is an
     * unset cell, and {@code ""} an empty string. An empty line is a row with an unset cell if there is one column, and
     * otherwise passed over; so is a byte order mark before the text. Does not close the reader.
     *
     * @throws IllegalArgumentException if the text is malformed; the message tells the line
     * @throws java.io.UncheckedIOException if reading fails
     */
    public static DataTable readCsv(Reader in) {
        return readCsv(in, Map.of());
    }

    /**
     * The same, with some columns of other types: numbers and {@code true} or {@code false} as they stand, binaries in
     * base64, and the others in the JSON of the wire, such as {@code {"L":[{"S":"a"}]}}. So it reads what {@link #writeCsv}
     * wrote when the types are given.
     */
    public static DataTable readCsv(Reader in, Map<String, AttributeType> types) {
        return CsvForm.read(in, types);
    }

    /**
     * Writes CSV with a header line, in the form that {@link #readCsv(Reader, Map)} reads. Flushes the writer, and does not
     * close it.
     *
     * @throws IllegalStateException if the table is ragged
     * @throws java.io.UncheckedIOException if writing fails
     */
    public void writeCsv(Writer out) {
        CsvForm.write(this, out);
    }

    /**
     * Reads items as the JSON of the wire, such as {@code {"email":{"S":"ann@x.org"}}}, one on each line; blank lines and
     * a byte order mark are passed over. Does not close the reader.
     *
     * @throws IllegalArgumentException if a line is no item; the message tells which
     * @throws java.io.UncheckedIOException if reading fails
     */
    public static DataTable readJsonLines(Reader in) {
        return JsonLines.read(in);
    }

    /**
     * Writes each row as the JSON of the wire on a line of its own: what {@link #readJsonLines} reads, without a loss but
     * that of columns without a set cell, and of the rows if that is all of them. Flushes the writer, and does not close it.
     *
     * @throws IllegalStateException if the table is ragged
     * @throws java.io.UncheckedIOException if writing fails
     */
    public void writeJsonLines(Writer out) {
        JsonLines.write(this, out);
    }

    /** All cells in aligned columns under their names, a line for each row; unset cells are blank. For people. */
    public String toText() {
        return TextForm.of(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataTable that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    /** Names the columns and tells the number of rows; {@link #toText} shows the cells. */
    @Override
    public String toString() {
        return "DataTable[" + maxLength() + " rows of " + columns.keySet() + "]";
    }
}
