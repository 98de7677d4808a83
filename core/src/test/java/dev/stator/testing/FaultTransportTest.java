package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.L;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.S;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTransportTest {
    private static final FaultPlan NONE = FaultPlan.of(1);
    private static final String WRITES = "{\"RequestItems\":{\"t\":[{\"n\":1},{\"n\":2},{\"n\":3}],\"u\":[{\"n\":4}]}}";
    private static final String KEYS =
            "{\"RequestItems\":{\"t\":{\"Keys\":[{\"n\":1},{\"n\":2},{\"n\":3}],\"ConsistentRead\":true}}}";

    private final ScriptedTransport service =
            new ScriptedTransport().always(request -> ScriptedTransport.ok("{\"done\":1}"));
    private final ManualClock clock = ManualClock.at(Instant.EPOCH);

    private static WireRequest request(String action, String json) {
        return new WireRequest(action, json.getBytes(UTF_8), Duration.ofSeconds(10));
    }

    private static String send(Transport transport, String action, String json, boolean async) {
        try {
            WireRequest request = request(action, json);
            WireReply reply = async ? transport.sendAsync(request).join() : transport.send(request);
            return reply.status() + " " + new String(reply.body(), UTF_8);
        } catch (TransportException e) {
            return e.kind().toString();
        } catch (CompletionException e) {
            return ((TransportException) e.getCause()).kind().toString();
        }
    }

    /** Which kinds of answers a fault gives, and how often the service was reached. */
    private List<String> strikes(Fault fault, String action, String json) {
        List<String> answers = new ArrayList<>();
        FaultTransport faults = new FaultTransport(service, NONE, clock);
        for (int i = 0; i < 40; i++) {
            faults.next(fault);
            answers.add(send(faults, action, json, i % 2 == 0));
        }
        assertThat(faults.struck()).isEqualTo(Map.of(fault, 40));
        return answers;
    }

    @Test
    void withoutFaultsAllGoesThrough() {
        FaultTransport faults = new FaultTransport(service, NONE);
        assertThat(send(faults, "PutItem", "{}", false)).isEqualTo("200 {\"done\":1}");
        assertThat(send(faults, "PutItem", "{}", true)).isEqualTo("200 {\"done\":1}");
        assertThat(faults.struck()).isEmpty();
    }

    @Test
    void aThrottledRequestIsNotDone() {
        assertThat(strikes(Fault.THROTTLE, "PutItem", "{\"TableName\":\"t\"}"))
                .allMatch(answer -> answer.startsWith("400 "))
                .anyMatch(answer -> answer.contains("#ThrottlingException"))
                .anyMatch(answer -> answer.contains("#ProvisionedThroughputExceededException"));
        assertThat(service.requests()).isEmpty();
    }

    /** The codes of throttled requests, each with its reason and resource. */
    private Set<String> throttled(FaultTransport faults, String action, String json) {
        Set<String> refusals = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            faults.next(Fault.THROTTLE);
            M body = Body.parse(send(faults, action, json, false).substring(4));
            String code = ((S) body.values().get("__type")).value();
            AttributeValue reasons = body.values()
                    .get(code.endsWith("#ThrottlingException") ? "throttlingReasons" : "ThrottlingReasons");
            M reason = (M) ((L) reasons).values().get(0);
            assertThat(((S) body.values().get("message")).value()).contains("hroughput");
            refusals.add(code.substring(code.indexOf('#') + 1) + " "
                    + ((S) reason.values().get("reason")).value() + " of "
                    + ((S) reason.values().get("resource")).value());
        }
        return refusals;
    }

    private void describe(FaultTransport faults, String billing) {
        service.always(request -> ScriptedTransport.ok(
                request.action().equals("CreateTable")
                        ? "{\"TableDescription\":{\"TableName\":\"t\",\"TableArn\":\"arn:t\"" + billing
                                + ",\"GlobalSecondaryIndexes\":[{\"IndexName\":\"g\"}]}}"
                        : "{}"));
        send(faults, "CreateTable", "{}", false);
    }

    @Test
    void aTableWithCapacityOfItsOwnIsThrottledForThatOrForOnePartition() {
        FaultTransport faults = new FaultTransport(service, NONE);
        describe(faults, "");
        assertThat(throttled(faults, "GetItem", "{\"TableName\":\"t\"}"))
                .containsExactly(
                        "ProvisionedThroughputExceededException TableReadKeyRangeThroughputExceeded of arn:t",
                        "ProvisionedThroughputExceededException TableReadProvisionedThroughputExceeded of arn:t");
        assertThat(throttled(faults, "Query", "{\"TableName\":\"t\",\"IndexName\":\"g\"}"))
                .containsExactly(
                        "ProvisionedThroughputExceededException IndexReadKeyRangeThroughputExceeded of arn:t/index/g",
                        "ProvisionedThroughputExceededException IndexReadProvisionedThroughputExceeded of arn:t/index/g");
        assertThat(throttled(faults, "Query", "{\"TableName\":\"t\",\"IndexName\":\"local\"}"))
                .allMatch(refusal -> refusal.endsWith("of arn:t"));
    }

    @Test
    void aTableThatIsPaidPerRequestIsThrottledForItsMaximumThatOfTheAccountOrOnePartition() {
        FaultTransport faults = new FaultTransport(service, NONE);
        describe(faults, ",\"BillingModeSummary\":{\"BillingMode\":\"PAY_PER_REQUEST\"}");
        assertThat(throttled(faults, "BatchWriteItem", "{\"RequestItems\":{\"t\":[]}}"))
                .containsExactly(
                        "RequestLimitExceeded IndexWriteAccountLimitExceeded of arn:t/index/g",
                        "RequestLimitExceeded TableWriteAccountLimitExceeded of arn:t",
                        "ThrottlingException IndexWriteKeyRangeThroughputExceeded of arn:t/index/g",
                        "ThrottlingException IndexWriteMaxOnDemandThroughputExceeded of arn:t/index/g",
                        "ThrottlingException TableWriteKeyRangeThroughputExceeded of arn:t",
                        "ThrottlingException TableWriteMaxOnDemandThroughputExceeded of arn:t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Read  | table/u       | GetItem | {"TableName":"u"}
            Read  | table/u       | TransactGetItems | {"TransactItems":[{"Get":{"TableName":"u"}}]}
            Read  | table/u       | BatchGetItem | {"RequestItems":{"u":{"Keys":[]}}}
            Read  | table/u/index/i | Scan | {"TableName":"u","IndexName":"i"}
            Read  | table/u/index/i | ExecuteStatement | {"Statement":"SELECT * FROM u.i"}
            Read  | table/u       | ExecuteTransaction | {"TransactStatements":[{"Statement":"select a from \\"u\\""}]}
            Write | table/u       | UpdateItem | {"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/u"}
            Write | table/u       | TransactWriteItems | {"TransactItems":[{"Put":{"TableName":"u"}}]}
            Write | table/u       | ExecuteStatement | {"Statement":"INSERT INTO u VALUE {'a': 1}"}
            Write | table/u       | BatchExecuteStatement | {"Statements":[{"Statement":"UPDATE u SET a = 1 WHERE b = 1"}]}
            """)
    void aThrottledRequestIsToldWhatItIsAbout(String kind, String resource, String action, String body) {
        assertThat(throttled(new FaultTransport(service, NONE), action, body))
                .hasSizeGreaterThan(3)
                .allMatch(refusal -> refusal.contains(kind)
                        && refusal.endsWith("arn:aws:dynamodb:us-east-1:000000000000:" + resource));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ListTables",
                "CreateTable",
                "UpdateTable",
                "DescribeTable",
                "UpdateTimeToLive",
                "CreateBackup",
                "DescribeStream",
                "GetRecords",
                "TagResource"
            })
    void aThrottledRequestThatUsesNoCapacityIsJustTooMuch(String action) {
        FaultTransport faults = new FaultTransport(service, NONE);
        for (int i = 0; i < 20; i++) {
            faults.next(Fault.THROTTLE);
            assertThat(send(faults, action, "{\"TableName\":\"t\"}", false))
                    .isEqualTo(
                            "400 {\"__type\":\"com.amazon.coral.availability#ThrottlingException\",\"message\":\"Rate exceeded\"}");
        }
        assertThat(throttled(faults, "PutItem", "{\"TableName\":\"t\"}")).hasSizeGreaterThan(3);
    }

    @Test
    void aTransactionThatIsSentAgainMayBeInProgress() {
        String transaction = "{\"ClientRequestToken\":\"t1\",\"TransactItems\":[{}]}";
        FaultTransport faults =
                new FaultTransport(service, NONE).next(Fault.IN_PROGRESS, Fault.LOST_REQUEST, Fault.IN_PROGRESS);
        assertThat(send(faults, "TransactWriteItems", transaction, false)).isEqualTo("CONNECTION_LOST");
        assertThat(send(faults, "TransactWriteItems", transaction.replace("t1", "t2"), false))
                .startsWith("200");
        assertThat(send(faults, "TransactWriteItems", transaction, false))
                .contains("#TransactionInProgressException", "\"Message\"");
        assertThat(service.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CONNECTION", "THROTTLE", "CONFLICT"})
    void aTransactionThatWasSurelyNotSentIsNotInProgress(Fault fault) {
        String transaction = "{\"ClientRequestToken\":\"t1\",\"TransactItems\":[{}]}";
        FaultTransport faults = new FaultTransport(service, NONE).next(fault, Fault.IN_PROGRESS);
        assertThat(send(faults, "TransactWriteItems", transaction, false)).doesNotStartWith("200");
        assertThat(send(faults, "TransactWriteItems", transaction, false)).startsWith("200");
        assertThat(send(faults, "TransactWriteItems", transaction, false)).contains("#TransactionInProgressException");
    }

    @Test
    void transactionsOfLongAgoAreForgotten() {
        service.always(request -> ScriptedTransport.ok("{}"));
        FaultTransport faults = new FaultTransport(service, NONE);
        String body = "{\"ClientRequestToken\":\"%s\",\"TransactItems\":[{}]}";
        for (int i = 0; i <= LastTokens.MOST; i++) {
            send(faults, "TransactWriteItems", body.formatted(i), false);
        }
        faults.next(Fault.IN_PROGRESS);
        assertThat(send(faults, "TransactWriteItems", body.formatted(0), false)).startsWith("200");
        assertThat(send(faults, "TransactWriteItems", body.formatted(2), false))
                .contains("#TransactionInProgressException");
        faults.next(Fault.CONFLICT);
        assertThat(send(faults, "TransactWriteItems", body.formatted(LastTokens.MOST), false))
                .startsWith("200");
        assertThat(send(faults, "TransactWriteItems", body.formatted(1), false)).startsWith("400");
    }

    @Test
    void statementsMeetConflictsToo() {
        String statements = "{\"TransactStatements\":[{\"Statement\":\"DELETE FROM t WHERE a = 1\"},{}]}";
        assertThat(strikes(Fault.CONFLICT, "ExecuteTransaction", statements))
                .anyMatch(answer -> answer.contains("[TransactionConflict, None]"));
        assertThat(strikes(Fault.CONFLICT, "ExecuteStatement", "{\"Statement\":\"DELETE FROM t WHERE a = 1\"}"))
                .allMatch(answer -> answer.contains("#TransactionConflictException")
                        && answer.contains("Transaction is ongoing for the item"));
        FaultTransport faults = new FaultTransport(service, NONE).next(Fault.CONFLICT);
        assertThat(send(faults, "ExecuteStatement", "{\"Statement\":\"SELECT * FROM t\"}", false))
                .startsWith("200");
    }

    @Test
    void aServerErrorLeavesOpenWhetherTheRequestWasDone() {
        assertThat(strikes(Fault.SERVER_ERROR, "PutItem", "{}"))
                .anyMatch(answer -> answer.startsWith("500 "))
                .anyMatch(answer -> answer.startsWith("503 "));
        assertThat(service.requests()).hasSizeBetween(5, 35);
    }

    @Test
    void aRequestWithoutConnectionIsNotSent() {
        assertThat(strikes(Fault.NO_CONNECTION, "PutItem", "{}")).containsOnly("NOT_SENT");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void aLostRequestIsNotDone() {
        assertThat(strikes(Fault.LOST_REQUEST, "PutItem", "{}")).containsOnly("CONNECTION_LOST");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void aRequestWhoseReplyIsLostIsDone() {
        assertThat(strikes(Fault.LOST_REPLY, "PutItem", "{}")).containsOnly("CONNECTION_LOST");
        assertThat(service.requests()).hasSize(40);
    }

    @Test
    void aDamagedReplyLacksItsEnd() {
        assertThat(strikes(Fault.DAMAGED_REPLY, "PutItem", "{}"))
                .allMatch(answer -> "200 {\"done\":1}".startsWith(answer))
                .doesNotContain("200 {\"done\":1}");
        assertThat(service.requests()).hasSize(40);
    }

    @Test
    void aSlowReplyComesLaterOrTooLate() {
        FaultTransport faults = new FaultTransport(service, NONE.withSlowest(Duration.ofSeconds(20)), clock);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            faults.next(Fault.SLOW_REPLY);
            answers.add(send(faults, "PutItem", "{}", i % 2 == 0));
        }
        assertThat(answers).contains("TIMED_OUT", "200 {\"done\":1}").hasSize(40);
        assertThat(service.requests()).hasSize(40);
        assertThat(clock.waits())
                .hasSize(40)
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) <= 0)
                .contains(Duration.ofSeconds(10));
    }

    @Test
    void aReplyThatMayBeAsSlowAsCanBeIsTooLate() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        FaultTransport faults = new FaultTransport(service, NONE.withSlowest(forever), clock);
        faults.next(Fault.SLOW_REPLY);
        assertThat(send(faults, "PutItem", "{}", false)).isEqualTo("TIMED_OUT");
        assertThat(clock.waits()).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void whatABatchWriteLeavesAndWhatItDoesAreTogetherTheWhole() {
        service.always(request -> ScriptedTransport.ok("{\"UnprocessedItems\":{}}"));
        List<String> answers = strikes(Fault.LEFTOVERS, "BatchWriteItem", WRITES);
        List<Integer> left = answers.stream()
                .map(answer -> entries(answer.substring(4), "UnprocessedItems", ""))
                .toList();
        List<Integer> done = service.bodies().stream()
                .map(body -> entries(body, "RequestItems", ""))
                .toList();
        assertThat(left)
                .allMatch(number -> number >= 1)
                .anyMatch(number -> number == 4)
                .anyMatch(number -> number < 3);
        assertThat(sum(left) + sum(done)).isEqualTo(40 * 4);
    }

    @Test
    void whatABatchGetLeavesKeepsItsOptions() {
        service.always(request -> ScriptedTransport.ok("{\"Responses\":{\"t\":[]},\"UnprocessedKeys\":{}}"));
        List<String> answers = strikes(Fault.LEFTOVERS, "BatchGetItem", KEYS);
        assertThat(answers)
                .allMatch(answer -> answer.contains("\"ConsistentRead\":true") && answer.contains("Responses"));
        int left = sum(answers.stream()
                .map(answer -> entries(answer.substring(4), "UnprocessedKeys", "Keys"))
                .toList());
        int done = sum(service.bodies().stream()
                .map(body -> entries(body, "RequestItems", "Keys"))
                .toList());
        assertThat(left + done).isEqualTo(40 * 3);
    }

    private static int entries(String json, String field, String within) {
        M tables = (M) Body.parse(json).values().get(field);
        return tables.values().values().stream()
                .map(table -> within.isEmpty() ? table : ((M) table).values().get(within))
                .mapToInt(list -> ((L) list).values().size())
                .sum();
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void aConflictCancelsATransactionAndRefusesASingleWrite() {
        String three = "{\"TransactItems\":[{},{},{}]}";
        assertThat(strikes(Fault.CONFLICT, "TransactWriteItems", three))
                .allMatch(answer -> answer.contains("TransactionCanceledException"))
                .anyMatch(answer -> answer.contains("[TransactionConflict, None, None]"))
                .anyMatch(answer -> answer.contains("[None, None, TransactionConflict]"));
        assertThat(strikes(Fault.CONFLICT, "PutItem", "{}"))
                .allMatch(answer -> answer.contains("#TransactionConflictException"));
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void aTransactionThatWasDoneMeetsNoConflictAnyMore() {
        String transaction = "{\"ClientRequestToken\":\"t1\",\"TransactItems\":[{}]}";
        FaultTransport faults = new FaultTransport(service, NONE).next(Fault.LOST_REPLY, Fault.CONFLICT);
        assertThat(send(faults, "TransactWriteItems", transaction, false)).isEqualTo("CONNECTION_LOST");
        assertThat(send(faults, "TransactWriteItems", transaction, false)).startsWith("200");
        assertThat(send(faults, "TransactWriteItems", transaction.replace("t1", "t2"), false))
                .startsWith("400");
    }

    @Test
    void aFaultWaitsForARequestToWhichItCanHappen() {
        FaultTransport faults = new FaultTransport(service, NONE).next(Fault.LEFTOVERS, Fault.THROTTLE);
        assertThat(send(faults, "PutItem", "{}", false)).startsWith("400");
        assertThat(send(faults, "PutItem", "{}", false)).startsWith("200");
        assertThat(send(faults, "BatchWriteItem", WRITES, false)).contains("UnprocessedItems");
    }

    @ParameterizedTest
    @EnumSource
    void aRateIsAShareOfTheRequests(Fault fault) {
        service.always(request -> ScriptedTransport.ok("{}"));
        FaultTransport faults = new FaultTransport(new Replicas(service), NONE.with(fault, 0.3), clock);
        String action = switch (fault) {
            case CONFLICT -> "PutItem";
            case IN_PROGRESS -> "TransactWriteItems";
            case STALE_READ -> "GetItem";
            case STALE_INDEX -> "Query";
            default -> "BatchWriteItem";
        };
        String body = switch (fault) {
            case IN_PROGRESS -> "{\"ClientRequestToken\":\"t\"}";
            case STALE_INDEX -> "{\"IndexName\":\"i\"}";
            default -> WRITES;
        };
        for (int i = 0; i < 1000; i++) {
            send(faults, action, body, false);
        }
        assertThat(faults.struck().get(fault)).isBetween(220, 380);
    }

    @Test
    void aSeedGivesTheSameFaultsOnEveryRun() {
        assertThat(answers(7)).isEqualTo(answers(7)).isNotEqualTo(answers(8));
    }

    private List<String> answers(long seed) {
        FaultTransport faults = new FaultTransport(service, FaultPlan.of(seed).withAll(0.5), clock);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(send(faults, i % 3 == 0 ? "BatchWriteItem" : "PutItem", WRITES, false));
        }
        return answers;
    }

    @Test
    void nothingHappensWhileItIsCalm() {
        FaultTransport faults = new FaultTransport(service, NONE.with(Fault.THROTTLE, 1)).next(Fault.LOST_REPLY);
        faults.calm();
        assertThat(send(faults, "PutItem", "{}", false)).startsWith("200");
        faults.resume();
        assertThat(send(faults, "PutItem", "{}", false)).isEqualTo("CONNECTION_LOST");
        assertThat(send(faults, "PutItem", "{}", false)).startsWith("400");
    }

    @Test
    void cancellingGivesUpTheRequestBehind() {
        service.always(ScriptedTransport.silence());
        FaultTransport faults = new FaultTransport(service, NONE);
        faults.sendAsync(request("GetItem", "{}")).cancel(true);
        assertThat(service.pending().get(0)).isCancelled();
    }

    @Test
    void aPlanWithImpossibleRatesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.with(Fault.THROTTLE, 1.1))
                .withMessageContaining("THROTTLE");
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.with(Fault.THROTTLE, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.with(Fault.THROTTLE, 0.6).with(Fault.LOST_REPLY, 0.6))
                .withMessageContaining("1.2 together");
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.withSlowest(Duration.ZERO));
        assertThat(NONE.withAll(1).rates())
                .hasSize(Fault.values().length - 2)
                .doesNotContainKeys(Fault.STALE_READ, Fault.STALE_INDEX);
        assertThatIllegalArgumentException().isThrownBy(() -> Lag.of(Duration.ofMillis(-1)));
    }

    @Test
    void thePartOfABatchThatIsDoneKeepsTheHeadersOfTheWhole() {
        FaultTransport faults = new FaultTransport(service, NONE);
        WireRequest batch = request("BatchWriteItem", WRITES).withHeaders(Map.of("X-Team", "one"));
        for (int i = 0; i < 20; i++) {
            faults.next(Fault.LEFTOVERS).send(batch);
        }
        assertThat(service.requests())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.headers()).isEqualTo(batch.headers()));
    }

    @Test
    void aReplyThatIsNoBatchIsLeftAsItIs() {
        FaultTransport faults = new FaultTransport(service, NONE).next(Fault.LEFTOVERS);
        assertThat(send(faults, "BatchWriteItem", "{}", false)).isEqualTo("200 {\"done\":1}");
        service.always(request -> {
            throw new TransportException(Kind.NOT_SENT, "Broken", null);
        });
        assertThatThrownBy(() -> faults.send(request("PutItem", "{}"))).isInstanceOf(StatorException.class);
    }

    /** A service whose replicas answer something else, each time they are made. */
    private static final class Replicas implements Replicated {
        private final Transport present;
        private int made;

        Replicas(Transport present) {
            this.present = present;
        }

        @Override
        public Optional<Transport> lagging(Lag lag) {
            String answer = "{\"behind\":\"" + lag.tables() + "\",\"replicas\":" + ++made + "}";
            return Optional.of(new ScriptedTransport().always(request -> ScriptedTransport.ok(answer)));
        }

        @Override
        public WireReply send(WireRequest request) {
            return present.send(request);
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return present.sendAsync(request);
        }

        @Override
        public void close() {
            present.close();
        }
    }

    @Test
    void aStaleReadIsAnsweredByReplicas() {
        FaultPlan plan = NONE.with(Fault.STALE_READ, 1).withLag(Lag.of(Duration.ofSeconds(3)));
        FaultTransport faults = new FaultTransport(new Replicas(service), plan, clock);
        assertThat(send(faults, "GetItem", "{}", false)).isEqualTo("200 {\"behind\":\"PT3S\",\"replicas\":1}");
        assertThat(send(faults, "GetItem", "{}", true)).isEqualTo("200 {\"behind\":\"PT3S\",\"replicas\":1}");
        assertThat(send(faults, "GetItem", "{\"ConsistentRead\":true}", false)).isEqualTo("200 {\"done\":1}");
        assertThat(send(faults, "PutItem", "{}", true)).isEqualTo("200 {\"done\":1}");
        assertThat(send(faults, "Query", "{\"IndexName\":\"i\"}", false)).isEqualTo("200 {\"done\":1}");
        assertThat(faults.struck()).isEqualTo(Map.of(Fault.STALE_READ, 2));
    }

    @Test
    void everyReadCanBeStaleBesideFailures() {
        FaultPlan plan =
                NONE.with(Fault.STALE_READ, 1).with(Fault.STALE_INDEX, 1).with(Fault.THROTTLE, 0.5);
        FaultTransport faults = new FaultTransport(new Replicas(service), plan, clock);
        for (int i = 0; i < 100; i++) {
            assertThat(send(faults, "Query", i % 2 == 0 ? "{}" : "{\"IndexName\":\"i\"}", false))
                    .containsAnyOf("behind", "400 ");
        }
        assertThat(faults.struck().get(Fault.THROTTLE)).isBetween(30, 70);
        assertThat(faults.struck().get(Fault.STALE_INDEX)).isBetween(10, 40);
    }

    @Test
    void whatIsThereWhenFaultsGoOnHasReachedTheReplicas() {
        FaultTransport faults = new FaultTransport(new Replicas(service), NONE, clock).next(Fault.STALE_INDEX);
        faults.calm();
        assertThat(send(faults, "Scan", "{\"IndexName\":\"i\"}", false)).isEqualTo("200 {\"done\":1}");
        faults.resume();
        assertThat(send(faults, "Scan", "{\"IndexName\":\"i\"}", false)).contains("\"replicas\":2");
    }

    @Test
    void aServiceWithoutReplicasGivesNoStaleReads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FaultTransport(service, NONE.with(Fault.STALE_READ, 0.1)))
                .withMessageContaining("Stale reads cannot happen")
                .withMessageContaining("ScriptedTransport");
        assertThat(new FaultTransport(service, NONE.with(Fault.STALE_READ, 0)).plan())
                .isNotNull();
        FaultTransport faults = new FaultTransport(service, NONE);
        assertThatIllegalArgumentException().isThrownBy(() -> faults.next(Fault.THROTTLE, Fault.STALE_INDEX));
        assertThat(send(faults, "PutItem", "{}", false)).startsWith("200");
    }
}
