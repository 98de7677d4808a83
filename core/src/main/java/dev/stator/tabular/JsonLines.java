package dev.stator.tabular;

import dev.stator.error.CodecException;
import dev.stator.json.WireJson;
import dev.stator.value.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A data table as one item of wire JSON on each line. */
final class JsonLines {
    private JsonLines() {}

    static void write(DataTable table, Writer out) {
        try {
            for (Item item : table) {
                out.write(WireJson.write(item));
                out.write('\n');
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataTable read(Reader in) {
        List<Item> items = new ArrayList<>();
        BufferedReader lines = new BufferedReader(CsvForm.unmarked(in));
        try {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                if (!line.isBlank()) {
                    items.add(item(line, number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DataTable.ofRecords(items);
    }

    private static Item item(String line, int number) {
        try {
            return WireJson.read(line);
        } catch (CodecException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "Line " + number + " is no item in the JSON of the wire, such as {\"id\":{\"S\":\"a\"}}: "
                            + e.getMessage(),
                    e);
        }
    }
}
