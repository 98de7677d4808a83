package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Proxy;
import dev.stator.transport.Region;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Writes the head of a request: path and headers, signature included. They are all of them; nothing on the way to the
 * socket adds or changes one.
 */
final class SignedHead {
    private final String path;
    private final String host;
    private final URIAuthority authority;
    private final Map<Service, Manner> manners = new EnumMap<>(Service.class);
    private final Clock clock;
    private final Header hostHeader;
    // Replies would be gzipped on request. Inflating costs the client more than most replies cost the network.
    private final Header encoding = new BasicHeader("Accept-Encoding", "identity");
    private final Header userAgent;
    private final Map<String, String> extra;
    private final Optional<Header> proxyAuthorization;
    private final boolean overPlainProxy;
    private volatile SigningTime lastTime = SigningTime.of(0);
    /** What the service's clock was found to be ahead of ours; negative if it is behind. */
    private volatile long skewSeconds;

    SignedHead(URI endpoint, Region region, Clock clock, HttpSettings settings) {
        this.path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        boolean defaultPort = endpoint.getPort() == -1
                || endpoint.getPort() == ("https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80);
        this.host = defaultPort ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
        this.authority = new URIAuthority(endpoint.getHost(), endpoint.getPort());
        this.hostHeader = new BasicHeader("Host", host);
        for (Service service : Service.values()) {
            manners.put(
                    service,
                    new Manner(
                            service,
                            new BasicHeader("Content-Type", service.contentType),
                            new SigV4("POST", path, region, service.signingName)));
        }
        this.clock = clock;
        this.userAgent = new BasicHeader("User-Agent", settings.userAgent());
        this.extra = settings.headers();
        Optional<Proxy> proxy = settings.proxy().filter(some -> some.serves(endpoint.getHost()));
        this.proxyAuthorization = proxy.flatMap(SignedHead::authorization);
        this.overPlainProxy = proxy.isPresent() && "http".equalsIgnoreCase(endpoint.getScheme());
    }

    /** How requests to a service are written and signed. */
    private record Manner(Service service, Header contentType, SigV4 signer) {}

    private static Optional<Header> authorization(Proxy proxy) {
        return proxy.user().map(user -> {
            String pair = user + ":" + proxy.password().orElse("");
            return new BasicHeader(
                    "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        });
    }

    /** What the proxy wants to see before it opens a tunnel. */
    Optional<Header> proxyAuthorization() {
        return proxyAuthorization;
    }

    /** Prepares a request of either client; a proxy has to be told the whole address. */
    <T extends BasicHttpRequest> T addressed(T post) {
        if (overPlainProxy) {
            post.setScheme("http");
            post.setAuthority(authority);
            post.setAbsoluteRequestUri(true);
        }
        return post;
    }

    String path() {
        return path;
    }

    Signed sign(WireRequest request, CredentialsProvider provider, Credentials current) {
        Manner manner = Objects.requireNonNull(manners.get(Service.of(request.action())));
        String type = manner.service.contentType;
        String target = manner.service.target + checked(request.action());
        byte[] body = request.body();
        SigningTime time = time();
        boolean temporary = current.sessionToken().isPresent();
        String token = current.sessionToken().orElse("");
        String[] signed = temporary
                ? new String[] {
                    "content-type",
                    type,
                    "host",
                    host,
                    "x-amz-date",
                    time.timestamp(),
                    "x-amz-security-token",
                    token,
                    "x-amz-target",
                    target
                }
                : new String[] {
                    "content-type", type, "host", host, "x-amz-date", time.timestamp(), "x-amz-target", target
                };
        Header[] headers = new Header[temporary ? 9 : 8];
        headers[0] = hostHeader;
        headers[1] = manner.contentType;
        headers[2] = new BasicHeader("Content-Length", Integer.toString(body.length));
        headers[3] = new BasicHeader("X-Amz-Target", target);
        headers[4] = new BasicHeader("X-Amz-Date", time.timestamp());
        headers[5] = new BasicHeader("Authorization", manner.signer.authorization(signed, body, current, time));
        headers[6] = encoding;
        headers[7] = userAgent;
        if (temporary) {
            headers[8] = new BasicHeader("X-Amz-Security-Token", token);
        }
        return new Signed(this, provider, current, withExtra(headers, request), time.epochSecond());
    }

    /** Added after signing, those of the request in place of the client's. */
    private Header[] withExtra(Header[] headers, WireRequest request) {
        boolean toProxy = overPlainProxy && proxyAuthorization.isPresent();
        if (extra.isEmpty() && request.headers().isEmpty() && !toProxy) {
            return headers;
        }
        Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        added.putAll(extra);
        added.putAll(request.headers());
        if (toProxy) {
            proxyAuthorization.ifPresent(header -> added.put(header.getName(), header.getValue()));
        }
        Header[] all = Arrays.copyOf(headers, headers.length + added.size());
        int next = headers.length;
        for (Map.Entry<String, String> header : added.entrySet()) {
            all[next++] = new BasicHeader(header.getKey(), header.getValue());
        }
        return all;
    }

    /** From now on signs with a clock that is so far ahead of ours. */
    void skew(long seconds) {
        skewSeconds = seconds;
    }

    /** The second of our own clock. */
    long now() {
        return Math.floorDiv(clock.millis(), 1000);
    }

    /** An action's name goes into a header as it is; it must not be able to start another one. */
    private static String checked(String action) {
        for (int i = 0; i < action.length(); i++) {
            char c = action.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                throw new IllegalArgumentException(
                        "\"" + action + "\" is not the name of an action; it should look like GetItem");
            }
        }
        return action;
    }

    private SigningTime time() {
        long second = now() + skewSeconds;
        SigningTime time = lastTime;
        if (time.epochSecond() != second) {
            time = SigningTime.of(second);
            lastTime = time;
        }
        return time;
    }
}
