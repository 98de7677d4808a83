package dev.stator.engine.http;

import static dev.stator.engine.Latches.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontTest {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=a/20261121/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HttpFront> fronts = new ArrayList<>();

    @AfterEach
    void closeFronts() {
        fronts.forEach(HttpFront::close);
    }

    @Test
    void aCallReachesTheTransportAndItsReplyComesBack() throws Exception {
        ScriptedTransport transport = replying("{\"TableNames\":[\"é\"]}");
        HttpResponse<byte[]> response = send(call(start(transport), "ListTables", "{\"Limit\":1}"));

        assertThat(transport.requests()).singleElement().satisfies(request -> {
            assertThat(request.action()).isEqualTo("ListTables");
            assertThat(request.body()).asString(UTF_8).isEqualTo("{\"Limit\":1}");
        });
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).asString(UTF_8).isEqualTo("{\"TableNames\":[\"é\"]}");
        assertThat(header(response, "Content-Type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(header(response, "Content-Length")).isEqualTo("21");
        assertThat(header(response, "x-amz-crc32")).isEqualTo(crc(response.body()));
        assertThat(header(response, "x-amzn-RequestId")).matches("[0-9A-Z]{52}");
        assertThat(header(response, "Date")).isNotEmpty();
    }

    @Test
    void aTransportThatRefusedIsUnavailableAndOneThatFailedIsAnError() throws Exception {
        HttpResponse<byte[]> refused = send(call(
                start(new ScriptedTransport().always(request -> {
                    throw new TransportException(TransportException.Kind.NOT_SENT, "full", null);
                })),
                "PutItem",
                "{}"));
        assertThat(refused.statusCode()).isEqualTo(503);
        HttpResponse<byte[]> lost = send(call(
                start(new ScriptedTransport().always(request -> {
                    throw new TransportException(TransportException.Kind.CONNECTION_LOST, "lost", null);
                })),
                "PutItem",
                "{}"));
        assertThat(lost.statusCode()).isEqualTo(500);
        assertThat(lost.body()).asString(UTF_8).contains("InternalServerError");
    }

    @Test
    void wantOfMemoryIsAnErrorOfTheServerAndTheFrontGoesOn() throws Exception {
        HttpFront front = start(new ScriptedTransport().always(request -> {
            if (request.action().equals("Scan")) {
                throw new OutOfMemoryError("as the test wants it");
            }
            return ScriptedTransport.ok("{}");
        }));
        assertThat(send(call(front, "Scan", "{}")).statusCode()).isEqualTo(500);
        assertThat(send(call(front, "GetItem", "{}")).statusCode()).isEqualTo(200);
    }

    @Test
    @Timeout(60)
    void wantOfMemoryForAConnectionDoesNotKeepTheNextOneFromBeingServed() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        @SuppressWarnings("resource") // It is the front's, which closes it.
        ServerSocket listener = new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                if (connections.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("as the test wants it");
                }
                return super.accept();
            }
        };
        listener.bind(ANY_PORT);
        HttpFront front = HttpFront.start(
                listener, (account, region) -> replying("{}"), FrontOptions.standard(), Integer.MAX_VALUE);
        fronts.add(front);

        assertThat(send(call(front, "GetItem", "{}")).statusCode()).isEqualTo(200);
        assertThat(connections).hasPositiveValue();
    }

    @Test
    void theStatusAndTheRequestIdOfTheReplyAreKept() throws Exception {
        Transport transport = new ScriptedTransport()
                .always(request -> new WireReply(
                        400, Map.of("x-amzn-requestid", "FROM-THE-ENGINE"), "{\"__type\":\"x\"}".getBytes(UTF_8)));
        HttpResponse<byte[]> response = send(call(start(transport), "GetItem", "{}"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(header(response, "x-amzn-RequestId")).isEqualTo("FROM-THE-ENGINE");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-amz-json-1.0, application/x-amz-json-1.0",
        "application/x-amz-json-1.0;charset=utf-8, application/x-amz-json-1.0",
        "application/json, application/json",
        "'  application/json  ;   asfd', application/json"
    })
    void jsonContentTypesAreAccepted(String sent, String received) throws Exception {
        HttpRequest request = call(start(replying("{}")), "ListTables", "{}", sent);
        HttpResponse<byte[]> response = send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(received);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatever", "text/plain", "application/jsonasdf", "application/x-amz-json-1.1"})
    void otherContentTypesAreNotFound(String type) throws Exception {
        assertThatItIsNotACall(send(call(start(replying("{}")), "ListTables", "{}", type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethodsAreNotFound(String method) throws Exception {
        HttpFront front = start(replying("{}"));
        assertThatItIsNotACall(send(HttpRequest.newBuilder(front.uri())
                .method(method, BodyPublishers.noBody())
                .build()));
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        HttpFront front = start(replying("{}"));
        assertThatItIsNotACall(send(call(front.uri().resolve("/shell"), "ListTables", "{}")));
        assertThat(send(call(front.uri().resolve("/"), "ListTables", "{}")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void noPageMayReadAnswersUnlessAllMay() throws Exception {
        HttpFront front = start(replying("{}"));
        HttpRequest call = call(front.uri(), "ListTables", BodyPublishers.ofString("{}"))
                .header("Origin", "https://example.org")
                .build();
        assertThat(send(call).headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void pagesOfEveryOriginMayReadAnswersAndAskBeforehand() throws Exception {
        HttpFront front = start(replying("{}"), Authentication.REQUIRED, Origins.ALL);
        HttpResponse<byte[]> preflight = send(HttpRequest.newBuilder(front.uri())
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Headers", "x-amz-target")
                .header("Access-Control-Request-Method", "POST")
                .build());
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.body()).isEmpty();
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(preflight, "Access-Control-Allow-Headers")).isEqualTo("x-amz-target");
        assertThat(header(preflight, "Access-Control-Allow-Methods")).isEqualTo("POST");
        assertThat(header(preflight, "Access-Control-Max-Age")).isEqualTo("172800");
        assertThat(header(preflight, "Access-Control-Expose-Headers")).contains("x-amzn-RequestId", "Date");

        HttpRequest.Builder call = call(front.uri(), "ListTables", BodyPublishers.ofString("{}"));
        assertThat(send(call.copy().header("Origin", "https://example.org").build())
                        .headers()
                        .map())
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsKey("access-control-expose-headers")
                .doesNotContainKey("access-control-max-age");
        assertThat(send(call.build()).headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void anUnknownActionIsRefusedBeforeTheSignatureAndABrokenBodyBeforeBoth() throws Exception {
        HttpFront front = start(replying("{}"));
        assertThat(send(unsigned(front, "ListTable", "{}")).body())
                .asString(UTF_8)
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
        assertThat(send(unsigned(front, "ListTables", "{}")).body())
                .asString(UTF_8)
                .contains("MissingAuthenticationTokenException");
        for (String broken : List.of("{", "{}{}", "{} 1")) {
            assertThat(send(unsigned(front, "ListTable", broken)).body())
                    .asString(UTF_8)
                    .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
        }
    }

    private static HttpRequest unsigned(HttpFront front, String action, String body) {
        return HttpRequest.newBuilder(front.uri())
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + action)
                .build();
    }

    @Test
    void theHealthCheckNeedsNoSignature() throws Exception {
        HttpFront front = start(replying("{}"));
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(front.uri()).build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).asString(UTF_8).isEqualTo("healthy: dynamodb.us-east-1.amazonaws.com ");
        assertThat(header(response, "x-amz-crc32")).isEqualTo(crc(response.body()));
    }

    @Test
    void theHealthCheckNamesTheRegionThatItIsSignedFor() throws Exception {
        HttpFront front = start(replying("{}"));
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(front.uri())
                .header("Authorization", SIGNED)
                .build());
        assertThat(response.body()).asString(UTF_8).isEqualTo("healthy: dynamodb.eu-west-1.amazonaws.com ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/dynamodb/aws4_request, SignedHeaders=a, Signature=b | AKID@eu-west-1",
                "AWS4-HMAC-SHA256 Signature=b,SignedHeaders=a,Credential=AKID/20261121/eu-west-1/dynamodb/aws4_request | AKID@eu-west-1",
                "AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=a, Signature=b | AKID@",
                "AWS4-HMAC-SHA256 Credential=AKID/20261121, SignedHeaders=a, Signature=b | AKID@",
                "AWS4-HMAC-SHA256 Credential=//us-east-1/dynamodb/aws4_request, SignedHeaders=a, Signature=b | @",
            })
    void theSignatureSaysForWhomAndWhere(String authorization, String scope) throws Exception {
        HttpFront front = start(named());
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(front.uri())
                .header("Authorization", authorization)
                .header("X-Amz-Date", "20261121T000000Z")
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(response.body()).asString(UTF_8).isEqualTo(scope);
    }

    @Test
    void aSignatureInTheQuerySaysItTooAndNoSignatureNothing() throws Exception {
        HttpFront front = start(named());
        String query = "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20261121%2Feu-west-1%2Fdynamodb"
                + "%2Faws4_request&X-Amz-Signature=a&X-Amz-SignedHeaders=host&X-Amz-Date=b";
        for (String[] each : new String[][] {{query, "AKID@eu-west-1"}, {"", "@"}}) {
            HttpResponse<byte[]> response =
                    send(HttpRequest.newBuilder(front.uri().resolve("/" + each[0]))
                            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                            .POST(BodyPublishers.noBody())
                            .build());
            assertThat(response.body()).asString(UTF_8).isEqualTo(each[1]);
        }
    }

    /** For each world a transport that answers with its name. */
    private static Worlds named() {
        return (account, region) -> replying(account + "@" + region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whatever",
                "ListTables",
                "DynamoDB_20120810.",
                "DynamoDB_20120810.List.Tables",
                "DynamoDB_20120810.List Tables",
                "DynamoDB_20120810.ListStreams",
                "DynamoDBStreams_20120810.ListTables",
                "DynamoDBStreams_20120810."
            })
    void anOddTargetIsAnUnknownOperation(String target) throws Exception {
        ScriptedTransport transport = replying("{}");
        HttpFront front = start(transport);
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(front.uri())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(response.statusCode()).isEqualTo(400);
        // The checksum is the one that the service sends, so the body is the service's to the byte.
        assertThat(header(response, "x-amz-crc32")).isEqualTo("1368724161");
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"})
    void actionsOnStreamsHaveATargetOfTheirOwn(String action) throws Exception {
        ScriptedTransport transport = replying("{}");
        HttpFront front = start(transport, Authentication.OPTIONAL, Origins.NONE);
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(front.uri())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDBStreams_20120810." + action)
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(transport.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.action()).isEqualTo(action));
    }

    @Test
    void aTransportThatThrowsBecomesAnInternalServerErrorWithoutDetails() throws Exception {
        HttpFront front = start(new ScriptedTransport().always(request -> {
            if (request.action().equals("GetItem")) {
                throw new IllegalStateException("secret detail");
            }
            return ScriptedTransport.ok("{}");
        }));
        HttpResponse<byte[]> response = send(call(front, "GetItem", "{}"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .asString(UTF_8)
                .contains("#InternalServerError\"")
                .doesNotContain("secret")
                .doesNotContain("IllegalState");
        assertThat(send(call(front, "ListTables", "{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void aCompressedBodyIsInflated() throws Exception {
        ScriptedTransport transport = replying("{}");
        HttpFront front = start(transport);
        HttpResponse<byte[]> response = send(gzipCall(front, gzip("{\"Limit\":2}".getBytes(UTF_8))));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(transport.requests().get(0).body()).asString(UTF_8).isEqualTo("{\"Limit\":2}");
    }

    @Test
    void theServiceFailsOverABodyThatIsNotCompressedAsItsHeaderSays() throws Exception {
        ScriptedTransport transport = replying("{}");
        HttpFront front = start(transport);
        byte[] whole = gzip("{}".getBytes(UTF_8));
        for (HttpRequest request : List.of(
                codedCall(front, "gzip", "not gzip".getBytes(UTF_8)),
                codedCall(front, "gzip", Arrays.copyOf(whole, whole.length - 1)),
                codedCall(front, "gzip", new byte[0]),
                codedCall(front, "gzip", emptyParts(100_000)),
                codedCall(front, "deflate", "{}".getBytes(UTF_8)),
                codedCall(front, "deflate", new byte[0]),
                codedCall(front, "garbage", "{}".getBytes(UTF_8)))) {
            HttpResponse<byte[]> response = send(request);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).asString(UTF_8).contains("#InternalFailure");
        }
        assertThat(transport.requests()).isEmpty();
        assertThat(send(codedCall(front, "identity", "{}".getBytes(UTF_8))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDeflatedBodyIsInflatedAndAReplyDeflated() throws Exception {
        String large = "{\"x\":\"" + "y".repeat(ContentCoding.THRESHOLD) + "\"}";
        ScriptedTransport transport = replying(large);
        HttpFront front = start(transport);
        byte[] sent = ContentCoding.DEFLATE.encode("{\"Limit\":2}".getBytes(UTF_8));
        assertThat(send(codedCall(front, "deflate", sent)).body())
                .asString(UTF_8)
                .isEqualTo(large);
        assertThat(transport.requests().get(0).body()).asString(UTF_8).isEqualTo("{\"Limit\":2}");
        HttpResponse<byte[]> response =
                send(call(start(replying(large)), "GetItem", "{}", "application/json", "br, identity, deflate, gzip"));
        assertThat(header(response, "Content-Encoding")).isEqualTo("deflate");
        assertThat(new InflaterInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
                .asString(UTF_8)
                .isEqualTo(large);
    }

    @Test
    void headersOf16KilobytesAreTooLarge() throws Exception {
        HttpFront front = start(replying("{}"));
        HttpRequest.Builder call = call(front.uri(), "ListTables", BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/x-amz-json-1.0");
        assertThat(send(call.copy()
                                .header("X-A", "a".repeat(8000))
                                .header("X-B", "b".repeat(7000))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(call.copy()
                                .header("X-A", "a".repeat(8192))
                                .header("X-B", "b".repeat(8192))
                                .build())
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(call.copy()
                                .uri(front.uri().resolve("/" + "x".repeat(17_000)))
                                .build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSmallBodyThatInflatesPastTheLimitIsTooLarge() throws Exception {
        HttpFront front = start(replying("{}"));
        assertThat(send(gzipCall(front, gzip(new byte[RequestHandler.BODY_LIMIT + 1])))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(gzipCall(front, gzip(new byte[RequestHandler.BODY_LIMIT])))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aLargeReplyIsCompressedForThoseWhoAskAndTheChecksumIsOfTheBytesAsSent() throws Exception {
        String large = "{\"x\":\"" + "y".repeat(ContentCoding.THRESHOLD) + "\"}";
        HttpFront front = start(replying(large));
        HttpResponse<byte[]> response =
                send(call(front, "GetItem", "{}", "application/json", "deflate;q=0.9, gzip;q=1.0"));
        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(response, "x-amz-crc32")).isEqualTo(crc(response.body()));
        assertThat(gunzip(response.body())).asString(UTF_8).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "x-gzipped"})
    void aLargeReplyIsNotCompressedForOthers(String accept) throws Exception {
        String large = "{\"x\":\"" + "y".repeat(ContentCoding.THRESHOLD) + "\"}";
        HttpResponse<byte[]> response = send(call(start(replying(large)), "GetItem", "{}", "application/json", accept));
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.body()).asString(UTF_8).isEqualTo(large);
    }

    @Test
    void aSmallReplyIsNeverCompressed() throws Exception {
        HttpResponse<byte[]> response = send(call(start(replying("{}")), "GetItem", "{}", "application/json", "gzip"));
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void aBodyOfSixteenMegabytesIsTakenAndOneByteMoreIsTooLarge() throws Exception {
        ScriptedTransport transport = replying("{}");
        HttpFront front = start(transport);
        byte[] atTheLimit = new byte[RequestHandler.BODY_LIMIT];
        byte[] overIt = new byte[RequestHandler.BODY_LIMIT + 1];
        assertThat(send(call(front.uri(), BodyPublishers.ofByteArray(atTheLimit)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(call(front.uri(), BodyPublishers.ofByteArray(overIt))).statusCode())
                .isEqualTo(413);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(overIt));
        assertThat(send(call(front.uri(), chunked)).statusCode()).isEqualTo(413);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void manyRequestsAtOnceAreServed() {
        HttpFront front = start(
                new ScriptedTransport().always(request -> ScriptedTransport.ok(new String(request.body(), UTF_8))));
        List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(client.sendAsync(call(front, "GetItem", "{\"n\":" + i + "}"), BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(calls.get(i).join().body()).asString(UTF_8).isEqualTo("{\"n\":" + i + "}");
        }
    }

    @Test
    void closingLetsARequestInFlightFinishAndTakesNoOther() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayReply = new CountDownLatch(1);
        HttpFront front = start(new ScriptedTransport().always(request -> {
            arrived.countDown();
            await(mayReply);
            return ScriptedTransport.ok("{\"finished\":true}");
        }));
        CompletableFuture<HttpResponse<byte[]>> call =
                client.sendAsync(call(front, "PutItem", "{}"), BodyHandlers.ofByteArray());
        arrived.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(front::close);
        // Refused as soon as the listener is closed, while the request in flight still waits for its reply.
        while (accepts(front.uri())) {
            Thread.onSpinWait();
        }
        assertThat(closing).isNotDone();

        mayReply.countDown();
        assertThat(call.join().body()).asString(UTF_8).isEqualTo("{\"finished\":true}");
        closing.join();
    }

    @Test
    void closingTwiceDoesNothingMore() {
        HttpFront front = start(replying("{}"));
        front.close();
        front.close();
        assertThat(accepts(front.uri())).isFalse();
    }

    @Test
    void aPortInUseIsNamedInTheError() {
        URI taken = start(replying("{}")).uri();
        assertThatThrownBy(
                        () -> HttpFront.start(replying("{}"), new InetSocketAddress(taken.getHost(), taken.getPort())))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining(taken.getHost() + ":" + taken.getPort())
                .hasMessageContaining("choose another");
    }

    private static boolean accepts(URI uri) {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static ScriptedTransport replying(String json) {
        return new ScriptedTransport().always(request -> ScriptedTransport.ok(json));
    }

    private HttpFront start(Transport transport) {
        return start(transport, Authentication.REQUIRED, Origins.NONE);
    }

    private HttpFront start(Worlds worlds) {
        HttpFront front =
                HttpFront.start(worlds, ANY_PORT, FrontOptions.standard().withAuthentication(Authentication.OPTIONAL));
        fronts.add(front);
        return front;
    }

    private HttpFront start(Transport transport, Authentication authentication, Origins origins) {
        HttpFront front = HttpFront.start(
                (account, region) -> transport,
                ANY_PORT,
                FrontOptions.standard().withAuthentication(authentication).withOrigins(origins));
        fronts.add(front);
        return front;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static HttpRequest call(HttpFront front, String action, String body) {
        return call(front.uri(), action, body);
    }

    private static HttpRequest call(HttpFront front, String action, String body, String contentType) {
        return call(front, action, body, contentType, "identity");
    }

    private static HttpRequest call(HttpFront front, String action, String body, String contentType, String accept) {
        return call(front.uri(), action, BodyPublishers.ofString(body))
                .header("Content-Type", contentType)
                .header("Accept-Encoding", accept)
                .build();
    }

    private static HttpRequest call(URI uri, String action, String body) {
        return call(uri, action, BodyPublishers.ofString(body))
                .header("Content-Type", "application/x-amz-json-1.0")
                .build();
    }

    private static HttpRequest call(URI uri, BodyPublisher body) {
        return call(uri, "PutItem", body)
                .header("Content-Type", "application/x-amz-json-1.0")
                .build();
    }

    /** As many parts of gzip as the JDK cannot read one within the other, with nothing in any. */
    private static byte[] emptyParts(int count) throws IOException {
        byte[] part = gzip(new byte[0]);
        byte[] parts = new byte[count * part.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(part, 0, parts, i * part.length, part.length);
        }
        return parts;
    }

    private static HttpRequest gzipCall(HttpFront front, byte[] body) {
        return codedCall(front, "gzip", body);
    }

    private static HttpRequest codedCall(HttpFront front, String coding, byte[] body) {
        return call(front.uri(), "PutItem", BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Content-Encoding", coding)
                .build();
    }

    private static HttpRequest.Builder call(URI uri, String action, BodyPublisher body) {
        return HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("X-Amz-Target", "DynamoDB_20120810." + action)
                .header("X-Amz-Date", "20261121T000000Z")
                .header("Authorization", SIGNED)
                .POST(body);
    }

    private static void assertThatItIsNotACall(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).asString(UTF_8).isEqualTo("<UnknownOperationException/>\n");
        assertThat(header(response, "x-amz-crc32")).isEqualTo("3552371480");
        assertThat(header(response, "x-amzn-RequestId")).matches("[0-9A-Z]{52}");
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private static String crc(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return Long.toString(crc.getValue());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static byte[] gunzip(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
