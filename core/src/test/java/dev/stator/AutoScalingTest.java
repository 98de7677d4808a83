package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.StatorException;
import dev.stator.error.ThrottlingException;
import dev.stator.testing.ScriptedTransport;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoScalingTest {
    private static final String PROVISIONED = "{\"Table\":{\"TableName\":\"accounts\",\"TableStatus\":\"ACTIVE\","
            + "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":5,\"WriteCapacityUnits\":5}}}";

    private static Table<Account> accounts(ScriptedTransport service) {
        return Stator.builder().transport(service).retry(Mode.QUICK).build().table("accounts", Account.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWishedIsRegisteredForReadsAndWritesOfEach(Mode mode) {
        ScriptedTransport service = mode.transport().reply(PROVISIONED).always(request -> ScriptedTransport.ok("{}"));

        mode.run(accounts(service)
                .autoScaling()
                .between(7, 8)
                .using(70.5)
                .pausing(Duration.ofSeconds(3), Duration.ofMinutes(1))
                .register());

        // A table and two global indexes; the local one uses the table's.
        assertThat(service.requests()).hasSize(1 + 3 * 2 * 2);
        assertThat(service.bodies().subList(1, 13))
                .allSatisfy(body -> assertThat(body)
                        .containsAnyOf(
                                "\"MinCapacity\":7,\"MaxCapacity\":8",
                                "\"ScaleOutCooldown\":3,\"ScaleInCooldown\":60"));
        assertThat(service.bodies())
                .filteredOn(body -> body.contains("\"TargetValue\":70.5"))
                .hasSize(6);
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsPaidOnDemandIsNotScaled(Mode mode) {
        ScriptedTransport service = mode.transport()
                .reply("{\"Table\":{\"TableName\":\"accounts\",\"TableStatus\":\"ACTIVE\","
                        + "\"BillingModeSummary\":{\"BillingMode\":\"PAY_PER_REQUEST\"}}}");

        assertThatThrownBy(() -> mode.run(accounts(service).autoScaling().register()))
                .isExactlyInstanceOf(StatorException.class)
                .hasMessageContainingAll("accounts", "on demand", "provisioned(…)");
        assertThat(service.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureEndsItAndIsNotTakenForNotFound(Mode mode) {
        ScriptedTransport service = mode.transport()
                .error(400, "ObjectNotFoundException")
                .always(request -> ScriptedTransport.failure(400, "ThrottlingException"));

        assertThatThrownBy(() -> mode.run(accounts(service).autoScaling().deregister()))
                .isInstanceOf(ThrottlingException.class)
                .hasMessageContaining("DeregisterScalableTarget on table accounts");
        assertThat(service.requests()).hasSize(1 + 4);
    }

    @ParameterizedTest
    @EnumSource
    void twoRegistrationsAtOnceAreTriedAgain(Mode mode) {
        ScriptedTransport service = mode.transport()
                .reply(PROVISIONED)
                .error(400, "ConcurrentUpdateException")
                .always(request -> ScriptedTransport.ok("{}"));

        mode.run(accounts(service).autoScaling().register());

        assertThat(service.requests()).hasSize(1 + 1 + 12);
    }
}
