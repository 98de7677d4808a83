package dev.stator.tabular;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A data table as text in aligned columns; numbers stand right. */
final class TextForm {
    private static final String GAP = "  ";

    private TextForm() {}

    private record Column(String name, List<Optional<AttributeValue>> cells, List<String> texts, int width) {
        static Column of(String name, List<Optional<AttributeValue>> cells) {
            List<String> texts = cells.stream().map(TextForm::text).toList();
            int width = texts.stream().mapToInt(TextForm::lengthOf).max().orElse(0);
            return new Column(name, cells, texts, Math.max(width, lengthOf(name)));
        }

        String cell(int row) {
            boolean right = cells.get(row)
                    .filter(value -> value.type() == AttributeType.N)
                    .isPresent();
            return padded(texts.get(row), right);
        }

        String padded(String text, boolean right) {
            String padding = " ".repeat(width - lengthOf(text));
            return right ? padding + text : text + padding;
        }
    }

    static String of(DataTable table) {
        int size = table.size();
        List<Column> columns = table.columnNames().stream()
                .map(name -> Column.of(name, table.column(name)))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(column -> column.padded(column.name(), false))));
        lines.add(line(columns.stream().map(column -> "-".repeat(column.width()))));
        for (int row = 0; row < size; row++) {
            int here = row;
            lines.add(line(columns.stream().map(column -> column.cell(here))));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(Stream<String> cells) {
        return String.join(GAP, cells.toList()).stripTrailing();
    }

    /** A cell on one line: strings as they are, everything else as its own text. */
    private static String text(Optional<AttributeValue> cell) {
        return cell.map(value -> value instanceof AttributeValue.S string ? string.value() : value.toString())
                .orElse("")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    private static int lengthOf(String text) {
        return text.codePointCount(0, text.length());
    }
}
