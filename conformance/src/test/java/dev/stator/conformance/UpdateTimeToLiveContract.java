package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;

class UpdateTimeToLiveContract {
    private static String change(String attribute, boolean enabled) {
        return "'TimeToLiveSpecification':{'AttributeName':'" + attribute + "','Enabled':" + enabled + "}";
    }

    @Contract
    void expiryIsEnabledAndDisabledHoweverOften(Subject subject) {
        Table<Ticket> tickets = subject.fresh(Ticket.class);

        for (int time = 0; time < 2; time++) {
            assertThat(subject.run(tickets.timeToLive().enable(attr(Ticket::until)))
                            .isOnBy("until"))
                    .isTrue();
        }
        subject.failure(StatorException.class, tickets.timeToLive().enable(attr(Ticket::price)));
        for (int time = 0; time < 2; time++) {
            assertThat(subject.run(tickets.timeToLive().disable()).isOff()).isTrue();
        }
    }

    @Contract
    void aTableIsCreatedWithExpiry(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);

        subject.run(tickets.create().timeToLive(attr(Ticket::until)));
        subject.run(tickets.create().timeToLive(attr(Ticket::until)).ifMissing());

        assertThat(subject.run(tickets.timeToLive().describe()).attribute()).contains("until");
    }

    @Contract
    void theServiceItselfRefusesWhatChangesNothing(Subject subject) {
        Table<Ticket> tickets = subject.fresh(Ticket.class);
        assertThat(subject.refusal(subject.raw(
                        "UpdateTimeToLive", "{'TableName':'%s',%s}", tickets.name(), change("until", false))))
                .isEqualTo("TimeToLive is already disabled");
        subject.run(subject.raw("UpdateTimeToLive", "{'TableName':'%s',%s}", tickets.name(), change("until", true)));
        assertThat(subject.refusal(subject.raw(
                        "UpdateTimeToLive", "{'TableName':'%s',%s}", tickets.name(), change("until", true))))
                .isEqualTo("TimeToLive is already enabled");
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        subject.failure(
                ResourceNotFoundException.class,
                subject.raw("UpdateTimeToLive", "{'TableName':'%s',%s}", Tables.newName(), change("until", true)));
        Table<Ticket> tickets = subject.fresh(Ticket.class);
        subject.failure(
                InvalidRequestException.class, subject.raw("UpdateTimeToLive", "{'TableName':'%s'}", tickets.name()));
    }
}
