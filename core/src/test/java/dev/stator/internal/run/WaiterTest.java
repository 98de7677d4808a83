package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.AccessDeniedException;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.UnconfirmedException;
import dev.stator.error.WaitTimeoutException;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WaiterTest {
    private final Workbench bench = new Workbench();

    private Optional<Duration> every = Optional.empty();

    private Optional<String> run(
            CallContext context, Predicate<Optional<String>> reached, ScriptedTransport.Service... replies) {
        Waiter<String> waiter = new Waiter<>(
                context,
                new Waiter.Deed<>(
                        () -> new Attempts<>(context, TextOperation.echo(Effect.WRITE)),
                        ResourceInUseException.class::isInstance,
                        Optional::isEmpty),
                () -> TextOperation.echo(Effect.READ),
                new Waiter.Goal<>("table t to become active", state -> state, reached, "ARCHIVED"::equals),
                every);
        return bench.run(context.whole(waiter), request -> {
            int turn = Math.min(bench.sent.size(), replies.length) - 1;
            return replies[turn].answer(request);
        });
    }

    private static ScriptedTransport.Service says(String text) {
        return request -> ok(text);
    }

    private static ScriptedTransport.Service fails(String code) {
        return request -> failure(400, code);
    }

    private static boolean isActive(Optional<String> seen) {
        return seen.equals(Optional.of("ACTIVE"));
    }

    @Test
    void whatIsReachedAtOnceNeedsNoWait() {
        assertThat(run(bench.context(), WaiterTest::isActive, says("begun"), says("ACTIVE")))
                .contains("ACTIVE");
        assertThat(bench.sent).hasSize(2);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void waitsGrowUpToTwoSeconds() {
        run(bench.context(), seen -> bench.sent.size() == 10, says("begun"), says("CREATING"));
        assertThat(bench.pauses.stream().map(Duration::toMillis))
                .containsExactly(50L, 100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
    }

    @Test
    void notFoundIsAnAnswerToALook() {
        assertThat(run(bench.context(), Optional::isEmpty, says("begun"), fails("ResourceNotFoundException")))
                .isEmpty();
        assertThat(run(
                        bench.context(),
                        WaiterTest::isActive,
                        says("begun"),
                        fails("ResourceNotFoundException"),
                        says("ACTIVE"),
                        says("ACTIVE"),
                        says("ACTIVE")))
                .contains("ACTIVE");
    }

    @Test
    void notFoundWhenItBeginsIsAFailure() {
        assertThatThrownBy(() -> run(bench.context(), Optional::isEmpty, fails("ResourceNotFoundException")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void aHarmlessFailureCountsAsBegun() {
        assertThat(run(bench.context(), WaiterTest::isActive, fails("ResourceInUseException"), says("ACTIVE")))
                .contains("ACTIVE");
    }

    @Test
    void aFailureThatWouldBeHarmlessBeforeIsNoneWhenLooking() {
        assertThatThrownBy(() ->
                        run(bench.context(), WaiterTest::isActive, says("begun"), fails("ResourceInUseException")))
                .hasCauseInstanceOf(ResourceInUseException.class);
    }

    @Test
    void whatWasInUseAndIsGoneIsDoneAnew() {
        assertThat(run(
                        bench.context(),
                        WaiterTest::isActive,
                        fails("ResourceInUseException"),
                        says("DELETING"),
                        fails("ResourceNotFoundException"),
                        says("begun"),
                        says("ACTIVE")))
                .contains("ACTIVE");
        assertThat(bench.sent).hasSize(5);
        assertThat(bench.pauses).hasSize(2);
    }

    @Test
    void aLookThatIsNotAllowedFailsAndSaysThatTheRequestWasAccepted() {
        assertThatThrownBy(
                        () -> run(bench.context(), WaiterTest::isActive, says("begun"), fails("AccessDeniedException")))
                .isInstanceOfSatisfying(
                        UnconfirmedException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasMessageContaining("accepted")
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aLookThatIsNotAllowedAfterAHarmlessFailureFailsAsItIs() {
        assertThatThrownBy(() -> run(
                        bench.context(),
                        WaiterTest::isActive,
                        fails("ResourceInUseException"),
                        fails("AccessDeniedException")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void waitsAreAsLongAsWished() {
        every = Optional.of(Duration.ofSeconds(7));
        run(bench.context(), seen -> bench.sent.size() == 5, says("begun"), says("CREATING"));
        assertThat(bench.pauses.stream().map(Duration::toMillis)).containsExactly(7000L, 7000L, 7000L);
    }

    @Test
    void aHopelessStateEndsTheWaitAtOnce() {
        assertThatThrownBy(() -> run(bench.context(), WaiterTest::isActive, says("begun"), says("ARCHIVED")))
                .isInstanceOfSatisfying(UnconfirmedException.class, failure -> {
                    assertThat(failure.mayHaveApplied()).isTrue();
                    assertThat(failure.toMap())
                            .containsEntry("action", "DoText")
                            .containsEntry("table", "texts")
                            .containsEntry("attempts", 2);
                })
                .hasMessageContaining("accepted")
                .hasMessageContaining("table t to become active")
                .hasMessageContaining("ARCHIVED");
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void aHopelessStateOfWhatWasThereBeforeIsNoMoreThanThat() {
        assertThatThrownBy(() ->
                        run(bench.context(), WaiterTest::isActive, fails("ResourceInUseException"), says("ARCHIVED")))
                .isInstanceOfSatisfying(StatorException.class, failure -> {
                    assertThat(failure.code()).isEqualTo("StatorFailure");
                    assertThat(failure.mayHaveApplied()).isFalse();
                    assertThat(failure.action()).contains("DoText");
                })
                .hasMessageStartingWith("Waiting for table t to become active is in vain");
    }

    @Test
    void whoOnlyWaitsHasChangedNothing() {
        CallContext context = bench.within(Duration.ofSeconds(1));
        Waiter<String> waiter = new Waiter<>(
                context,
                () -> TextOperation.echo(Effect.READ),
                new Waiter.Goal<>("table t to become active", state -> state, WaiterTest::isActive, state -> false),
                every);
        assertThatThrownBy(() -> bench.run(waiter, says("CREATING")))
                .isInstanceOfSatisfying(WaitTimeoutException.class, failure -> {
                    assertThat(failure.mayHaveApplied()).isFalse();
                    assertThat(failure.lastSeen()).isEqualTo("CREATING");
                });
    }

    @Test
    void theDeadlineEndsTheWaitWithAFailureThatSaysSo() {
        assertThatThrownBy(() ->
                        run(bench.within(Duration.ofSeconds(1)), WaiterTest::isActive, says("begun"), says("CREATING")))
                .isInstanceOfSatisfying(WaitTimeoutException.class, failure -> {
                    assertThat(failure.mayHaveApplied()).isTrue();
                    assertThat(failure.toMap())
                            .containsEntry("action", "DoText")
                            .containsEntry("table", "texts")
                            .containsEntry("attempts", 6)
                            .containsEntry("lastSeen", "CREATING");
                })
                .hasMessageContaining("table t to become active")
                .hasMessageContaining("CREATING");
        assertThat(bench.pauses.stream().map(Duration::toMillis)).containsExactly(50L, 100L, 200L, 400L);
    }
}
