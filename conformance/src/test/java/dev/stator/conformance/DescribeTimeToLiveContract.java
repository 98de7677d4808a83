package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.TimeToLiveDescription;
import java.util.Optional;

class DescribeTimeToLiveContract {
    @Contract
    void itemsDoNotExpireUnlessTold(Subject subject) {
        Table<Ticket> tickets = subject.fresh(Ticket.class);

        assertThat(subject.run(tickets.timeToLive().describe()))
                .isEqualTo(new TimeToLiveDescription("DISABLED", Optional.empty()));

        subject.run(tickets.timeToLive().enable(attr(Ticket::until)).waiting());
        assertThat(subject.run(tickets.timeToLive().describe()))
                .isEqualTo(new TimeToLiveDescription("ENABLED", Optional.of("until")));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        subject.failure(
                ResourceNotFoundException.class,
                subject.missing(Ticket.class).timeToLive().describe());
    }
}
