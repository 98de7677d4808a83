package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process in the midst of its writes of items, and holds the indexes, counters and stream that it left
 * against the items.
 */
class EngineKillTest {
    private static final int ROUNDS = 3;
    private static final int LINES = 300;
    private static final int THREADS = 4;
    private static final int ITEMS = 20;
    private static final Pattern SIZES = Pattern.compile("Size(?:Bytes)?':(\\d+),'ItemCount':(\\d+)");

    @Test
    void itemsIndexEntriesCountersAndTheStreamAgreeAfterAKill(@TempDir Path folder) throws Exception {
        Map<String, Integer> acknowledged = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            killInTheMidst(folder, acknowledged);
            try (Engine engine = Engine.open(folder)) {
                compare(new Calls(engine), acknowledged);
            }
        }
        assertThat(acknowledged).hasSize(THREADS);
    }

    private static void killInTheMidst(Path folder, Map<String, Integer> acknowledged) throws Exception {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = child.inputReader()) {
            for (int i = 0; i < LINES; i++) {
                note(answers.readLine(), acknowledged);
            }
            // Not the process itself, which would close the pipe as well.
            child.toHandle().destroyForcibly();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                note(line, acknowledged);
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** A line is {@code thread number.}; the last one of a killed process may be cut, and then promises nothing. */
    private static void note(String line, Map<String, Integer> acknowledged) {
        assertThat(line).isNotNull();
        if (line.endsWith(".")) {
            String[] parts = line.substring(0, line.length() - 1).split(" ", -1);
            acknowledged.merge(parts[0], Integer.valueOf(parts[1]), Math::max);
        }
    }

    private static void compare(Calls db, Map<String, Integer> acknowledged) {
        Map<String, String> items = scan(db, "");
        acknowledged.forEach((thread, number) -> {
            Matcher last = Pattern.compile("'last':\\{'N':'(\\d+)'}").matcher(items.get("t" + thread + "/0"));
            assertThat(last.find()).isTrue();
            assertThat(Integer.parseInt(last.group(1))).isGreaterThanOrEqualTo(number);
        });
        Predicate<String> withC = item -> item.contains("'c':");
        assertThat(scan(db, "by-c")).isNotEmpty().isEqualTo(having(items, withC));
        assertThat(scan(db, "of-c")).isEqualTo(having(items, withC));
        assertThat(scan(db, "of-c-d").keySet())
                .isEqualTo(
                        having(items, withC.and(item -> item.contains("'d':"))).keySet());
        assertThat(scan(db, "by-d").keySet())
                .isEqualTo(having(items, item -> item.contains("'d':")).keySet());
        assertThat(told(db)).isEqualTo(items);
        String counted = counts(db);
        // Written anew into an engine of its own, the same items must give the same counters.
        try (Engine fresh = Engine.inMemory()) {
            Calls copy = new Calls(fresh);
            copy.ok("CreateTable", Calls.RANGE_TABLE);
            items.values().forEach(item -> copy.ok("PutItem", "{'TableName': 'range', 'Item': " + item + "}"));
            assertThat(counted).isEqualTo(counts(copy));
        }
    }

    /** The items that come of doing again what the stream tells. */
    private static Map<String, String> told(Calls db) {
        Streaming stream = Streaming.of(db, "range");
        Map<String, String> told = new TreeMap<>();
        String reply = stream.records(stream.oldest());
        for (boolean more = true; more; reply = stream.records(Streaming.member("NextShardIterator", reply))) {
            more = !Streaming.numbers(reply).isEmpty();
            Matcher record = Pattern.compile("'Keys':\\{'a':\\{'S':'(\\w+)'},'b':\\{'N':'(\\d+)'}},"
                            + "(?:'NewImage':(\\{.*?}),)?'SequenceNumber'")
                    .matcher(reply);
            while (record.find()) {
                String key = record.group(1) + "/" + record.group(2);
                if (record.group(3) == null) {
                    told.remove(key);
                } else {
                    told.put(key, record.group(3));
                }
            }
        }
        return told;
    }

    private static Map<String, String> having(Map<String, String> items, Predicate<String> condition) {
        Map<String, String> having = new TreeMap<>(items);
        having.values().removeIf(condition.negate());
        return having;
    }

    /** The items of the table or an index by their keys. */
    private static Map<String, String> scan(Calls db, String index) {
        String reply = db.ok(
                "Scan", "{'TableName': 'range'" + (index.isEmpty() ? "" : ", 'IndexName': '" + index + "'") + "}");
        Map<String, String> items = new TreeMap<>();
        Matcher item = Pattern.compile("\\{'a':\\{'S':'(\\w+)'},'b':\\{'N':'(\\d+)'}(?:,.*?})?}")
                .matcher(reply);
        while (item.find()) {
            items.put(item.group(1) + "/" + item.group(2), item.group());
        }
        assertThat(reply).contains("'Count':" + items.size() + ",").doesNotContain("LastEvaluatedKey");
        return items;
    }

    private static String counts(Calls db) {
        StringBuilder counts = new StringBuilder();
        Matcher sizes = SIZES.matcher(db.ok("DescribeTable", "{'TableName': 'range'}"));
        while (sizes.find()) {
            counts.append(sizes.group(1)).append('/').append(sizes.group(2)).append(' ');
        }
        assertThat(counts.toString().split(" ", -1)).hasSize(1 + 5);
        return counts.toString();
    }

    /** Puts, updates and deletes items with keys of all indexes, from several threads, and says so after each. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] args) {
            Calls db = new Calls(Engine.open(Path.of(args[0])));
            if (!db.ok("ListTables", "{}").contains("range")) {
                db.ok("CreateTable", Streaming.with("NEW_IMAGE", Calls.RANGE_TABLE));
            }
            for (int i = 0; i < THREADS; i++) {
                String thread = "" + i;
                new Thread(() -> write(db, thread)).start();
            }
        }

        private static void write(Calls db, String thread) {
            PrintStream out = System.out;
            String key = "{'TableName': 'range', 'Key': {'a': {'S': 't" + thread + "'}, 'b': {'N': '%d'}}";
            Matcher last = Pattern.compile("'last':\\{'N':'(\\d+)'}").matcher(db.ok("GetItem", key.formatted(0) + "}"));
            for (int n = last.find() ? Integer.parseInt(last.group(1)) + 1 : 1; ; n++) {
                String change = n % 5 == 4
                        ? "{'Delete': " + key.formatted(1 + n % ITEMS) + "}}"
                        : "{'Update': " + key.formatted(1 + n % ITEMS) + ", 'UpdateExpression': '"
                                + (n % 3 == 0
                                        ? "SET c = :v REMOVE d"
                                        : n % 3 == 1 ? "SET c = :v, d = :v" : "SET d = :v")
                                + "', 'ExpressionAttributeValues': {':v': {'S': 'v" + n % 7 + "'}}}}";
                db.ok(
                        "TransactWriteItems",
                        "{'TransactItems': [" + change + ", {'Update': " + key.formatted(0)
                                + ", 'UpdateExpression': 'SET #l = :n', 'ExpressionAttributeNames': {'#l': 'last'}, "
                                + "'ExpressionAttributeValues': {':n': {'N': '" + n + "'}}}}]}");
                out.print(thread + " " + n + ".\n");
                out.flush();
            }
        }
    }
}
