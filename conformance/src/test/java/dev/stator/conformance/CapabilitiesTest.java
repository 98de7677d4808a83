package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of capabilities names tests; this holds that it has every row, and that each named test exists. */
class CapabilitiesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\|(.*)\\|([^|]*)\\|$");

    private record Row(int number, String api, String heldBy) {
        boolean open() {
            return heldBy.contains("*open*");
        }
    }

    @Test
    void everyRowOfTheReferenceIsHereOnce() throws IOException {
        assertThat(rows())
                .extracting(Row::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 154).boxed().toList());
    }

    @Test
    void coveredRowsNameTheirApiAndTheirTests() throws IOException {
        assertThat(rows()).filteredOn(row -> !row.open()).allSatisfy(row -> {
            assertThat(row.api()).as("API of row %s", row.number()).isNotBlank();
            assertThat(row.heldBy()).as("tests of row %s", row.number()).containsPattern(TestSources.NAMED);
        });
    }

    @Test
    void namedTestsExist() throws IOException {
        for (Row row : rows()) {
            TestSources.assertNamedExist(row.heldBy(), "row " + row.number());
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(TestSources.ROOT.resolve(Path.of("docs", "capabilities.md"))));
        while (row.find()) {
            rows.add(new Row(Integer.parseInt(row.group(1)), row.group(3), row.group(4)));
        }
        return rows;
    }
}
