package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.stator.error.StatorException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Proxy;
import dev.stator.transport.RetryPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that can be printed has a secret in it. Each secret here has the word "hidden" in it. */
@Timeout(60)
class SecretsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_REGION", "eu-central-1",
            "AWS_ACCESS_KEY_ID", "AKID",
            "AWS_SECRET_ACCESS_KEY", "hidden secret",
            "AWS_SESSION_TOKEN", "hidden-token",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN", "hidden-container-token",
            "HTTPS_PROXY", "http://me:hidden-password@proxy:3128");

    private static StatorBuilder builder() {
        return Stator.builder()
                .environment(ENVIRONMENT)
                .systemProperties(Map.of("aws.secretAccessKey", "hidden-property"))
                .header("X-Key", "hidden-header")
                .cursorSecret("hidden-cursor-secret".getBytes(UTF_8))
                .retry(RetryPolicy.never());
    }

    /** What the objects of ours say of themselves that can be reached from these; JDK objects are looked through. */
    private static Set<String> said(Object... roots) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(Arrays.asList(roots));
        Set<String> said = new TreeSet<>();
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next.getClass().getName().startsWith("dev.stator.")) {
                said.add(next.getClass().getName() + ": " + next);
                for (Class<?> type = next.getClass(); type != null; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        if (!Modifier.isStatic(field.getModifiers())
                                && !field.getType().isPrimitive()
                                && type.getName().startsWith("dev.stator.")) {
                            field.setAccessible(true);
                            push(open, field.get(next));
                        }
                    }
                }
            } else if (next instanceof Collection<?> many) {
                many.forEach(one -> push(open, one));
            } else if (next instanceof Map<?, ?> map) {
                map.values().forEach(one -> push(open, one));
            } else if (next instanceof Optional<?> one) {
                one.ifPresent(value -> push(open, value));
            } else if (next instanceof AtomicReference<?> one) {
                push(open, one.get());
            } else if (next instanceof CompletableFuture<?> one && one.isDone() && !one.isCompletedExceptionally()) {
                push(open, one.join());
            }
        }
        return said;
    }

    private static void push(Deque<Object> open, Object one) {
        if (one != null) {
            open.push(one);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingWithinAClientShowsOne(Mode mode) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] reply = "{\"TableNames\":[]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        CallOptions options = CallOptions.none().header("X-Other", "hidden-too");
        StatorBuilder plain = builder().endpoint(endpoint);
        StatorBuilder given = builder()
                .credentials("AKID", "hidden-given")
                .proxy(Proxy.of("other:3128").withUser("me", "hidden-password"));
        try (Stator db = plain.build();
                Stator other = given.build()) {
            Call<List<String>> call = db.tableNames().with(options);
            mode.run(call);
            Set<String> said =
                    said(db, other, plain, given, call, call.dryRun(), options.over(db.settings()), db.configuration());

            assertThat(said)
                    .as("the walk reaches what holds secrets")
                    .anyMatch(text -> text.contains("Credentials[AKID]"))
                    .anyMatch(text -> text.contains("HttpSettings"))
                    .anyMatch(text -> text.contains("http://other:3128 as me"));
            assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain("hidden"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void credentialsShowTheirIdOnly() {
        Credentials key = Credentials.of("AKID", "hidden").withSessionToken("hidden");

        assertThat(key).hasToString("Credentials[AKID]");
        assertThat(String.valueOf(CredentialsProvider.fixed(key))).doesNotContain("hidden");
    }

    static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ExpiredTokenException",
                "InvalidSignatureException",
                "AccessDeniedException",
                "UnrecognizedClientException",
                "InternalServerError",
                "ValidationException"
            })
    void noFailureShowsOne(String code) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] reply = ("{\"__type\":\"" + code + "\"}").getBytes(UTF_8);
            exchange.sendResponseHeaders(400, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        try (Stator db = builder().endpoint(endpoint).build()) {
            Throwable refused = catchThrowable(() -> db.tableNames().execute());
            assertThat(refused).isInstanceOf(StatorException.class);
            assertThat(printed(refused)).contains(code).doesNotContain("hidden");
            server.stop(0);
            Throwable unreachable = catchThrowable(() -> db.tableNames().execute());
            assertThat(unreachable).isInstanceOf(StatorException.class);
            assertThat(printed(unreachable)).doesNotContain("hidden");
        }
    }
}
