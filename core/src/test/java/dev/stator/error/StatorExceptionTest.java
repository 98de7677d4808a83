package dev.stator.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.error.TransportException.Kind;
import dev.stator.value.Item;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatorExceptionTest {
    private static final Item SECRET = Item.of("id", "s3cret");

    private static ServiceFailure failure(String code) {
        return new ServiceFailure(
                "PutItem",
                Optional.of("users"),
                400,
                code,
                "Said the service",
                Optional.of("R1"),
                "{\"Item\":{\"id\":{\"S\":\"s3cret\"}}}",
                2,
                true);
    }

    @Test
    void aFailureIsAMapWithoutItems() {
        ConditionFailedException failed =
                new ConditionFailedException(failure("ConditionalCheckFailedException"), Optional.of(SECRET));
        assertThat(failed.toMap())
                .containsExactly(
                        Map.entry("type", "ConditionFailedException"),
                        Map.entry("code", "ConditionalCheckFailedException"),
                        Map.entry("message", failed.getMessage()),
                        Map.entry("action", "PutItem"),
                        Map.entry("table", "users"),
                        Map.entry("attempts", 2),
                        Map.entry("requestId", "R1"),
                        Map.entry("mayHaveApplied", true),
                        Map.entry("conflict", true),
                        Map.entry("status", 400));
        assertThat(failed.toJson()).doesNotContain("s3cret");
        assertThat(failed.existing()).contains(SECRET);
    }

    @Test
    void aCancelledTransactionTellsItsReasonsInOrderWithoutItems() {
        TransactionCanceledException cancelled = new TransactionCanceledException(
                failure("TransactionCanceledException"),
                List.of(
                        new TransactionCanceledException.Reason("None", "", Optional.empty()),
                        new TransactionCanceledException.Reason("ConditionalCheckFailed", "No", Optional.of(SECRET))));
        assertThat(cancelled.toJson())
                .contains("\"reasons\":[{")
                .contains("\"code\":\"ConditionalCheckFailed\"")
                .doesNotContain("s3cret");
        assertThat(cancelled.isConflict()).isTrue();
        assertThat(new TransactionCanceledException(
                                failure("TransactionCanceledException"),
                                List.of(new TransactionCanceledException.Reason(
                                        "ThrottlingError", "", Optional.empty())))
                        .isConflict())
                .isFalse();
    }

    static Stream<StatorException> failures() {
        ConditionFailedException condition =
                new ConditionFailedException(failure("ConditionalCheckFailedException"), Optional.of(SECRET));
        StatorException lost = new TransportException(Kind.TIMED_OUT, "Lost", condition);
        lost.happenedIn(new FailedCall("GetItem", Optional.empty(), 3, Optional.empty()));
        return Stream.of(
                new ServiceException(failure("Odd")),
                condition,
                new TransactionCanceledException(
                        failure("TransactionCanceledException"),
                        List.of(new TransactionCanceledException.Reason("DuplicateItem", "No", Optional.of(SECRET)))),
                new ThrottlingException(
                        failure("ThrottlingException"), List.of(new ThrottlingException.Reason("Table", "arn"))),
                new CodecException("a.b", "is odd", null),
                lost);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aSerializedFailureTellsTheSameButForItems(StatorException failure) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        StatorException read =
                (StatorException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read).hasSameClassAs(failure).hasMessage(failure.getMessage());
        assertThat(read.toMap()).isEqualTo(failure.toMap());
        assertThat(bytes.toString(UTF_8)).doesNotContain("s3cret");
        if (read instanceof ConditionFailedException condition) {
            assertThat(condition.existing()).isEmpty();
        }
    }

    @Test
    void jsonIsEscaped() {
        assertThat(new CodecException("a", "Says \"no\"\n\\ \ud83d\ude00 é", null).toJson())
                .isEqualTo("{\"type\":\"CodecException\",\"code\":\"CodecMisfit\",\"message\":\"Attribute a: Says"
                        + " \\\"no\\\"\\u000a\\\\ \\ud83d\\ude00 é\",\"attempts\":0,\"mayHaveApplied\":false,"
                        + "\"conflict\":false,\"path\":\"a\"}");
    }

    @Test
    void whatIsNotKnownIsThatOfTheCause() {
        ServiceException cause = new ServiceException(failure("X"));
        StatorException outer = new UnconfirmedException("Waited in vain", cause);
        assertThat(outer.action()).contains("PutItem");
        assertThat(outer.table()).contains("users");
        assertThat(outer.requestId()).contains("R1");
        assertThat(outer.attempts()).isEqualTo(2);
        assertThat(new UnconfirmedException("Waited in vain", null).action()).isEmpty();
    }

    @Test
    void whoSaysFirstInWhichCallItHappenedIsHeard() {
        StatorException failure = new CredentialsException("None");
        failure.happenedIn(new FailedCall("GetItem", Optional.empty(), 1, Optional.empty()));
        failure.happenedIn(new FailedCall("Query", Optional.empty(), 9, Optional.empty()));
        assertThat(failure.action()).contains("GetItem");
        assertThat(failure.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatMayHaveReachedTheServiceMayHaveApplied(Kind kind) {
        TransportException failure = new TransportException(kind, "Lost", null);
        assertThat(failure.mayHaveApplied()).isEqualTo(kind != Kind.NOT_SENT && kind != Kind.CLOSED);
        assertThat(failure.code()).isEqualToIgnoringCase(kind.name().replace("_", ""));
    }

    @Test
    void aVersionThatAnAttemptBeforeMayHaveRaisedIsNotLaidToSomebodyElse() {
        assertThat(new StaleVersionException(failure("ConditionalCheckFailedException"), Optional.of(SECRET)))
                .hasMessageContaining("an attempt before this one got no reply and may itself have raised it");
        ServiceFailure plain =
                new ServiceFailure("PutItem", Optional.of("users"), 400, "X", "", Optional.empty(), "", 1, false);
        assertThat(new StaleVersionException(plain, Optional.of(SECRET)))
                .hasMessageContaining("The item was changed since the record was read");
    }

    @Test
    void theHelpPageIsNamedLikeTheClass() {
        assertThat(new ServiceException(failure("X")).helpPage()).isEqualTo("docs/errors/service.md");
        assertThat(new ConditionFailedException(failure("X"), Optional.empty()).helpPage())
                .isEqualTo("docs/errors/condition-failed.md");
    }
}
