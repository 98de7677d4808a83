package dev.stator.guide;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.CallOptions;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StatorException;
import dev.stator.expression.UpdateExpression;
import dev.stator.json.WireJson;
import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallObserver;
import dev.stator.listener.HealthMonitor;
import dev.stator.listener.RequestEnd;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryCause;
import dev.stator.transport.RetryPolicy;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about failures. */
class FailureGuideTest {
    record User(@PartitionKey String id, int points) {}

    private final Stator db = Engine.inMemory().connect();
    private final Table<User> users = db.table("users", User.class);
    private final User ann = new User("ann", 1);
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void create() {
        users.create().execute();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void errors() {
        users.put(ann).execute();
        // region errors
        try {
            users.create(ann).execute();
        } catch (ConditionFailedException e) {
            log.add("There is one already: " + e.existing().isPresent());
        } catch (StatorException e) {
            if (e.mayHaveApplied()) {
                log.add("Whether it was done is not known: read before you repeat it");
            }
            log.add(e.toJson()); // code, action, table, attempts, request id
        }
        // endregion
        assertThat(log).containsExactly("There is one already: true");
    }

    @Test
    void retries() {
        // region retries
        RetryPolicy policy = RetryPolicy.standard()
                .withMaxAttempts(8)
                .withBackoff(RetryCause.CONNECTION, Backoff.none())
                .withBackoff(RetryCause.THROTTLING, Backoff.decorrelated(Duration.ofMillis(50), Duration.ofSeconds(5)))
                .withTimeLimit(Duration.ofSeconds(30));
        CallOptions patient = CallOptions.none().retry(policy).within(Duration.ofMinutes(1));
        Optional<User> found = users.get("ann").with(patient).execute();
        // endregion
        assertThat(found).isEmpty();
    }

    @Test
    void listeners() {
        Engine engine = Engine.inMemory();
        // region listeners
        HealthMonitor health = new HealthMonitor()
                .threshold(5)
                .reporting(HealthMonitor.Report.EDGE, now -> log.add("DynamoDB is " + now));
        CallObserver observer = new CallObserver() {
            @Override
            public void attemptEnded(AttemptEnd attempt) {
                attempt.retryIn().ifPresent(wait -> log.add("Again in " + wait));
            }

            @Override
            public void requestEnded(RequestEnd request) {
                log.add(request.request().describe() + " took " + request.attempts() + " attempts");
            }
        };
        Stator watched = Stator.builder()
                // hide
                .transport(engine)
                // show
                .listener(health)
                .listener(call -> observer)
                .build();
        // endregion
        watched.table("users", User.class).create().execute();
        assertThat(health.isHealthy()).isTrue();
        assertThat(log).contains("CreateTable on table users took 1 attempts");
        watched.close();
    }

    @Test
    void raw() {
        users.put(ann).execute();
        // region raw
        String reply = users.request("UpdateItem")
                .key("ann")
                .update(UpdateExpression.empty().set(attr(User::points), 2))
                .condition(attr(User::points).eq(1))
                .field("ReturnValues", "ALL_OLD")
                .execute();
        Optional<Item> old = WireJson.readIn(reply, "Attributes");

        String tables = db.call("ListTables", "{\"Limit\":10}").execute();
        // endregion
        assertThat(old).contains(Item.of("id", "ann", "points", 1));
        assertThat(tables).contains("users");
    }
}
