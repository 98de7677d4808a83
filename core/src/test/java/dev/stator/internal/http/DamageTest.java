package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Call;
import dev.stator.Stator;
import dev.stator.error.StatorException;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whole calls make of a network that loses and spoils replies: the right result or a failure, never a wrong answer. */
class DamageTest {
    private static final String NAMES = "{\"TableNames\":[\"one\",\"two\"]}";

    private static Stator client(URI endpoint, int connections, RetryPolicy retry) {
        return Stator.builder()
                .environment(Map.of())
                .region("local")
                .endpoint(endpoint.toString())
                .credentials("id", "secret")
                .maxConnections(connections)
                .retry(retry)
                .build();
    }

    private static Stator client(URI endpoint) {
        return client(endpoint, 4, RetryPolicy.of(4, Backoff.none()).withQuota(false));
    }

    private static <R> R run(boolean async, Call<R> call) throws Exception {
        return async ? call.executeAsync().get(30, TimeUnit.SECONDS) : call.execute();
    }

    private static byte[] gzipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(NAMES.getBytes(UTF_8));
        }
        byte[] body = bytes.toByteArray();
        return ScriptedServer.reply(
                body, "Content-Encoding: gzip\r\nx-amz-crc32: " + ScriptedServer.crc(body) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplyCutOffAtAnyByteIsAskedForAgain(boolean async) throws Exception {
        for (byte[] reply : List.of(ScriptedServer.reply(NAMES), gzipped())) {
            AtomicInteger cut = new AtomicInteger(-1);
            try (var server = new ScriptedServer((request, out) -> {
                        int length = cut.getAndSet(-1);
                        out.write(reply, 0, length < 0 ? reply.length : length);
                        return length < 0;
                    });
                    Stator db = client(server.uri())) {
                for (int length = 0; length < reply.length; length++) {
                    cut.set(length);
                    int before = server.received().size();
                    assertThat(run(async, db.tableNames()))
                            .as("cut after %s bytes", length)
                            .containsExactly("one", "two");
                    assertThat(server.received().size() - before).as("requests").isEqualTo(2);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyWithAnyByteSpoiltIsAskedForAgain(boolean async) throws Exception {
        for (byte[] reply : List.of(ScriptedServer.reply(NAMES), gzipped())) {
            int head = new String(reply, ISO_8859_1).indexOf("\r\n\r\n") + 4;
            AtomicInteger spoilt = new AtomicInteger(-1);
            try (var server = new ScriptedServer((request, out) -> {
                        byte[] sent = reply.clone();
                        int at = spoilt.getAndSet(-1);
                        if (at >= 0) {
                            sent[at] ^= 0x15;
                        }
                        out.write(sent);
                        return true;
                    });
                    Stator db = client(server.uri())) {
                for (int at = head; at < reply.length; at++) {
                    spoilt.set(at);
                    assertThat(run(async, db.tableNames())).as("byte %s", at).containsExactly("one", "two");
                    assertThat(spoilt).hasValue(-1);
                }
                assertThat(server.received()).hasSize(2 * (reply.length - head));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSlowReplyIsWaitedForByteByByte(boolean async) throws Exception {
        byte[] reply = ScriptedServer.reply(NAMES);
        try (var server = new ScriptedServer((request, out) -> {
                    for (byte one : reply) {
                        out.write(one);
                        out.flush();
                        Thread.sleep(1);
                    }
                    return true;
                });
                Stator db = client(server.uri())) {
            assertThat(run(async, db.tableNames())).containsExactly("one", "two");
        }
    }

    @Test
    void cancelledCallsLeaveNoConnectionTaken() throws Exception {
        Random random = new Random(7);
        int connections = 3;
        try (var server = new ScriptedServer((request, out) -> {
                    Thread.sleep(2);
                    out.write(ScriptedServer.reply(NAMES));
                    return true;
                });
                Stator db = client(
                        server.uri(),
                        connections,
                        RetryPolicy.of(4, Backoff.none()).withQuota(false))) {
            for (int i = 0; i < 100; i++) {
                CompletableFuture<?> call = db.tableNames().executeAsync();
                if (random.nextBoolean()) {
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(4000));
                }
                call.cancel(true);
            }
            List<CompletableFuture<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4 * connections; i++) {
                all.add(db.tableNames().executeAsync());
            }
            for (CompletableFuture<List<String>> call : all) {
                assertThat(call.get(30, TimeUnit.SECONDS)).containsExactly("one", "two");
            }
            assertThat(server.open()).isBetween(1, connections);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallAfterTheCloseFailsAtOnce(boolean async) throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
            out.write(ScriptedServer.reply(NAMES));
            return true;
        })) {
            Stator db = client(server.uri(), 1, RetryPolicy.of(4, Backoff.fixed(Duration.ofSeconds(20))));
            assertThat(run(async, db.tableNames())).hasSize(2);
            db.close();
            assertThatThrownBy(() -> {
                        try {
                            run(async, db.tableNames());
                        } catch (ExecutionException e) {
                            throw e.getCause();
                        }
                    })
                    .isInstanceOfSatisfying(StatorException.class, failure -> {
                        assertThat(failure.code()).isEqualTo("Closed");
                        assertThat(failure.attempts()).isEqualTo(1);
                        assertThat(failure.mayHaveApplied()).isFalse();
                    })
                    .hasMessageContaining("the client is closed");
        }
    }
}
