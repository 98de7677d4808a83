package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.error.AccessDeniedException;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.CredentialsException;
import dev.stator.error.FailedCall;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ServiceException;
import dev.stator.error.StatorException;
import dev.stator.error.ThrottlingException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.error.UnavailableException;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.protocol.TransactWriteItemsOperation;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryCause;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Signature;
import dev.stator.transport.WireReply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {
    private final Workbench bench = new Workbench();

    private static ScriptedTransport.Service inTurn(ScriptedTransport.Service... actions) {
        Queue<ScriptedTransport.Service> left = new ArrayDeque<>(Arrays.asList(actions));
        return request -> left.remove().answer(request);
    }

    private static ScriptedTransport.Service lost(Kind kind) {
        return request -> {
            throw new TransportException(kind, "Lost", null);
        };
    }

    private static ScriptedTransport.Service error(int status, String code) {
        return request -> failure(status, code);
    }

    private String run(Effect effect, ScriptedTransport.Service service) {
        return bench.run(new Attempts<>(bench.context(), TextOperation.echo(effect)), service);
    }

    private <E extends Throwable> E failureOf(Class<E> type, Effect effect, ScriptedTransport.Service service) {
        E failure = catchThrowableOfType(type, () -> run(effect, service));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void aReplyIsTheResult() {
        assertThat(run(Effect.WRITE, request -> ok("reply"))).isEqualTo("reply");
        assertThat(bench.sent).hasSize(1);
        assertThat(bench.pauses).isEmpty();
        assertThat(bench.sent.get(0).action()).isEqualTo("DoText");
        assertThat(bench.sent.get(0).timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void everyAttemptSendsTheSameBytesEncodedOnce() {
        AtomicInteger encoded = new AtomicInteger();
        CallContext context = bench.context();
        Attempts<String> attempts =
                new Attempts<>(context, new CountingOperation(TextOperation.echo(Effect.READ), encoded));
        assertThat(encoded).as("nothing is done before the start").hasValue(0);
        bench.run(attempts, inTurn(error(500, "InternalServerError"), lost(Kind.CONNECTION_LOST), request -> ok("r")));
        assertThat(encoded).hasValue(1);
        assertThat(bench.sent)
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.body()).isSameAs(bench.sent.get(0).body()));
        assertThat(context.meter().requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, RequestLimitExceeded",
        "400, LimitExceededException",
        "400, TransactionInProgressException",
        "500, InternalServerError",
        "502, ''",
        "503, ServiceUnavailable",
        "504, ''",
        "429, ''"
    })
    void whatMayPassIsRepeatedUpToFourTimesInAll(int status, String code) {
        ServiceException failure = failureOf(ServiceException.class, Effect.READ, error(status, code));
        assertThat(bench.sent).hasSize(4);
        assertThat(failure.failure().attempts()).isEqualTo(4);
        assertThat(failure.code()).isEqualTo(code.isEmpty() ? "HTTP " + status : code);
        assertThat(failure).hasMessageContaining("DoText on table texts failed").hasMessageContaining("4 attempts");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ConditionalCheckFailedException",
        "400, ValidationException",
        "400, AccessDeniedException",
        "400, ResourceNotFoundException",
        "400, TransactionCanceledException",
        "400, IdempotentParameterMismatchException",
        "400, NeverHeardOfException",
        "413, ''",
        "501, ''"
    })
    void whatCannotPassIsNotRepeated(int status, String code) {
        ServiceException failure = failureOf(ServiceException.class, Effect.READ, error(status, code));
        assertThat(bench.sent).hasSize(1);
        assertThat(failure.failure().attempts()).isEqualTo(1);
        assertThat(failure).hasMessageNotContaining("attempts");
    }

    @Test
    void theLastRealErrorSurfaces() {
        bench.retry = RetryPolicy.standard().withMaxAttempts(3);
        ServiceException failure = failureOf(
                ServiceException.class,
                Effect.READ,
                inTurn(lost(Kind.NOT_SENT), error(500, "InternalServerError"), error(400, "ThrottlingException")));
        assertThat(failure).isInstanceOf(ThrottlingException.class);
        assertThat(failure.failure().attempts()).isEqualTo(3);
        assertThat(failure.failure().requestId()).contains("R1");
    }

    @Test
    void aLostConnectionSaysAfterHowManyAttempts() {
        TransportException failure = failureOf(TransportException.class, Effect.READ, lost(Kind.CONNECTION_LOST));
        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(failure).hasMessageContaining("DoText on table texts").hasMessageContaining("after 4 attempts");
        assertThat(failure).hasCauseInstanceOf(TransportException.class);
    }

    @Test
    void theLimitOfThePolicyHolds() {
        bench.retry = RetryPolicy.never();
        failureOf(UnavailableException.class, Effect.READ, error(500, "InternalServerError"));
        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void pausesDoubleFromTheTransientBase() {
        failureOf(UnavailableException.class, Effect.READ, error(500, "InternalServerError"));
        // Half of 25, 50 and 100 ms: chance is fixed.
        assertThat(bench.pauses)
                .containsExactly(Duration.ofNanos(12_500_000), Duration.ofMillis(25), Duration.ofMillis(50));
    }

    @Test
    void pausesAfterThrottlingDoubleFromTheirOwnBaseUpToTheCap() {
        bench.retry = RetryPolicy.of(5, Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        failureOf(ThrottlingException.class, Effect.READ, error(400, "ThrottlingException"));
        assertThat(bench.pauses)
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 12_500_000",
        "5, 12_500_000",
        "2000, 2_000_000_000",
        "60000, 5_012_500_000",
        "-7, 12_500_000",
        "soon, 12_500_000",
        "99999999999999999999, 12_500_000"
    })
    void theServersHintHoldsBetweenOurOwnDelayAndFiveSecondsMore(String hint, String nanos) {
        byte[] body = "{\"__type\":\"InternalServerError\"}".getBytes(UTF_8);
        run(
                Effect.READ,
                inTurn(request -> new WireReply(500, Map.of("x-amz-retry-after", hint), body), request -> ok("fine")));
        assertThat(bench.pauses).containsExactly(Duration.ofNanos(Long.parseLong(nanos.replace("_", ""))));
    }

    @ParameterizedTest
    @CsvSource({
        // kind or status and code, effect, sent how often, may have applied
        "NOT_SENT, READ, 4, false",
        "NOT_SENT, IDEMPOTENT_WRITE, 4, false",
        "NOT_SENT, WRITE, 4, false",
        "CONNECTION_LOST, READ, 4, false",
        "CONNECTION_LOST, IDEMPOTENT_WRITE, 4, true",
        "CONNECTION_LOST, WRITE, 1, true",
        "TIMED_OUT, READ, 4, false",
        "TIMED_OUT, IDEMPOTENT_WRITE, 4, true",
        "TIMED_OUT, WRITE, 1, true",
        "DAMAGED_REPLY, READ, 4, false",
        "DAMAGED_REPLY, IDEMPOTENT_WRITE, 4, true",
        "DAMAGED_REPLY, WRITE, 1, true",
        "500 InternalServerError, READ, 4, false",
        "500 InternalServerError, IDEMPOTENT_WRITE, 4, true",
        "500 InternalServerError, WRITE, 1, true",
        "503 SomethingNew, READ, 4, false",
        "503 SomethingNew, IDEMPOTENT_WRITE, 4, true",
        "503 SomethingNew, WRITE, 1, true",
        "400 TransactionInProgressException, IDEMPOTENT_WRITE, 4, true",
        "400 ThrottlingException, READ, 4, false",
        "400 ThrottlingException, IDEMPOTENT_WRITE, 4, false",
        "400 ThrottlingException, WRITE, 4, false",
        "503 ThrottlingException, WRITE, 4, false",
        "400 ValidationException, READ, 1, false",
        "400 ValidationException, IDEMPOTENT_WRITE, 1, false",
        "400 ValidationException, WRITE, 1, false"
    })
    void onlyWhatIsSafeIsRepeatedAndTheFailureSaysWhetherItMayHaveApplied(
            String what, Effect effect, int times, boolean mayHaveApplied) {
        String[] statusAndCode = what.split(" ", -1);
        ScriptedTransport.Service service = statusAndCode.length == 1
                ? lost(Kind.valueOf(what))
                : error(Integer.parseInt(statusAndCode[0]), statusAndCode[1]);
        StatorException failure = failureOf(StatorException.class, effect, service);
        assertThat(bench.sent).hasSize(times);
        assertThat(failure.mayHaveApplied()).isEqualTo(mayHaveApplied);
    }

    @Test
    void anAttemptThatMayHaveAppliedIsNotForgottenWhenALaterOneIsRefused() {
        StatorException failure = failureOf(
                ConditionFailedException.class,
                Effect.IDEMPOTENT_WRITE,
                inTurn(lost(Kind.TIMED_OUT), error(400, "ConditionalCheckFailedException")));
        assertThat(failure.mayHaveApplied()).isTrue();
    }

    @Test
    void aRefusalAfterALostReplyIsNotToldAsAPlainOne() {
        StatorException doubtful = failureOf(
                ConditionFailedException.class,
                Effect.IDEMPOTENT_WRITE,
                inTurn(lost(Kind.TIMED_OUT), error(400, "ConditionalCheckFailedException")));
        assertThat(doubtful).hasMessageContaining("got no reply and may have been done");
        StatorException plain = failureOf(
                ConditionFailedException.class, Effect.IDEMPOTENT_WRITE, error(400, "ConditionalCheckFailedException"));
        assertThat(plain).hasMessageNotContaining("may have been done");
        StatorException outcome =
                failureOf(UnavailableException.class, Effect.IDEMPOTENT_WRITE, error(500, "InternalServerError"));
        assertThat(outcome).hasMessageContaining("may have been done: read before you repeat it");
    }

    @Test
    void anAttemptThatWasSurelyNotDoneDoesNotMakeALaterRefusalDoubtful() {
        StatorException failure = failureOf(
                ConditionFailedException.class,
                Effect.IDEMPOTENT_WRITE,
                inTurn(lost(Kind.NOT_SENT), error(400, "ConditionalCheckFailedException")));
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    @Test
    void aDamagedReplyIsRepeatedAndThenGivesTheResult() {
        TextOperation<String> picky = new TextOperation<>(Effect.READ, "request", (request, reply) -> {
            if (reply.startsWith("<")) {
                throw new MalformedJsonException("a tag", 0);
            }
            return reply;
        });
        String result =
                bench.run(new Attempts<>(bench.context(), picky), inTurn(request -> ok("<html>"), request -> ok("{}")));
        assertThat(result).isEqualTo("{}");
        TransportException failure = catchThrowableOfType(
                TransportException.class,
                () -> bench.run(new Attempts<>(bench.context(), picky), request -> ok("<html>")));
        assertThat(failure.kind()).isEqualTo(Kind.DAMAGED_REPLY);
        assertThat(failure).hasRootCauseInstanceOf(MalformedJsonException.class);
    }

    @Test
    void aReplyThatCannotBeReadKeepsItsRequestId() {
        for (RuntimeException problem : List.of(
                new MalformedJsonException("a tag", 0),
                new CodecException("a", "no", null),
                new ArithmeticException())) {
            TextOperation<String> operation = new TextOperation<>(Effect.WRITE, "request", (request, reply) -> {
                throw problem;
            });
            StatorException failure = catchThrowableOfType(
                    StatorException.class,
                    () -> bench.run(
                            new Attempts<>(bench.context(), operation),
                            request -> new WireReply(200, Map.of("x-amzn-requestid", "R7"), new byte[0])));
            assertThat(failure.requestId()).as("after %s", problem).contains("R7");
            assertThat(failure.mayHaveApplied()).isTrue();
        }
    }

    @Test
    void anItemThatDoesNotFitItsClassIsNotAskedForAgain() {
        TextOperation<String> misfit = new TextOperation<>(Effect.READ, "request", (request, reply) -> {
            throw new CodecException("points", "is a string", null);
        });
        assertThatThrownBy(() -> bench.run(new Attempts<>(bench.context(), misfit), request -> ok("{}")))
                .isInstanceOf(CodecException.class);
        assertThat(bench.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void aReplyThatDoesNotFitNamesTheCallAndSaysThatAWriteWasDone(Effect effect) {
        TextOperation<String> operation = new TextOperation<>(effect, "request", (request, reply) -> {
            throw new CodecException("points", "is a string", null);
        });
        CodecException misfit = catchThrowableOfType(
                CodecException.class,
                () -> bench.run(new Attempts<>(bench.context(), operation), request -> ok("reply")));
        assertThat(misfit).hasMessageStartingWith("DoText on table texts: Attribute points: is a string");
        assertThat(misfit.path()).isEqualTo("points");
        assertThat(misfit.mayHaveApplied()).isEqualTo(effect != Effect.READ);
        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void anEmptyQuotaEndsRetriesAndSuccessesRefillIt() {
        int retries = 0;
        while (bench.quota.take(false) > 0) {
            retries++;
        }
        assertThat(retries).isEqualTo(500 / 14);
        ServiceException failure =
                failureOf(UnavailableException.class, Effect.READ, error(500, "InternalServerError"));
        assertThat(failure.failure().attempts()).isEqualTo(1);
        assertThat(bench.quota.take(true))
                .as("10 tokens are left, a throttling retry takes 5")
                .isEqualTo(5);
        for (int i = 0; i < 9; i++) {
            run(Effect.READ, request -> ok("fine"));
        }
        bench.sent.clear();
        run(Effect.READ, inTurn(error(500, "InternalServerError"), request -> ok("fine")));
        assertThat(bench.sent)
                .as("5 left and 9 given back pay for one transient retry")
                .hasSize(2);
        assertThat(bench.quota.take(false)).as("and its success gave them back").isEqualTo(14);
    }

    @Test
    void noPauseReachesBeyondTheDeadline() {
        Attempts<String> attempts =
                new Attempts<>(bench.within(Duration.ofMillis(30)), TextOperation.echo(Effect.READ));
        assertThatThrownBy(() -> bench.run(attempts, error(500, "InternalServerError")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("2 attempts");
        assertThat(bench.pauses).containsExactly(Duration.ofNanos(12_500_000));
        assertThat(bench.quota.take(false))
                .as("a retry that does not happen takes no tokens")
                .isEqualTo(14);
    }

    @Test
    void anAttemptHasNoMoreTimeThanTheCall() {
        Attempts<String> attempts =
                new Attempts<>(bench.within(Duration.ofSeconds(3)), TextOperation.echo(Effect.READ));
        bench.run(attempts, request -> ok("fine"));
        assertThat(bench.sent.get(0).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void withoutAnyTimeNothingIsSent(long millis) {
        Attempts<String> attempts =
                new Attempts<>(bench.within(Duration.ofMillis(millis)), TextOperation.echo(Effect.WRITE));
        assertThatThrownBy(() -> bench.run(attempts, request -> ok("fine")))
                .isInstanceOfSatisfying(TransportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.NOT_SENT);
                    assertThat(failure.mayHaveApplied()).isFalse();
                })
                .hasMessageContaining("deadline");
        assertThat(bench.sent).isEmpty();
    }

    @Test
    void aLimitBeyondAllClocksIsNone() {
        Attempts<String> attempts =
                new Attempts<>(bench.within(Duration.ofSeconds(Long.MAX_VALUE)), TextOperation.echo(Effect.READ));
        assertThat(bench.run(attempts, request -> ok("fine"))).isEqualTo("fine");
    }

    @Test
    void aThreadThatWakesUpTooLateSendsNothingMore() {
        Attempts<String> attempts =
                new Attempts<>(bench.within(Duration.ofSeconds(1)), TextOperation.echo(Effect.IDEMPOTENT_WRITE));
        attempts.start();
        attempts.replied(failure(500, "InternalServerError"));
        bench.now += Duration.ofSeconds(2).toNanos();
        assertThatThrownBy(attempts::resumed)
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
    void anInterruptedPauseSurfacesTheErrorBefore(Kind kind) {
        Attempts<String> attempts = new Attempts<>(bench.context(), TextOperation.echo(Effect.IDEMPOTENT_WRITE));
        attempts.start();
        attempts.failed(new TransportException(kind, "Lost", null));
        TransportException interruption = new TransportException(Kind.NOT_SENT, "Interrupted", null);
        assertThatThrownBy(() -> attempts.interrupted(interruption))
                .isInstanceOfSatisfying(TransportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.mayHaveApplied()).isEqualTo(kind != Kind.NOT_SENT);
                })
                .hasSuppressedException(interruption);
    }

    @Test
    void aClosedClientIsNotTriedAgain() {
        TransportException failure = failureOf(TransportException.class, Effect.IDEMPOTENT_WRITE, lost(Kind.CLOSED));
        assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
        assertThat(failure.mayHaveApplied()).isFalse();
        assertThat(bench.sent).hasSize(1);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void aClientThatIsClosedBetweenAttemptsKeepsTheErrorBefore() {
        StatorException failure = failureOf(
                StatorException.class, Effect.IDEMPOTENT_WRITE, inTurn(lost(Kind.CONNECTION_LOST), lost(Kind.CLOSED)));
        assertThat(failure.code()).isEqualTo("ConnectionLost");
        assertThat(failure.mayHaveApplied()).isTrue();
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void eachCauseHasItsBackoff() {
        bench.retry = RetryPolicy.of(4, Backoff.fixed(Duration.ofMillis(1)))
                .withBackoff(RetryCause.CONNECTION, Backoff.none())
                .withBackoff(RetryCause.THROTTLING, Backoff.fixed(Duration.ofMillis(3)));
        run(
                Effect.READ,
                inTurn(
                        lost(Kind.CONNECTION_LOST),
                        error(500, "InternalServerError"),
                        error(400, "ThrottlingException"),
                        request -> ok("fine")));
        assertThat(bench.pauses).containsExactly(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(3));
    }

    /** What another library is told, the policy that does the same, and the waits that chance at one half makes of it. */
    static Stream<Arguments> strategies() {
        Duration minute = Duration.ofMinutes(1);
        return Stream.of(
                Arguments.of(
                        "aiodynamo: ExponentialBackoffRetry(base_delay_secs=2, max_delay_secs=20, time_limit_secs=60)",
                        RetryPolicy.of(
                                        Integer.MAX_VALUE,
                                        Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(20)))
                                .withTimeLimit(minute)
                                .withQuota(false),
                        List.of(1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000)),
                Arguments.of(
                        "aiodynamo: StaticDelayRetry(delay=1, time_limit_secs=60)",
                        RetryPolicy.of(Integer.MAX_VALUE, Backoff.fixed(Duration.ofSeconds(1)))
                                .withTimeLimit(minute)
                                .withQuota(false),
                        Collections.nCopies(60, 1000)),
                Arguments.of(
                        "aiodynamo: DecorelatedJitterRetry(base_delay_secs=0.1, max_delay_secs=1, time_limit_secs=3)",
                        RetryPolicy.of(
                                        Integer.MAX_VALUE,
                                        Backoff.decorrelated(Duration.ofMillis(100), Duration.ofSeconds(1)))
                                .withTimeLimit(Duration.ofSeconds(3))
                                .withQuota(false),
                        List.of(200, 350, 575, 912)),
                Arguments.of(
                        "aiodynamo: a RetryConfig whose delays() are 5 and 7 ms",
                        RetryPolicy.of(Integer.MAX_VALUE, Backoff.sequence(Duration.ofMillis(5), Duration.ofMillis(7))),
                        List.of(5, 7)),
                Arguments.of(
                        "PynamoDB: max_retry_attempts=3, base_backoff_ms=100",
                        RetryPolicy.of(1 + 3, Backoff.exponential(Duration.ofMillis(100)))
                                .withBackoff(RetryCause.CONNECTION, Backoff.none()),
                        List.of(50, 100, 200)),
                Arguments.of(
                        "boto3: retries={'mode': 'legacy'}",
                        RetryPolicy.ofMode("legacy"),
                        List.of(25, 50, 100, 200, 400, 800, 1600, 3200, 6400)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void theStrategiesOfOtherLibrariesArePolicies(String of, RetryPolicy policy, List<Integer> millis) {
        bench.retry = policy;
        Attempts<String> attempts = new Attempts<>(bench.within(Duration.ofHours(1)), TextOperation.echo(Effect.READ));
        ServiceException failure = catchThrowableOfType(
                ServiceException.class, () -> bench.run(attempts, error(500, "InternalServerError")));
        assertThat(bench.pauses).extracting(pause -> (int) pause.toMillis()).isEqualTo(millis);
        assertThat(failure.attempts()).isEqualTo(millis.size() + 1);
    }

    @Test
    void aSequenceOfWaitsEndsTheRetriesWithTheLastRealError() {
        bench.retry = RetryPolicy.of(100, Backoff.sequence(Duration.ofMillis(7), Duration.ofMillis(9)));
        ServiceException failure = failureOf(ServiceException.class, Effect.READ, error(500, "InternalServerError"));
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(bench.pauses).containsExactly(Duration.ofMillis(7), Duration.ofMillis(9));
    }

    @Test
    void aDecorrelatedBackoffGrowsFromTheWaitBefore() {
        bench.retry = RetryPolicy.of(4, Backoff.decorrelated(Duration.ofMillis(50), Duration.ofMillis(180)));
        failureOf(ServiceException.class, Effect.READ, error(500, "InternalServerError"));
        // Half way between 50 ms and three times the wait before.
        assertThat(bench.pauses)
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(175), Duration.ofMillis(180));
    }

    @Test
    void theTimeLimitIsLookedAtBeforeTheWait() {
        bench.retry = RetryPolicy.of(100, Backoff.fixed(Duration.ofMillis(400))).withTimeLimit(Duration.ofSeconds(1));
        ServiceException failure = failureOf(ServiceException.class, Effect.READ, error(500, "InternalServerError"));
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(bench.pauses).as("a third wait would end past the limit").hasSize(2);
    }

    @Test
    void aTransactionIsNotSentAgainAfterTheServiceMayHaveForgottenItsToken() {
        for (ScriptedTransport.Service service : List.of(lost(Kind.TIMED_OUT), error(400, "ThrottlingException"))) {
            Workbench bench = new Workbench();
            bench.retry =
                    RetryPolicy.of(100, Backoff.fixed(Duration.ofMinutes(2))).withQuota(false);
            TransactWriteItemsOperation transaction = new TransactWriteItemsOperation(List.of(), "token");
            StatorException failure = catchThrowableOfType(
                    StatorException.class,
                    () -> bench.run(new Attempts<>(bench.within(Duration.ofMinutes(19)), transaction), service));
            boolean ambiguous = failure instanceof TransportException;
            assertThat(failure.mayHaveApplied()).isEqualTo(ambiguous);
            assertThat(bench.sent).as("%s", failure).hasSize(ambiguous ? 5 : 10);
        }
    }

    @Test
    void withoutTheQuotaRetriesTakeNothingFromIt() {
        while (bench.quota.take(false) > 0) {}
        bench.retry = RetryPolicy.legacy();
        assertThat(failureOf(ServiceException.class, Effect.READ, error(500, "InternalServerError"))
                        .attempts())
                .isEqualTo(10);
        bench.retry = RetryPolicy.standard();
        assertThat(failureOf(ServiceException.class, Effect.READ, error(500, "InternalServerError"))
                        .attempts())
                .isEqualTo(1);
    }

    @Test
    void aBackoffThatBreaksDoesNotHideTheError() {
        bench.retry = RetryPolicy.of(4, (retry, previous, random) -> {
            if (retry > 1) {
                throw new IllegalStateException("Broken");
            }
            return Optional.of(Duration.ZERO);
        });
        ServiceException failure = failureOf(ServiceException.class, Effect.READ, error(500, "InternalServerError"));
        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(IllegalStateException.class);
    }

    @Test
    void everyFailureNamesItsCall() {
        List<StatorException> failures = List.of(
                failureOf(StatorException.class, Effect.WRITE, error(400, "ValidationException")),
                failureOf(StatorException.class, Effect.WRITE, lost(Kind.CONNECTION_LOST)),
                failureOf(StatorException.class, Effect.WRITE, request -> {
                    throw new CredentialsException("None");
                }),
                failureOf(StatorException.class, Effect.WRITE, request -> {
                    TransportException damaged = new TransportException(Kind.DAMAGED_REPLY, "Checksum", null);
                    damaged.happenedIn(new FailedCall("DoText", Optional.empty(), 1, Optional.of("R8")));
                    throw damaged;
                }));
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.action()).contains("DoText");
            assertThat(failure.table()).contains("texts");
            assertThat(failure.attempts()).isEqualTo(1);
        });
        assertThat(failures)
                .extracting(failure -> failure.requestId().orElse("none"))
                .containsExactly("R1", "none", "none", "R8");
    }

    @Test
    void theRequestIdOfAnEarlierAttemptIsNotThatOfALaterOne() {
        StatorException lost = failureOf(
                StatorException.class,
                Effect.READ,
                inTurn(
                        error(500, "InternalServerError"),
                        error(500, "InternalServerError"),
                        error(500, "InternalServerError"),
                        lost(Kind.CONNECTION_LOST)));
        assertThat(lost.attempts()).isEqualTo(4);
        assertThat(lost.requestId()).isEmpty();
        StatorException answered = failureOf(
                StatorException.class,
                Effect.READ,
                inTurn(lost(Kind.CONNECTION_LOST), error(400, "ValidationException")));
        assertThat(answered.requestId()).contains("R1");
    }

    @Test
    void missingCredentialsAreNotRepeated() {
        assertThatThrownBy(() -> run(Effect.READ, request -> {
                    throw new CredentialsException("None");
                }))
                .isInstanceOf(CredentialsException.class);
        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void missingCredentialsDoNotHideThatAnEarlierAttemptMayHaveApplied() {
        StatorException failure = failureOf(
                StatorException.class, Effect.IDEMPOTENT_WRITE, inTurn(lost(Kind.CONNECTION_LOST), request -> {
                    throw new CredentialsException("None");
                }));
        assertThat(failure).isInstanceOf(TransportException.class);
        assertThat(failure.mayHaveApplied()).isTrue();
        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(CredentialsException.class);
    }

    @Test
    void aRefusalKeepsTheServicesWords() {
        ServiceException failure =
                failureOf(InvalidRequestException.class, Effect.READ, error(400, "ValidationException"));
        assertThat(failure)
                .hasMessage("DoText on table texts failed with ValidationException: Said the service [request R1]");
    }

    /** A transport's means to sign better, which say what they were asked for. */
    private static Signature signature(List<String> asked, boolean renewed, boolean corrected) {
        return new Signature() {
            @Override
            public boolean renewCredentials() {
                asked.add("credentials");
                return renewed;
            }

            @Override
            public boolean correctClock(Duration tolerance) {
                asked.add("clock " + tolerance);
                return corrected;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException,credentials",
        "ExpiredToken,credentials",
        "RequestTimeTooSkewed,clock PT0S",
        "RequestExpired,clock PT0S",
        "RequestInTheFuture,clock PT0S",
        "InvalidSignatureException,clock PT4M",
        "SignatureDoesNotMatch,clock PT4M",
        "AuthFailure,clock PT4M"
    })
    void aRefusedSignatureIsMendedAndSentAgainAtOnceWhateverTheOperation(String code, String means) {
        for (Effect effect : Effect.values()) {
            List<String> asked = new ArrayList<>();
            Workbench bench = new Workbench();
            WireReply refusal = ScriptedTransport.failure(400, code).signedWith(signature(asked, true, true));

            assertThat(bench.run(
                            new Attempts<>(bench.context(), TextOperation.echo(effect)),
                            inTurn(request -> refusal, request -> ScriptedTransport.ok("done"))))
                    .isEqualTo("done");
            assertThat(asked).containsExactly(means);
            assertThat(bench.pauses).isEmpty();
        }
    }

    @Test
    void aSecondRefusalOfTheSignatureIsTheFailure() {
        List<String> asked = new ArrayList<>();
        Workbench bench = new Workbench();
        WireReply refusal =
                ScriptedTransport.failure(400, "ExpiredTokenException").signedWith(signature(asked, true, true));

        AccessDeniedException failure = catchThrowableOfType(
                AccessDeniedException.class,
                () -> bench.run(new Attempts<>(bench.context(), TextOperation.echo(Effect.WRITE)), request -> refusal));
        assertThat(bench.sent).hasSize(2);
        assertThat(failure.mayHaveApplied()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aRefusedSignatureThatCannotBeMendedIsTheFailure() {
        for (String code :
                List.of("ExpiredTokenException", "InvalidSignatureException", "UnrecognizedClientException")) {
            Workbench bench = new Workbench();
            WireReply signed =
                    ScriptedTransport.failure(400, code).signedWith(signature(new ArrayList<>(), false, false));
            for (WireReply refusal : List.of(signed, ScriptedTransport.failure(400, code))) {
                assertThatThrownBy(() -> bench.run(
                                new Attempts<>(bench.context(), TextOperation.echo(Effect.READ)), request -> refusal))
                        .isInstanceOf(AccessDeniedException.class);
            }
            assertThat(bench.sent).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"ExpiredToken,credentials", "RequestTimeTooSkewed,clock PT0S"})
    void aCallThatIsSentOnceIsNotSentAgainForItsSignatureEitherButTheNextOneIsSignedBetter(String code, String means) {
        List<String> asked = new ArrayList<>();
        Workbench bench = new Workbench();
        bench.retry = RetryPolicy.never();
        WireReply refusal = ScriptedTransport.failure(400, code).signedWith(signature(asked, true, true));

        assertThatThrownBy(() ->
                        bench.run(new Attempts<>(bench.context(), TextOperation.echo(Effect.READ)), request -> refusal))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(bench.sent).hasSize(1);
        assertThat(asked).containsExactly(means);
    }
}
