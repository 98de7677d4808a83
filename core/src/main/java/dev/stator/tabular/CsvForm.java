package dev.stator.tabular;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A data table as CSV. Strings, numbers and booleans stand as they are, binaries in base64, and all else as the JSON of the
 * wire; an unset cell is nothing at all, and an empty string a pair of quotes.
 */
final class CsvForm {
    /** What some programs put before UTF-8; at the beginning of a text it is none of it. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** So that an unset cell differs from an empty string, and no name from a mark before the text. */
    private static final QuoteStrategy QUOTES = new QuoteStrategy() {
        @Override
        public boolean quoteEmpty(int line, int field) {
            return true;
        }

        @Override
        public boolean quoteValue(int line, int field, String value) {
            return value.charAt(0) == BYTE_ORDER_MARK;
        }
    };

    private CsvForm() {}

    static void write(DataTable table, Writer out) {
        List<String> names = List.copyOf(table.columnNames());
        List<List<Optional<AttributeValue>>> columns =
                names.stream().map(table::column).toList();
        CsvWriter csv = CsvWriter.builder().quoteStrategy(QUOTES).build(out);
        csv.writeRecord(names);
        for (int row = 0; row < table.size(); row++) {
            List<String> fields = new ArrayList<>(columns.size());
            for (List<Optional<AttributeValue>> column : columns) {
                fields.add(column.get(row).map(CsvForm::field).orElse(null));
            }
            csv.writeRecord(fields);
        }
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(AttributeValue value) {
        if (value instanceof AttributeValue.S string) {
            return string.value();
        } else if (value instanceof AttributeValue.N number) {
            return number.text();
        } else if (value instanceof AttributeValue.Bool bool) {
            return bool.toString();
        } else if (value instanceof AttributeValue.B binary) {
            return Base64.getEncoder().encodeToString(binary.value().toByteArray());
        }
        JsonWriter json = new JsonWriter();
        value.writeTo(json.items());
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    static DataTable read(Reader in, Map<String, AttributeType> types) {
        // Lines of another length than the header are refused below, in words that name the line.
        CsvReader.CsvReaderBuilder csv = CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        List<String> names = List.of();
        List<List<Optional<AttributeValue>>> columns = new ArrayList<>();
        try {
            for (Line line : csv.build(new LineHandler(), unmarked(in))) {
                if (line.isEmpty() && names.size() != 1) {
                    continue;
                } else if (names.isEmpty()) {
                    names = header(line, types.keySet());
                    names.forEach(name -> columns.add(new ArrayList<>()));
                    continue;
                } else if (line.fields().size() != names.size()) {
                    throw line.refusal("has " + line.fields().size() + " fields where the header has " + names.size());
                }
                for (int i = 0; i < names.size(); i++) {
                    String name = names.get(i);
                    AttributeType type = types.getOrDefault(name, AttributeType.S);
                    columns.get(i).add(line.fields().get(i).map(field -> value(field, type, name, line)));
                }
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("The CSV text is malformed: " + e.getMessage(), e);
        }
        Map<String, List<Optional<AttributeValue>>> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), columns.get(i));
        }
        return DataTable.of(named);
    }

    /** The same text without a mark before it. */
    static Reader unmarked(Reader in) {
        PushbackReader text = new PushbackReader(in);
        try {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text;
    }

    private static List<String> header(Line line, Set<String> typed) {
        List<String> names = line.fields().stream().map(name -> name.orElse("")).toList();
        if (names.contains("") || new HashSet<>(names).size() < names.size()) {
            throw line.refusal("is the header, and has an empty name or one name twice");
        }
        Set<String> missing = new TreeSet<>(typed);
        names.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw line.refusal("is the header, and lacks " + missing + ", for which types were given; it has " + names);
        }
        return names;
    }

    private static AttributeValue value(String field, AttributeType type, String column, Line line) {
        try {
            return switch (type) {
                case S -> new AttributeValue.S(field);
                case N -> AttributeValue.N.parse(field.strip());
                case B -> new AttributeValue.B(Binary.of(Base64.getDecoder().decode(field)));
                case BOOL -> new AttributeValue.Bool(bool(field));
                default -> json(field, type);
            };
        } catch (IllegalArgumentException | IllegalStateException | MalformedJsonException e) {
            throw line.refusal("has a field of column " + column + " that is no " + type + ": " + e.getMessage());
        }
    }

    private static boolean bool(String field) {
        return switch (field) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is expected");
        };
    }

    private static AttributeValue json(String field, AttributeType type) {
        AttributeValue value = AttributeValue.readFrom(new JsonReader(field.getBytes(StandardCharsets.UTF_8)).items());
        if (value.type() != type) {
            throw new IllegalArgumentException("it is a " + value.type());
        }
        return value;
    }

    /** A line of the text; a field that is nothing at all is empty, one of two quotes an empty string. */
    private record Line(long number, List<Optional<String>> fields) {
        /** Whether there is nothing on it; that is an unset cell if there is one column. */
        boolean isEmpty() {
            return fields.equals(List.of(Optional.empty()));
        }

        IllegalArgumentException refusal(String problem) {
            return new IllegalArgumentException("Line " + number + " of the CSV text " + problem);
        }
    }

    private static final class LineHandler extends AbstractBaseCsvCallbackHandler<Line> {
        private final List<Optional<String>> fields = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields.clear();
        }

        @Override
        protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
            fields.add(length == 0 && !quoted ? Optional.empty() : Optional.of(new String(text, from, length)));
        }

        @Override
        protected void handleEmpty() {
            fields.add(Optional.empty());
        }

        @Override
        protected Line buildRecord() {
            return new Line(getStartingLineNumber(), List.copyOf(fields));
        }
    }
}
