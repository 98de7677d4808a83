package dev.stator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TimeToLive;
import dev.stator.engine.Engine;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Of the guide to testing: items that expire. */
@StatorTest
class SessionTest {
    // region expiry
    record Session(@PartitionKey String id, @TimeToLive Instant until) {}

    @Test
    void aSessionEndsAfterAnHour(Table<Session> sessions, ManualClock clock, Engine engine) {
        sessions.put(new Session("s1", clock.instant().plus(Duration.ofHours(1))))
                .execute();
        clock.advance(Duration.ofHours(1));
        assertThat(sessions.get("s1").execute()).isPresent(); // as by the service, for a while
        engine.expire();
        assertThat(sessions.get("s1").execute()).isEmpty();
    }
    // endregion
}
