package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stator.conformance.JudgedDifferences.Example;
import dev.stator.conformance.SideBySide.Result;
import dev.stator.conformance.WireAnswer.Discrepancy;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random requests as JSON, sound and unsound, of all actions on items and tables, PartiQL statements among them, are answered
 * by the engine as by DynamoDB Local, and told by streams alike, but for the {@link JudgedDifferences}. By default these are always the same few; {@code -Dstator.fuzz.seconds=600}
 * goes on for so long, and {@code -Dstator.fuzz.seed=7} begins elsewhere.
 */
class RequestDifferentialTest {
    private static final int ROUNDS = 12;
    private static final int REQUESTS = 150;

    /** More than these are not told: each needs a look. */
    private static final int MOST_TOLD = 25;

    /** One character many times. */
    private static final Pattern LONG_RUN = Pattern.compile("(.)\\1{99,}");

    private static SideBySide servers;

    private final JudgedDifferences judged = JudgedDifferences.read();

    @BeforeAll
    static void start() {
        assumeTrue(Server.DYNAMODB_LOCAL.isHere(), "DynamoDB Local has no library for this machine");
        servers = SideBySide.start();
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void randomRequestsAreAnsweredAlikeButForWhatIsJudged() {
        long first = Long.getLong("stator.fuzz.seed", 1);
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("stator.fuzz.seconds", 0)).toNanos();
        Map<String, String> unjudged = new HashMap<>();
        Map<String, Integer> answered = new HashMap<>();
        for (long seed = first; seed < first + ROUNDS || System.nanoTime() < end; seed++) {
            round(seed, unjudged, answered);
            if (unjudged.size() >= MOST_TOLD) {
                break;
            }
        }
        assertThat(unjudged.values())
                .as("differences that docs/differences.md does not tell")
                .isEmpty();
        assertThat(answered)
                .as("every kind of answer was seen often")
                .containsKeys("OK", "ValidationException", "SerializationException", "ConditionalCheckFailedException")
                .containsKeys("TransactionCanceledException", "ResourceNotFoundException", "ResourceInUseException");
    }

    private void round(long seed, Map<String, String> unjudged, Map<String, Integer> answered) {
        servers.reset();
        Random seeds = new Random(seed);
        boolean apart = false;
        for (int i = 0; i < REQUESTS && !apart; i++) {
            RandomRequest request = RandomRequest.of(seeds.nextLong());
            Result result = servers.send(request);
            apart = result.apart();
            answered.merge(result.ours().code(), 1, Integer::sum);
            for (Discrepancy each : result.discrepancies()) {
                if (judged.explaining(request.action(), each).isEmpty()) {
                    unjudged.putIfAbsent(
                            request.action() + each.kind(),
                            "%nseed %d, request %d: %s%n  Stator: %s%n  DynamoDB Local: %s"
                                    .formatted(seed, i, shortened(request), each.ours(), each.theirs()));
                }
            }
        }
        if (!apart) {
            servers.streamed()
                    .forEach(each -> unjudged.putIfAbsent(
                            each.kind(),
                            "%nseed %d: %n  Stator: %s%n  DynamoDB Local: %s"
                                    .formatted(seed, each.ours(), each.theirs())));
        }
    }

    /** A request whose long texts are not told in full, as AssertJ would cut off the answers behind them. */
    private static String shortened(RandomRequest request) {
        return LONG_RUN.matcher(request.toString()).replaceAll("$1…");
    }

    @Test
    void everyJudgedDifferenceIsThereAsThePageSays() {
        List<String> gone = new ArrayList<>();
        for (Example example : judged.examples()) {
            servers.reset();
            example.requests().subList(0, example.requests().size() - 1).forEach(servers::send);
            Result result = servers.send(example.last());
            if (result.discrepancies().stream()
                    .noneMatch(each -> example.explains(example.last().action(), each))) {
                gone.add(example + ": " + result.discrepancies());
            }
        }
        assertThat(gone).as("examples that do not show what they tell").isEmpty();
        assertThat(judged.examples()).hasSizeGreaterThan(100);
    }

    @Test
    void everyDifferenceThatDynamoDbLocalDeclaresIsOnThePage() throws IOException {
        String page = Files.readString(JudgedDifferences.PAGE);
        Set<String> untold = new HashSet<>();
        for (Difference difference : Server.DYNAMODB_LOCAL.differences()) {
            if (!page.contains("`" + difference.name() + "`")) {
                untold.add(difference.toString());
            }
        }
        assertThat(untold).isEmpty();
    }
}
