package dev.stator.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.http.HttpFront;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SubjectTest {
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void whatWaitedTooLongForALockIsSentAgain() {
        sendToOneThatFirstSays("This action timed out because it too long waiting for a lock.");
        assertThat(requests).hasValue(3);
    }

    @Test
    void anyOtherRefusalIsAFailure() {
        assertThatThrownBy(() -> sendToOneThatFirstSays("Something went wrong."))
                .hasMessageContaining("500")
                .hasMessageContaining("Something went wrong.");
        assertThat(requests).hasValue(1);
    }

    private void sendToOneThatFirstSays(String message) {
        ScriptedTransport server = new ScriptedTransport()
                .always(request -> requests.incrementAndGet() < 3
                        ? new WireReply(500, Map.of(), ("{\"message\":\"" + message + "\"}").getBytes(UTF_8))
                        : ScriptedTransport.ok("{}"));
        try (HttpFront front = HttpFront.start(server, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Subject.Line line = Subject.of(List.of("http", front.uri().toString(), "1"))
                        .lines()
                        .get()) {
            line.send("PutItem", "{}".getBytes(UTF_8));
        }
    }
}
