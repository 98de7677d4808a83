package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.CodecException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedTest {
    private final Workbench bench = new Workbench();

    private Exchange<String> echo() {
        return new Attempts<>(bench.context(), TextOperation.echo(Effect.READ));
    }

    @Test
    void resultsAreChangedOneAfterTheOther() {
        Integer doubled = bench.run(echo().map(String::length).map(length -> length * 2), request -> ok("four"));
        assertThat(doubled).isEqualTo(8);
    }

    @Test
    void whatTheFunctionThrowsIsTheFailure() {
        StatorException misfit = new CodecException("a", "is odd", null);
        assertThatThrownBy(() -> bench.run(
                        echo().map(text -> {
                            throw misfit;
                        }),
                        request -> ok("x")))
                .isSameAs(misfit);
    }

    @Test
    void anInnerFailureCanBeAnsweredAndTheFailureOfTheAnswerIsNot() {
        List<StatorException> seen = new ArrayList<>();
        Exchange<String> patient = new Nested<>() {
            @Override
            public Step<String> start() {
                return call(echo(), Step.Done::new);
            }

            @Override
            Step<String> failedInside(StatorException failure) {
                seen.add(failure);
                return call(echo(), text -> {
                    throw new CodecException("", text, null);
                });
            }
        };
        assertThatThrownBy(() -> bench.run(
                        patient, request -> seen.isEmpty() ? failure(400, "ValidationException") : ok("second")))
                .isInstanceOf(CodecException.class)
                .hasMessage("second");
        assertThat(seen).hasSize(1).first().isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aPauseOfItsOwnAndOneOfAnInnerExchangeGoOnWhereTheyBelong() {
        Exchange<String> pausing = new Nested<>() {
            @Override
            public Step<String> start() {
                return pause(Duration.ofMillis(3), () -> call(echo(), Step.Done::new));
            }
        };
        List<Integer> statuses = new ArrayList<>(List.of(500, 200));
        String result = bench.run(
                pausing.map(text -> text + "!"),
                request -> statuses.remove(0) == 500 ? failure(500, "InternalServerError") : ok("fine"));
        assertThat(result).isEqualTo("fine!");
        assertThat(bench.pauses).containsExactly(Duration.ofMillis(3), Duration.ofNanos(12_500_000));
    }

    @Test
    void anInterruptedPauseOfItsOwnIsAFailureInside() {
        StatorException interruption = new TransportException(TransportException.Kind.NOT_SENT, "Interrupted", null);
        Exchange<String> pausing = new Nested<>() {
            @Override
            public Step<String> start() {
                return pause(Duration.ofMillis(3), () -> new Step.Done<>("waited"));
            }

            @Override
            Step<String> failedInside(StatorException failure) {
                return new Step.Done<>("given up");
            }
        };
        pausing.start();
        assertThat(pausing.interrupted(interruption)).isEqualTo(new Step.Done<>("given up"));
    }

    @Test
    void anInterruptedPauseOfAnInnerExchangeIsToldToIt() {
        Exchange<String> outer = echo().map(text -> text);
        outer.start();
        outer.replied(failure(500, "InternalServerError"));
        StatorException interruption = new TransportException(TransportException.Kind.NOT_SENT, "Interrupted", null);
        assertThatThrownBy(() -> outer.interrupted(interruption)).hasSuppressedException(interruption);
    }

    @Test
    void anEventThatNobodyWaitsForIsABug() {
        Exchange<String> fresh = echo().map(text -> text);
        assertThatThrownBy(() -> fresh.replied(ok("early"))).isInstanceOf(IllegalStateException.class);
        fresh.start();
        assertThat(fresh.replied(ok("fine"))).isEqualTo(new Step.Done<>("fine"));
        assertThatThrownBy(() -> fresh.replied(ok("late"))).isInstanceOf(IllegalStateException.class);
    }
}
