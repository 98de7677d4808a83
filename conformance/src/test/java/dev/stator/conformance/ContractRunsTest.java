package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.opentest4j.TestAbortedException;

class ContractRunsTest {
    private static final Invocation<Void> PASSES = () -> null;
    private static final Invocation<Void> FAILS = () -> {
        throw new AssertionError("the server answers otherwise");
    };

    @Test
    void aContractOfNoDeclaredDifferencePassesOrFails() {
        assertThatCode(() -> ContractRuns.run(PASSES, Server.ENGINE_IN_MEMORY, Difference.SIZE_AS_NAME))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ContractRuns.run(FAILS, Server.ENGINE_IN_MEMORY, Difference.SIZE_AS_NAME))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the server answers otherwise");
    }

    @Test
    void aDeclaredDifferenceThatIsThereIsASkipWithItsReason() {
        assertThatThrownBy(() -> ContractRuns.run(FAILS, Server.DYNAMODB_LOCAL, Difference.SIZE_AS_NAME))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(
                        "DYNAMODB_LOCAL differs, as declared: SIZE_AS_NAME: it takes the reserved word size as a name");
    }

    @Test
    void aDeclaredDifferenceThatIsGoneFails() {
        assertThatThrownBy(() -> ContractRuns.run(PASSES, Server.DYNAMODB_LOCAL, Difference.SIZE_AS_NAME))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("DYNAMODB_LOCAL no longer differs");
    }
}
