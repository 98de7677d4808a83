package dev.stator.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Table;
import dev.stator.error.ThrottlingException;
import dev.stator.junit.Club.Member;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.transport.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An example in the guide. */
// region settings
class ImpatientClubTest {
    @RegisterExtension
    final StatorExtension stator = new StatorExtension()
            .withFaults(FaultPlan.of(42).with(Fault.THROTTLE, 1))
            .withClient(client -> client.retry(RetryPolicy.never()));

    @Test
    void aBusyServiceIsToldAtOnce(Table<Member> members) {
        assertThatThrownBy(() -> members.put(new Member("ann@x.org", 0)).execute())
                .isInstanceOf(ThrottlingException.class);
    }
}
// endregion
