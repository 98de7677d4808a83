package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScanTest {
    private static final Pattern KEY = Pattern.compile("\\{'a':\\{'S':'([^']*)'\\}\\}[,\\]]");

    private final Calls db = Calls.withTables();

    private void fill(int items) {
        for (int i = 0; i < items; i++) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + i + "'}}}");
        }
    }

    private static List<String> keys(String reply) {
        List<String> keys = new ArrayList<>();
        KEY.matcher(reply.substring(0, reply.indexOf("],'Count'") + 1))
                .results()
                .forEach(match -> keys.add(match.group(1)));
        return keys;
    }

    @Test
    void segmentsShareTheTableWithoutOverlap() {
        fill(200);
        List<String> whole = keys(db.ok("Scan", "{'TableName': 'hash'}"));
        assertThat(whole).hasSize(200).doesNotHaveDuplicates();
        for (int total : new int[] {1, 2, 3, 7, 4096, 5000}) {
            List<String> parts = new ArrayList<>();
            for (int segment = 0; segment < total; segment++) {
                parts.addAll(keys(db.ok(
                        "Scan",
                        "{'TableName': 'hash', 'Segment': %d, 'TotalSegments': %d}".formatted(segment, total))));
            }
            assertThat(parts).isEqualTo(whole);
        }
    }

    @Test
    void pagesOfASegmentFollowEachOther() {
        fill(50);
        String scan = "{'TableName': 'hash', 'Segment': 1, 'TotalSegments': 2, 'Limit': 4";
        List<String> whole = keys(db.ok("Scan", "{'TableName': 'hash', 'Segment': 1, 'TotalSegments': 2}"));
        List<String> seen = new ArrayList<>();
        String start = "";
        do {
            String reply = db.ok("Scan", scan + start + "}");
            seen.addAll(keys(reply));
            int key = reply.indexOf("'LastEvaluatedKey':");
            start = key < 0 ? "" : ", 'ExclusiveStartKey': " + reply.substring(key + 19, reply.length() - 1);
        } while (!start.isEmpty());
        assertThat(seen).isEqualTo(whole).isNotEmpty();
        assertThat(db.invalid(
                        "Scan",
                        "{'TableName': 'hash', 'Segment': 0, 'TotalSegments': 2, 'ExclusiveStartKey': {'a': {'S': '"
                                + whole.get(0) + "'}}}"))
                .isEqualTo(
                        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with"
                                + " correct Segment. TotalSegments: 2 Segment: 0");
    }

    @Test
    void anIndexIsScannedWithItsOwnContent() {
        db.ok(
                "PutItem",
                "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': 'c'}, 'd': {'S': 'd'}, 'e': {'S': 'e'}}}");
        db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '2'}, 'c': {'S': 'c'}}}");
        assertThat(db.ok("Scan", "{'TableName': 'range', 'IndexName': 'of-c-d'}"))
                .isEqualTo(
                        "{'Items':[{'a':{'S':'x'},'b':{'N':'1'},'c':{'S':'c'},'d':{'S':'d'}}],'Count':1,'ScannedCount':1}");
        assertThat(db.ok("Scan", "{'TableName': 'range', 'IndexName': 'of-c', 'Select': 'COUNT'}"))
                .isEqualTo("{'Count':2,'ScannedCount':2}");
    }

    @Test
    void aFilterFindsNothingByWhatTheScannedIndexDoesNotHold() {
        db.ok(
                "PutItem",
                "{'TableName': 'range', 'Item': {'a': {'S': 'f'}, 'b': {'N': '1'}, 'c': {'S': 'c'}, 'd': {'S': 'd'},"
                        + " 'e': {'N': '1'}}}");
        String scan = "{'TableName': 'range', 'IndexName': '%s', 'FilterExpression': '%s',"
                + " 'ExpressionAttributeValues': {':e': {'N': '1'}}%s}";

        for (String index : List.of("by-d", "of-c-d")) {
            assertThat(db.ok("Scan", scan.formatted(index, "e = :e", ""))).contains("'Count':0,'ScannedCount':1");
            assertThat(db.ok("Scan", scan.formatted(index, "e <> :e", ""))).contains("'Count':1,'ScannedCount':1");
        }
        assertThat(db.ok("Scan", scan.formatted("by-d", "e = :e", ", 'Select': 'ALL_ATTRIBUTES'")))
                .contains("'Count':0,'ScannedCount':1");
        assertThat(db.ok("Scan", scan.formatted("by-d", "c <> :e", ", 'ProjectionExpression': 'e'")))
                .contains("'Items':[{'e':{'N':'1'}}]");
        assertThat(db.ok("Scan", scan.formatted("of-c", "e = :e", ""))).contains("'Count':1");
    }

    @Test
    void segmentsComeInPairsOfParameters() {
        assertThat(db.invalid("Scan", "{'TableName': 'hash', 'Segment': 1}"))
                .isEqualTo(
                        "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        assertThat(db.invalid("Scan", "{'TableName': 'hash', 'TotalSegments': 1}"))
                .isEqualTo(
                        "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        assertThat(db.invalid("Scan", "{'TableName': 'hash', 'Segment': 1, 'TotalSegments': 1}"))
                .isEqualTo("The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                        + "Segment: 1 is not less than TotalSegments: 1");
        assertThat(db.ok("Scan", "{'TableName': 'hash', 'Segment': 0, 'TotalSegments': 1}"))
                .isEqualTo("{'Items':[],'Count':0,'ScannedCount':0}");
    }

    @Test
    void aPageEndsOnceAMegabyteHasBeenRead() {
        String text = "x".repeat(100 * 1024 - 2 - 4);
        for (int i = 0; i < 12; i++) {
            // Each item counts 100 KB: the names a and b, a key of two characters and the text.
            db.ok(
                    "PutItem",
                    "{'TableName': 'hash', 'Item': {'a': {'S': '%02d'}, 'b': {'S': '%s12'}}}".formatted(i, text));
        }
        String reply = db.ok(
                "Scan",
                "{'TableName': 'hash', 'Select': 'COUNT', 'ConsistentRead': true, 'ReturnConsumedCapacity': 'TOTAL'}");
        assertThat(reply)
                .startsWith("{'Count':11,'ScannedCount':11,'LastEvaluatedKey':{'a':{'S':'")
                .endsWith("'CapacityUnits':275.0}}");
        String key = reply.substring(reply.indexOf("'LastEvaluatedKey':") + 19, reply.indexOf(",'ConsumedCapacity'"));
        assertThat(db.ok("Scan", "{'TableName': 'hash', 'Select': 'COUNT', 'ExclusiveStartKey': " + key + "}"))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
    }

    /** By names and values the 24 items have less than 1 MB, with what the service's disks add just as much. */
    @Test
    void aPageCountsItemsAsTheyLieOnTheServicesDisks() {
        String cut = "{'Count':24,'ScannedCount':24";
        assertThat(scanned(33)).isEqualTo(cut + "}");
        assertThat(scanned(32)).startsWith(cut + ",'LastEvaluatedKey'");
    }

    private static String scanned(int shorter) {
        Calls tables = Calls.withTables();
        for (int i = 0; i < 24; i++) {
            tables.ok(
                    "PutItem",
                    "{'TableName': 'hash', 'Item': {'a': {'S': 'k%02d'}, 'b': {'S': '%s'}}}"
                            .formatted(i, "b".repeat(43_411 - (i == 0 ? shorter : 0))));
        }
        return tables.ok("Scan", "{'TableName': 'hash', 'Select': 'COUNT'}");
    }

    @Test
    void aStartKeyOfAnIndexIsCheckedPartByPart() {
        String scan = "{'TableName': 'range', 'IndexName': 'by-c', 'ExclusiveStartKey': %s}";
        assertThat(db.invalid("Scan", scan.formatted("{'a': {'N': '1'}, 'x': {'S': 'x'}, 'y': {'S': 'y'}}")))
                .isEqualTo("The provided key element does not match the schema");
        assertThat(db.invalid("Scan", scan.formatted("{'a': {'S': '1'}, 'x': {'S': 'x'}, 'y': {'S': 'y'}}")))
                .isEqualTo("The provided starting key is invalid");
    }

    @Test
    void sizeCountsTheCharactersOfAStringInUtf16() {
        Calls tables = Calls.withTables();
        tables.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 's': {'S': '\u00e9\ud834\udd1e'}}}");
        assertThat(tables.ok(
                        "Scan",
                        "{'TableName': 'hash', 'Select': 'COUNT', 'FilterExpression': 'size(s) = :n',"
                                + " 'ExpressionAttributeValues': {':n': {'N': '3'}}}"))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
    }
}
