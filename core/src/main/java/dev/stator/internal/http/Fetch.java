package dev.stator.internal.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * One small request to a server nearby, such as one that gives credentials: over a connection of its own, without a proxy,
 * redirects or repeats. Rare, so it may cost what it costs.
 */
public final class Fetch {
    private static final int LONGEST = 64 << 10;

    /**
     * An answer; a plain class, so that nothing prints what may be secret.
     */
    public static final class Answer {
        private final int status;
        private final String body;

        Answer(int status, String body) {
            this.status = status;
            this.body = body;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The body, up to 64 KB. */
        public String body() {
            return body;
        }
    }

    private Fetch() {}

    /**
     * Sends and waits.
     *
     * @param timeout how long it may take, from connecting to the last byte
     * @throws IOException if no whole answer came in that time
     */
    public static Answer send(String method, URI uri, Map<String, String> headers, Duration timeout)
            throws IOException {
        Timeout limit = Timeout.of(timeout);
        var connections = new BasicHttpClientConnectionManager();
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(limit)
                .setSocketTimeout(limit)
                .build());
        var request = new HttpUriRequestBase(method, uri);
        headers.forEach(request::setHeader);
        // A server that sends a byte now and then would keep within all limits of the client.
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                request::cancel, CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS));
        try (CloseableHttpClient client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(limit).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("stator")
                .build()) {
            return client.execute(request, response -> {
                HttpEntity entity = response.getEntity();
                return new Answer(response.getCode(), entity == null ? "" : text(entity));
            });
        } catch (IOException e) {
            throw request.isCancelled() ? new IOException("no whole answer within " + timeout, e) : e;
        } finally {
            end.cancel(false);
        }
    }

    /** Waits before the same is asked again; false if the thread is interrupted, so that nobody should ask. */
    public static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String text(HttpEntity entity) throws IOException {
        try {
            return EntityUtils.toString(entity, LONGEST);
        } catch (ParseException e) {
            throw new IOException("The answer is not text", e);
        }
    }
}
