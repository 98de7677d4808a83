package dev.stator.internal.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A metadata service over real HTTP, which answers as a test says and remembers what it was asked. */
public final class MetadataServer implements AutoCloseable {
    /** What it was asked. */
    public record Asked(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String token) {}

    /** An answer; null to close the connection without one. */
    public record Answer(int status, String body) {
        /** An answer with status 200. */
        public static Answer ok(String body) {
            return new Answer(200, body);
        }
    }

    /** Answers one request. */
    public interface Script {
        @Nullable
        Answer answer(Asked request);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Script script;

    /** A server that answers so, on threads of its own, until it is closed. */
    public MetadataServer(Script script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The JSON of a key. */
    public static String key(String id, String expiration) {
        return "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"" + id
                + "\",\"SecretAccessKey\":\"secret\",\"Token\":\"token-" + id + "\",\"Expiration\":\"" + expiration
                + "\"}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
        asked.add(request);
        Answer answer = script.answer(request);
        if (answer != null) {
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Where it is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it was asked, in turn. */
    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
