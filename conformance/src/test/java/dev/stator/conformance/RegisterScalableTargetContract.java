package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;

/** Capacity that AWS scales, which only AWS does: no server here can show more than how that is told. */
class RegisterScalableTargetContract {
    @Contract
    void whereThereIsNoScalingTheErrorSaysSo(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        subject.run(tickets.create().provisioned(5, 5));

        assertThat(subject.failure(
                        InvalidRequestException.class, tickets.autoScaling().register()))
                .hasMessageContaining("RegisterScalableTarget on table " + tickets.name())
                .hasMessageContaining("no Application Auto Scaling");
        assertThat(subject.failure(
                        InvalidRequestException.class, tickets.autoScaling().deregister()))
                .hasMessageContaining("no Application Auto Scaling");
    }

    @Contract
    void aTableThatIsPaidOnDemandIsRefusedBefore(Subject subject) {
        Table<Ticket> tickets = subject.fresh(Ticket.class);

        assertThat(subject.failure(StatorException.class, tickets.autoScaling().register()))
                .hasMessageContaining(tickets.name())
                .hasMessageContaining("on demand");
    }
}
