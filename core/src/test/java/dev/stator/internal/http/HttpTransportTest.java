package dev.stator.internal.http;

import static dev.stator.error.TransportException.Kind.CLOSED;
import static dev.stator.error.TransportException.Kind.CONNECTION_LOST;
import static dev.stator.error.TransportException.Kind.DAMAGED_REPLY;
import static dev.stator.error.TransportException.Kind.NOT_SENT;
import static dev.stator.error.TransportException.Kind.TIMED_OUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.error.CredentialsException;
import dev.stator.error.TransportException;
import dev.stator.internal.http.ScriptedServer.Script;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.Signature;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The transport against real sockets. The timeouts of these tests only keep a failure from hanging. */
@Timeout(60)
class HttpTransportTest {
    private static final CredentialsProvider KEY = CredentialsProvider.fixed(Credentials.of("AKID", "secret"));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String BODY = "{\"Item\":{\"name\":{\"S\":\"dynamo\"}}}";

    // What comes back

    @ParameterizedTest
    @EnumSource
    void aReplyHasStatusHeadersAndBody(Mode mode) throws Exception {
        try (var server = answering(ScriptedServer.reply(BODY));
                var transport = transport(server.uri())) {
            WireReply reply = mode.send(transport, get(LONG));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(BODY.getBytes(UTF_8));
            assertThat(reply.header("x-amzn-requestid")).contains("R1");
            assertThat(reply.header("Content-Type")).contains("application/x-amz-json-1.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorStatusIsAReply(Mode mode) throws Exception {
        byte[] refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}".getBytes(ISO_8859_1);
        byte[] trouble = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
        byte[] elsewhere = "HTTP/1.1 307 There\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
        byte[] nothing = "HTTP/1.1 204 None\r\n\r\n".getBytes(ISO_8859_1);
        try (var server = answering(refusal, trouble, elsewhere, nothing);
                var transport = transport(server.uri())) {
            assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(400);
            assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(500);
            assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(307);
            assertThat(mode.send(transport, get(LONG)).body()).isEmpty();
            assertThat(server.received()).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunksAndInterimRepliesAreUnderstood(Mode mode) throws Exception {
        byte[] chunked = ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nx: y\r\n\r\n" + chunked(BODY))
                .getBytes(ISO_8859_1);
        try (var server = answering(chunked, ScriptedServer.reply("{}"));
                var transport = transport(server.uri())) {
            assertThat(mode.send(transport, get(LONG)).body()).isEqualTo(BODY.getBytes(UTF_8));
            assertThat(mode.send(transport, get(LONG)).body()).isEqualTo("{}".getBytes(UTF_8));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void longRequestsAndLongRepliesAreWhole(Mode mode) throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
                    out.write(ScriptedServer.reply(request.body()));
                    return true;
                });
                var transport = transport(server.uri())) {
            for (int size : new int[] {0, 1, 4095, 4096, 4097, 8192, 1 << 20, (1 << 20) + 1, 5_000_000}) {
                byte[] body = "x".repeat(size).getBytes(UTF_8);
                assertThat(mode.send(transport, new WireRequest("PutItem", body, LONG))
                                .body())
                        .isEqualTo(body);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongChecksumIsDamageAndARightOneIsNot(Mode mode) throws Exception {
        byte[] body = BODY.getBytes(UTF_8);
        try (var server = answering(
                        ScriptedServer.reply(body, "x-amz-crc32: 12345\r\n"),
                        ScriptedServer.reply(body, "x-amz-crc32: " + ScriptedServer.crc(body) + "\r\n"));
                var transport = transport(server.uri())) {
            TransportException failure = failure(mode, transport, get(LONG));
            assertThat(failure.kind()).isEqualTo(DAMAGED_REPLY);
            assertThat(failure).hasMessageContaining("checksum");
            assertThat(failure.mayHaveApplied()).isTrue();
            assertThat(mode.send(transport, get(LONG)).body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theChecksumOfAGzippedReplyIsThatOfTheBytesAsSent(Mode mode) throws Exception {
        byte[] plain = BODY.getBytes(UTF_8);
        byte[] zipped = gzip(plain);
        String gzip = "Content-Encoding: gzip\r\nx-amz-crc32: ";
        try (var server = answering(
                        ScriptedServer.reply(zipped, gzip + ScriptedServer.crc(zipped) + "\r\n"),
                        ScriptedServer.reply(zipped, gzip + ScriptedServer.crc(plain) + "\r\n"),
                        ScriptedServer.reply(plain, gzip + ScriptedServer.crc(plain) + "\r\n"));
                var transport = transport(server.uri())) {
            assertThat(mode.send(transport, get(LONG)).body()).isEqualTo(plain);
            assertThat(failure(mode, transport, get(LONG)).kind()).isEqualTo(DAMAGED_REPLY);
            assertThat(failure(mode, transport, get(LONG)))
                    .hasMessageContaining("inflated")
                    .extracting(TransportException::kind)
                    .isEqualTo(DAMAGED_REPLY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplyWithoutALengthCountsOnlyWithAChecksum(Mode mode) throws Exception {
        byte[] body = BODY.getBytes(UTF_8);
        AtomicBoolean summed = new AtomicBoolean();
        try (var server = new ScriptedServer((request, out) -> {
                    String crc = summed.get() ? "x-amz-crc32: " + ScriptedServer.crc(body) + "\r\n" : "";
                    out.write(ScriptedServer.raw("HTTP/1.1 200 OK\r\n" + crc + "\r\n", body));
                    return false;
                });
                var transport = transport(server.uri())) {
            assertThat(failure(mode, transport, get(LONG)).kind()).isEqualTo(DAMAGED_REPLY);
            summed.set(true);
            assertThat(mode.send(transport, get(LONG)).body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotHttpIsDamage(Mode mode) throws Exception {
        for (String garbage : List.of(
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000) + "\r\n\r\n")) {
            try (var server = answering(garbage.getBytes(ISO_8859_1), ScriptedServer.reply("{}"));
                    var transport = transport(server.uri())) {
                assertThat(failure(mode, transport, get(LONG)).kind())
                        .as(garbage.substring(0, Math.min(40, garbage.length())))
                        .isEqualTo(DAMAGED_REPLY);
                assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(200);
            }
        }
    }

    // Connections

    @ParameterizedTest
    @EnumSource
    void connectionsAreReused(Mode mode) throws Exception {
        try (var server = answering(ScriptedServer.reply(BODY));
                var transport = transport(server.uri())) {
            for (int i = 0; i < 30; i++) {
                assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(200);
            }
            assertThat(server.received()).hasSize(30);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatTheServerSaysItClosesIsNotReused(Mode mode) throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
                    out.write(ScriptedServer.reply("{}".getBytes(UTF_8), "Connection: close\r\n"));
                    return false;
                });
                var transport = transport(server.uri())) {
            for (int i = 0; i < 5; i++) {
                assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(200);
            }
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReusedConnectionThatTheServerHasClosedIsReplacedOrLostButNeverWrong(Mode mode) throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
                    out.write(ScriptedServer.reply(request.body()));
                    return false;
                });
                var transport = transport(server.uri())) {
            int answered = 0;
            for (int i = 0; i < 20; i++) {
                try {
                    byte[] body = ("{\"n\":" + i + "}").getBytes(UTF_8);
                    assertThat(mode.send(transport, new WireRequest("PutItem", body, LONG))
                                    .body())
                            .isEqualTo(body);
                    answered++;
                } catch (TransportException e) {
                    assertThat(e.kind()).isIn(CONNECTION_LOST, NOT_SENT);
                }
            }
            assertThat(answered).isGreaterThanOrEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyReplyGoesToItsOwnRequest(Mode mode) throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (var server = new ScriptedServer((request, out) -> {
                    out.write(ScriptedServer.reply(request.body()));
                    return true;
                });
                var transport = transport(server.uri(), 3)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "thread " + thread + " ";
                all.add(pool.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        byte[] body = (name + i).repeat(i).getBytes(UTF_8);
                        WireReply reply = mode.send(transport, new WireRequest("PutItem", body, LONG));
                        assertThat(reply.body()).isEqualTo(body);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(server.connections()).isLessThanOrEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    /** A proxy may answer an idle connection with a 408, and a broken one anything. */
    @ParameterizedTest
    @MethodSource("unasked")
    void whatNobodyHasAskedForIsNotTheReplyToTheNextRequest(Mode mode, byte[] stray, int pauseMillis) throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        try (var server = new ScriptedServer((request, out) -> {
                    boolean first = request.connection() == 1;
                    byte[] reply = ScriptedServer.reply(request.body());
                    out.write(first && pauseMillis == 0 ? ScriptedServer.raw(new String(reply, UTF_8), stray) : reply);
                    if (first && pauseMillis > 0) {
                        Thread.sleep(pauseMillis);
                        out.write(stray);
                    }
                    written.countDown();
                    return true;
                });
                var transport = transport(server.uri(), 1)) {
            assertThat(mode.send(transport, put("first")).body()).isEqualTo("first".getBytes(UTF_8));
            written.await();
            Thread.sleep(pauseMillis);
            assertThat(mode.send(transport, put("second")).body()).isEqualTo("second".getBytes(UTF_8));
            assertThat(mode.send(transport, put("third")).body()).isEqualTo("third".getBytes(UTF_8));
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.received()).extracting("body").containsExactly("first", "second", "third");
        }
    }

    static Stream<Arguments> unasked() {
        byte[] timeout =
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(timeout, ScriptedServer.reply("stray"), new byte[] {'H'})
                        .flatMap(stray -> Stream.of(0, 50).map(pause -> Arguments.of(mode, stray, pause))));
    }

    private static WireRequest put(String body) {
        return new WireRequest("PutItem", body.getBytes(UTF_8), LONG);
    }

    // Losses

    @ParameterizedTest
    @EnumSource
    void aReplyThatIsCutOffAnywhereIsALostConnection(Mode mode) throws Exception {
        byte[] body = BODY.getBytes(UTF_8);
        byte[] sized = ScriptedServer.reply(body, "");
        byte[] late =
                ScriptedServer.raw("HTTP/1.1 200 OK\r\nx: y\r\nContent-Length: " + body.length + "\r\n\r\n", body);
        byte[] chunked = chunked(BODY).getBytes(ISO_8859_1);
        for (byte[] reply : List.of(sized, late, chunked)) {
            // Once the last chunk, 0, has come, nothing that follows can change the body.
            int whole = reply == chunked ? reply.length - "\r\n\r\n".length() : reply.length;
            AtomicInteger cut = new AtomicInteger();
            try (var server = new ScriptedServer((request, out) -> {
                        out.write(reply, 0, cut.get());
                        return cut.get() == reply.length;
                    });
                    var transport = transport(server.uri())) {
                for (int length = 0; length < whole; length++) {
                    cut.set(length);
                    TransportException failure = failure(mode, transport, get(LONG));
                    assertThat(failure.kind()).as("cut after %s bytes", length).isEqualTo(CONNECTION_LOST);
                    assertThat(failure.mayHaveApplied()).isTrue();
                }
                cut.set(reply.length);
                assertThat(mode.send(transport, get(LONG)).body()).isEqualTo(body);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersTimesOut(Mode mode) throws Exception {
        try (var server = new ScriptedServer(silence());
                var transport = transport(server.uri(), 1)) {
            // Twice with one connection: the first must have given it back.
            for (int i = 0; i < 2; i++) {
                TransportException failure = failure(mode, transport, get(SHORT));
                assertThat(failure.kind()).isEqualTo(TIMED_OUT);
                assertThat(failure.mayHaveApplied()).isTrue();
                assertThat(failure).hasMessageContaining("GetItem").hasMessageContaining("150 ms");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplyThatDripsPastTheDeadlineTimesOut(Mode mode) throws Exception {
        byte[] reply = ScriptedServer.reply("x".repeat(10_000));
        for (int start : new int[] {0, reply.length - 9_000}) {
            try (var server = new ScriptedServer((request, out) -> {
                        out.write(reply, 0, start);
                        for (int i = start; i < reply.length; i++) {
                            out.write(reply[i]);
                            Thread.sleep(5);
                        }
                        return true;
                    });
                    var transport = transport(server.uri())) {
                assertThat(failure(mode, transport, get(SHORT)).kind()).isEqualTo(TIMED_OUT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotReadTimesOut(Mode mode) throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var transport = transport(URI.create("http://localhost:" + listener.getLocalPort()))) {
            var request = new WireRequest("BatchWriteItem", new byte[20_000_000], Duration.ofMillis(500));

            assertThat(failure(mode, transport, request).kind()).isEqualTo(TIMED_OUT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedConnectionIsNotSent(Mode mode) throws Exception {
        URI nobody;
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://localhost:" + listener.getLocalPort());
        }
        try (var transport = transport(nobody, 1)) {
            for (int i = 0; i < 3; i++) {
                TransportException failure = failure(mode, transport, get(LONG));
                assertThat(failure.kind()).isEqualTo(NOT_SENT);
                assertThat(failure.mayHaveApplied()).isFalse();
                assertThat(failure).hasMessageContaining(nobody.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownHostIsNotSent(Mode mode) {
        try (var transport = transport(URI.create("http://no-such-host.invalid"), 1)) {
            TransportException failure = failure(mode, transport, get(LONG));
            assertThat(failure.kind()).isEqualTo(NOT_SENT);
            assertThat(failure).hasMessageContaining("no-such-host.invalid");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatNeverEndsIsNotSent(Mode mode) throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var transport = transport(URI.create("https://localhost:" + listener.getLocalPort()), 1)) {
            assertThat(failure(mode, transport, get(SHORT)).kind()).isEqualTo(NOT_SENT);
            assertThat(failure(mode, transport, get(SHORT)).kind()).isEqualTo(NOT_SENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExhaustedPoolIsNotSentAndSaysWhatToDo(Mode mode) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        try (var server = new ScriptedServer((request, out) -> {
                    busy.countDown();
                    release.await();
                    out.write(ScriptedServer.reply("{}"));
                    return true;
                });
                var transport = transport(server.uri(), 1)) {
            CompletableFuture<WireReply> first = CompletableFuture.supplyAsync(() -> mode.send(transport, get(LONG)));
            busy.await();

            TransportException failure = failure(mode, transport, get(SHORT));
            assertThat(failure.kind()).isEqualTo(NOT_SENT);
            assertThat(failure).hasMessageContaining("1 connections").hasMessageContaining("maxConnections");

            release.countDown();
            assertThat(first.join().status()).isEqualTo(200);
            assertThat(mode.send(transport, get(LONG)).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    // Giving up

    @Test
    void cancellingFreesTheConnection() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (var server = new ScriptedServer((request, out) -> {
                    if (busy.getCount() > 0) {
                        busy.countDown();
                        return silence().answer(request, out);
                    }
                    out.write(ScriptedServer.reply("{}"));
                    return true;
                });
                var transport = transport(server.uri(), 1)) {
            CompletableFuture<WireReply> first = transport.sendAsync(get(LONG));
            busy.await();
            CompletableFuture<WireReply> waiting = transport.sendAsync(get(LONG));
            waiting.cancel(true);
            first.cancel(true);

            assertThat(first).isCancelled();
            assertThat(waiting).isCancelled();
            assertThat(transport.sendAsync(get(LONG)).join().status()).isEqualTo(200);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void cancellingWhileAConnectionIsOpenedLeavesNoneBehind() throws Exception {
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = transport(server.uri(), 1)) {
            for (int i = 0; i < 20; i++) {
                transport.sendAsync(get(LONG)).cancel(true);
                assertThat(transport.sendAsync(get(LONG)).join().status()).isEqualTo(200);
                while (server.open() > 1) {
                    Thread.sleep(1);
                }
            }
        }
    }

    @Test
    void deadlinesDoNotWaitForTheCommonPool() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var server = new ScriptedServer(silence());
                var transport = transport(server.uri())) {
            for (int i = 0; i <= ForkJoinPool.getCommonPoolParallelism(); i++) {
                ForkJoinPool.commonPool().execute(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThat(failure(Mode.ASYNC, transport, get(SHORT)).kind()).isEqualTo(TIMED_OUT);
        } finally {
            release.countDown();
        }
    }

    @Test
    void anInterruptEndsASendAndStaysSet() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (var server = new ScriptedServer((request, out) -> {
                    if (busy.getCount() > 0) {
                        busy.countDown();
                        return silence().answer(request, out);
                    }
                    out.write(ScriptedServer.reply("{}"));
                    return true;
                });
                var transport = transport(server.uri(), 1)) {
            Interrupted exchanging = new Interrupted(transport);
            busy.await();
            Interrupted leasing = new Interrupted(transport);
            leasing.interrupt();
            exchanging.interrupt();

            assertThat(leasing.failure.join().kind()).isEqualTo(NOT_SENT);
            assertThat(exchanging.failure.join().kind()).isEqualTo(CONNECTION_LOST);
            assertThat(exchanging.flag && leasing.flag).isTrue();
            assertThat(transport.send(get(LONG)).status()).isEqualTo(200);
        }
    }

    /** A thread in {@code send}, what that ended with, and whether the thread still knew of its interrupt. */
    private static final class Interrupted extends Thread {
        final CompletableFuture<TransportException> failure = new CompletableFuture<>();
        private final HttpTransport transport;
        volatile boolean flag;

        Interrupted(HttpTransport transport) {
            this.transport = transport;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try {
                transport.send(get(LONG));
                failure.completeExceptionally(new AssertionError("A reply came"));
            } catch (TransportException e) {
                flag = Thread.currentThread().isInterrupted();
                failure.complete(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // It is closed in the middle on purpose.
    void closingFailsWhatWaitsForCredentials(Mode mode) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Credentials> never = new CompletableFuture<>();
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = transport(server.uri(), later(() -> {
                    asked.countDown();
                    return never;
                }))) {
            CompletableFuture<TransportException> failure =
                    CompletableFuture.supplyAsync(() -> failure(mode, transport, get(LONG)));
            asked.await();
            transport.close();

            assertThat(failure.join().kind()).isEqualTo(CLOSED);
            assertThat(never).as("the source's own").isNotDone();
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("NullAway") // As a program may that is not checked for it.
    void aSourceThatGivesNothingIsAFailureOfCredentials(Mode mode) throws Exception {
        CompletableFuture<Credentials> late = new CompletableFuture<>();
        try (var server = answering(ScriptedServer.reply("{}"))) {
            for (CredentialsProvider source : List.<CredentialsProvider>of(
                    () -> null,
                    CredentialsProvider.refreshing(() -> null, Clock.systemUTC()),
                    later(() -> null),
                    later(() -> late))) {
                try (var transport = transport(server.uri(), source)) {
                    late.completeOnTimeout(null, 50, TimeUnit.MILLISECONDS);
                    assertThatThrownBy(() -> mode.send(transport, get(LONG)))
                            .isInstanceOf(CredentialsException.class)
                            .hasMessageContaining("gave none (null)");
                }
            }
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingFailsWhatIsInFlightAndWhatComesLater(Mode mode) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (var server = new ScriptedServer((request, out) -> {
            busy.countDown();
            return silence().answer(request, out);
        })) {
            HttpTransport transport = transport(server.uri(), 1);
            CompletableFuture<TransportException> sent =
                    CompletableFuture.supplyAsync(() -> failure(mode, transport, get(LONG)));
            busy.await();
            CompletableFuture<TransportException> waiting =
                    CompletableFuture.supplyAsync(() -> failure(mode, transport, get(LONG)));

            transport.close();
            transport.close();

            assertThat(sent.join().kind()).isEqualTo(CONNECTION_LOST);
            assertThat(waiting.join().kind()).isEqualTo(CLOSED);
            assertThat(failure(mode, transport, get(LONG)))
                    .hasMessageContaining("closed")
                    .extracting(TransportException::kind)
                    .isEqualTo(CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransportThatWasNeverUsedClosesAndStaysClosed(Mode mode) {
        var transport = transport(URI.create("http://localhost:1"));
        transport.close();

        assertThat(failure(mode, transport, get(LONG))).hasMessageContaining("the client is closed");
    }

    @Test
    void allThreadsAreDaemonsWithAName() throws Exception {
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = transport(server.uri())) {
            Mode.SYNC.send(transport, get(LONG));
            Mode.ASYNC.send(transport, get(LONG));

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("stator-http"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(Thread::isDaemon);
        }
    }

    // What goes out

    @ParameterizedTest
    @EnumSource
    void theHeadersOnTheWireAreTheseAndTheSignatureVerifies(Mode mode) throws Exception {
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = transport(server.uri())) {
            mode.send(transport, new WireRequest("GetItem", "{\"a\":1}".getBytes(UTF_8), LONG));

            var received = server.received().get(0);
            assertThat(received.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(received.body()).isEqualTo("{\"a\":1}");
            assertThat(received.headers())
                    .containsOnlyKeys(
                            "host",
                            "content-type",
                            "content-length",
                            "x-amz-target",
                            "x-amz-date",
                            "authorization",
                            "accept-encoding",
                            "user-agent")
                    .containsEntry("host", "localhost:" + server.uri().getPort())
                    .containsEntry("content-type", "application/x-amz-json-1.0")
                    .containsEntry("content-length", "7")
                    .containsEntry("x-amz-target", "DynamoDB_20120810.GetItem")
                    .containsEntry("accept-encoding", "identity");
            assertThat(received.headers().get("authorization")).isEqualTo(expected(received, KEY, "/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPathAndASessionTokenAreSentAndSigned(Mode mode) throws Exception {
        CredentialsProvider temporary =
                CredentialsProvider.fixed(Credentials.of("AKID", "secret").withSessionToken("a/token+with=signs"));
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = new HttpTransport(
                        server.uri().resolve("/some%20where/./else"),
                        Region.of("eu-central-1"),
                        temporary,
                        Clock.systemUTC(),
                        HttpSettings.standard())) {
            mode.send(transport, get(LONG));

            var received = server.received().get(0);
            assertThat(received.line()).isEqualTo("POST /some%20where/else HTTP/1.1");
            assertThat(received.headers()).containsEntry("x-amz-security-token", "a/token+with=signs");
            assertThat(received.headers().get("authorization"))
                    .contains("x-amz-security-token")
                    .isEqualTo(expected(received, temporary, "/some%20where/else"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void missingCredentialsAreReportedAsSuch(Mode mode) {
        try (var transport = new HttpTransport(
                URI.create("http://localhost:1"),
                Region.of("eu-central-1"),
                () -> {
                    throw new CredentialsException("none here");
                },
                Clock.systemUTC(),
                HttpSettings.standard())) {
            assertThatThrownBy(() -> mode.send(transport, get(LONG)))
                    .isExactlyInstanceOf(CredentialsException.class)
                    .hasMessage("none here");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyExceptionOfASourceOfCredentialsIsALackOfThem(Mode mode) throws Exception {
        RuntimeException bug = new UnsupportedOperationException("their bug");
        CredentialsProvider broken = () -> {
            throw bug;
        };
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = transport(server.uri(), broken)) {
            assertThatThrownBy(() -> mode.send(transport, get(LONG)))
                    .isExactlyInstanceOf(CredentialsException.class)
                    .hasMessageContaining("source of credentials failed")
                    .hasCause(bug);
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void credentialsThatComeLateAreWaitedForAndCancelledWaitsSendNothing(Mode mode) throws Exception {
        CompletableFuture<Credentials> late = new CompletableFuture<>();
        AtomicBoolean asked = new AtomicBoolean();
        CredentialsProvider slow = later(() -> {
            asked.set(true);
            return late;
        });
        try (var server = answering(ScriptedServer.reply("{}"));
                var transport = transport(server.uri(), slow)) {
            CompletableFuture<WireReply> reply = CompletableFuture.supplyAsync(() -> mode.send(transport, get(LONG)));
            while (!asked.get()) {
                Thread.onSpinWait();
            }
            CompletableFuture<WireReply> givenUp = transport.sendAsync(get(LONG));
            givenUp.cancel(true);
            assertThat(server.received()).isEmpty();
            late.complete(KEY.credentials());

            assertThat(reply.join().status()).isEqualTo(200);
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void credentialsThatDoNotComeInTimeFailTheAttemptAndNothingIsSent(Mode mode) {
        try (var transport = transport(URI.create("http://localhost:1"), later(CompletableFuture::new))) {
            TransportException failure = failure(mode, transport, get(SHORT));

            assertThat(failure.kind()).isEqualTo(NOT_SENT);
            assertThat(failure).hasMessageContaining("no credentials came");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalKnowsTheCredentialsItWasSignedWith(Mode mode) throws Exception {
        List<Credentials> forgotten = new ArrayList<>();
        CredentialsProvider provider = new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return KEY.credentials();
            }

            @Override
            public boolean invalidate(Credentials refused) {
                return forgotten.add(refused);
            }
        };
        byte[] refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}".getBytes(ISO_8859_1);
        try (var server = answering(refusal, ScriptedServer.reply("{}"));
                var transport = transport(server.uri(), provider)) {
            WireReply refused = mode.send(transport, get(LONG));

            assertThat(refused.signature().orElseThrow().renewCredentials()).isTrue();
            assertThat(forgotten).containsExactly(KEY.credentials());
            assertThat(mode.send(transport, get(LONG)).signature()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongClockIsCorrectedByTheServicesAndStaysSo(Mode mode) throws Exception {
        String refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nDate: %s\r\n\r\n{}";
        var ours = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        try (var server = answering(
                        refusal.formatted("Sun, 01 Mar 2026 12:03:59 GMT").getBytes(ISO_8859_1),
                        refusal.formatted("Sun, 1 Mar 2026 09:00:00 GMT").getBytes(ISO_8859_1),
                        ScriptedServer.reply("{}"),
                        refusal.formatted("yesterday").getBytes(ISO_8859_1));
                var transport = new HttpTransport(
                        server.uri(), Region.of("eu-central-1"), KEY, ours, HttpSettings.standard())) {
            Signature near = mode.send(transport, get(LONG)).signature().orElseThrow();
            assertThat(near.correctClock(Duration.ofMinutes(4))).isFalse();
            Signature far = mode.send(transport, get(LONG)).signature().orElseThrow();
            assertThat(far.correctClock(Duration.ofMinutes(4))).isTrue();
            mode.send(transport, get(LONG));
            Signature unknown = mode.send(transport, get(LONG)).signature().orElseThrow();
            assertThat(unknown.correctClock(Duration.ZERO)).isFalse();

            assertThat(server.received())
                    .extracting(received -> received.headers().get("x-amz-date"))
                    .containsExactly("20260301T120000Z", "20260301T120000Z", "20260301T090000Z", "20260301T090000Z");
        }
    }

    @Test
    void anActionCannotSmuggleAHeader() {
        try (var transport = transport(URI.create("http://localhost:1"))) {
            var request = new WireRequest("GetItem\r\nX-Evil: 1", new byte[0], LONG);

            assertThatThrownBy(() -> transport.send(request)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> transport.sendAsync(request)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEndpointIsAnHttpUriWithoutQuery() {
        for (String bad : List.of(
                "localhost:8000",
                "ftp://localhost",
                "http://localhost/?a=b",
                "http://localhost/#a",
                "http://u:p@localhost")) {
            assertThatThrownBy(() -> transport(URI.create(bad)))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not an endpoint");
        }
        for (String good : List.of("http://localhost", "https://localhost:8000/", "HTTP://[::1]:8000/path")) {
            transport(URI.create(good)).close();
        }
    }

    private static String expected(ScriptedServer.Received received, CredentialsProvider key, String path) {
        List<String> headers = new ArrayList<>();
        for (String name : List.of("content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target")) {
            if (received.headers().containsKey(name)) {
                headers.addAll(List.of(name, received.headers().get(name)));
            }
        }
        String timestamp = received.headers().getOrDefault("x-amz-date", "");
        SigningTime time = new SigningTime(0, timestamp.substring(0, 8), timestamp);
        return new SigV4("POST", path, Region.of("eu-central-1"), "dynamodb")
                .authorization(
                        headers.toArray(String[]::new), received.body().getBytes(UTF_8), key.credentials(), time);
    }

    /** Answers with each reply in turn, and for ever with the last. */
    private static ScriptedServer answering(byte[]... replies) throws IOException {
        var next = new AtomicInteger();
        return new ScriptedServer((request, out) -> {
            out.write(replies[Math.min(next.getAndIncrement(), replies.length - 1)]);
            return true;
        });
    }

    private static Script silence() {
        return (request, out) -> {
            new CountDownLatch(1).await();
            return false;
        };
    }

    private static String chunked(String body) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + body.substring(0, 5) + "\r\n"
                + Integer.toHexString(body.length() - 5) + "\r\n" + body.substring(5) + "\r\n0\r\n\r\n";
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static WireRequest get(Duration timeout) {
        return new WireRequest("GetItem", "{}".getBytes(UTF_8), timeout);
    }

    private static HttpTransport transport(URI endpoint) {
        return transport(endpoint, 64);
    }

    private static HttpTransport transport(URI endpoint, int maxConnections) {
        return new HttpTransport(
                endpoint,
                Region.of("eu-central-1"),
                KEY,
                Clock.systemUTC(),
                HttpSettings.standard()
                        .withConnectTimeout(Duration.ofSeconds(20))
                        .withMaxConnections(maxConnections));
    }

    private static HttpTransport transport(URI endpoint, CredentialsProvider credentials) {
        return new HttpTransport(
                endpoint, Region.of("eu-central-1"), credentials, Clock.systemUTC(), HttpSettings.standard());
    }

    /** A provider whose credentials are not at hand. */
    private static CredentialsProvider later(Supplier<CompletableFuture<Credentials>> source) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return source.get().join();
            }

            @Override
            public CompletableFuture<Credentials> credentialsAsync() {
                return source.get();
            }
        };
    }

    private static TransportException failure(Mode mode, HttpTransport transport, WireRequest request) {
        return catchThrowableOfType(TransportException.class, () -> mode.send(transport, request));
    }
}
