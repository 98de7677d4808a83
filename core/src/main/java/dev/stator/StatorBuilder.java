package dev.stator;

import dev.stator.codec.Mapping;
import dev.stator.internal.config.Found;
import dev.stator.internal.config.Key;
import dev.stator.internal.config.Layers;
import dev.stator.internal.credentials.StandardChain;
import dev.stator.internal.http.ExtraHeaders;
import dev.stator.internal.http.HttpSettings;
import dev.stator.internal.http.HttpTransport;
import dev.stator.internal.http.Service;
import dev.stator.internal.http.ServicesBeside;
import dev.stator.internal.http.TrustedCertificates;
import dev.stator.internal.run.CallSettings;
import dev.stator.internal.run.Destination;
import dev.stator.internal.run.Listeners;
import dev.stator.internal.run.ReadCaches;
import dev.stator.internal.run.RetryQuota;
import dev.stator.internal.run.Runner;
import dev.stator.internal.run.SendRate;
import dev.stator.listener.CallListener;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import dev.stator.transport.Proxy;
import dev.stator.transport.Region;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Timer;
import dev.stator.transport.Transport;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client. What the program does not set comes from the environment, then from system properties, then
 * from the profile files that all AWS tools share ({@code ~/.aws/config} and {@code ~/.aws/credentials}), or else has the
 * default that its method names. {@link Stator#configuration} tells what came from where.
 */
public final class StatorBuilder {
    private Map<String, String> environment = System.getenv();
    private Function<String, Optional<String>> properties = name -> Optional.ofNullable(System.getProperty(name));
    private @Nullable String profile;
    private @Nullable Region region;
    private final Map<Service, URI> endpoints = new EnumMap<>(Service.class);
    private @Nullable Boolean fips;
    private @Nullable Boolean dualStack;
    private @Nullable CredentialsProvider credentials;
    private @Nullable Transport transport;
    private @Nullable RetryPolicy retry;
    private @Nullable Integer maxConnections;
    private @Nullable Duration connectTimeout;
    private @Nullable Duration connectionMaxAge;
    private @Nullable Duration attemptTimeout;
    private @Nullable Duration callTimeout;
    private @Nullable SSLContext tls;
    private @Nullable Path certificates;
    private @Nullable Proxy proxy;
    private @Nullable String userAgent;
    private Map<String, String> headers = Map.of();
    private UnaryOperator<Transport> wrapper = UnaryOperator.identity();
    private boolean wrapped;
    private @Nullable Clock clock;
    private Timer timer = Timer.system();
    private final List<CallListener> listeners = new ArrayList<>();
    private Mapping mapping = Mapping.standard();
    private Cursors cursors = Cursors.open();
    private RandomGenerator random = new SecureRandom();

    StatorBuilder() {}

    /** Reads these variables in place of those of the process. */
    public StatorBuilder environment(Map<String, String> variables) {
        this.environment = Map.copyOf(variables);
        return this;
    }

    /** Reads these system properties in place of those of the process. */
    public StatorBuilder systemProperties(Map<String, String> others) {
        Map<String, String> copy = Map.copyOf(others);
        this.properties = name -> Optional.ofNullable(copy.get(name));
        return this;
    }

    /**
     * The profile of the shared files; by default {@code AWS_PROFILE} or {@code aws.profile}, or else {@code default}. One
     * that is set here is also the only place of credentials: those of the environment are then not looked at.
     */
    public StatorBuilder profile(String name) {
        this.profile = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * The region, such as {@code eu-central-1}; by default {@code AWS_REGION} or {@code AWS_DEFAULT_REGION}, {@code
     * aws.region}, or the profile's {@code region}.
     */
    public StatorBuilder region(String id) {
        this.region = Region.of(id);
        return this;
    }

    /**
     * Where the service is, such as {@code http://localhost:8000}; by default {@code AWS_ENDPOINT_URL_DYNAMODB} or {@code
     * AWS_ENDPOINT_URL}, the properties or the profile's keys for the same, or else the region's public endpoint. {@code
     * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true} switches all but what the program says off. Streams are read and
     * auto scaling is registered there too, at AWS at the public hosts beside it, unless {@link #streamsEndpoint} and {@link
     * #scalingEndpoint} say otherwise.
     *
     * @throws IllegalArgumentException if it is no http or https address of a host
     */
    public StatorBuilder endpoint(String uri) {
        endpoints.put(Service.TABLES, HttpTransport.checked(uri));
        return this;
    }

    /**
     * Where streams are read; by default where {@link #endpoint} says, or else {@code AWS_ENDPOINT_URL_DYNAMODB_STREAMS} or
     * {@code AWS_ENDPOINT_URL}, the properties or the profile's keys for the same, or else beside the tables.
     *
     * @throws IllegalArgumentException if it is no http or https address of a host
     */
    public StatorBuilder streamsEndpoint(String uri) {
        endpoints.put(Service.STREAMS, HttpTransport.checked(uri));
        return this;
    }

    /**
     * Where auto scaling is registered; by default where {@link #endpoint} says, or else {@code
     * AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING} or {@code AWS_ENDPOINT_URL}, the properties or the profile's keys for the
     * same, or else beside the tables.
     *
     * @throws IllegalArgumentException if it is no http or https address of a host
     */
    public StatorBuilder scalingEndpoint(String uri) {
        endpoints.put(Service.SCALING, HttpTransport.checked(uri));
        return this;
    }

    /** Whether to use the region's endpoint with validated cryptography (FIPS 140); {@code AWS_USE_FIPS_ENDPOINT} or no. */
    public StatorBuilder fips(boolean use) {
        this.fips = use;
        return this;
    }

    /** Whether to use the region's endpoint with IPv6 too; {@code AWS_USE_DUALSTACK_ENDPOINT} or no by default. */
    public StatorBuilder dualStack(boolean use) {
        this.dualStack = use;
        return this;
    }

    /**
     * The credentials to sign with. By default the first that are found in: the environment, system properties, the
     * profile, the container's or the instance's metadata service; kept, and refreshed ahead of their end. A place that is set up
     * and fails ends the search, and the call with it.
     */
    public StatorBuilder credentials(CredentialsProvider provider) {
        this.credentials = Objects.requireNonNull(provider, "provider");
        return this;
    }

    /** Fixed credentials to sign with. */
    public StatorBuilder credentials(String accessKeyId, String secretAccessKey) {
        return credentials(CredentialsProvider.fixed(Credentials.of(accessKeyId, secretAccessKey)));
    }

    /**
     * Another way to reach the service than HTTP; where that is, and how it is asked, is then its own business. A region and
     * credentials beside it have no meaning, and {@link #build} refuses an endpoint, a proxy and what https trusts.
     */
    public StatorBuilder transport(Transport other) {
        this.transport = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Puts something around the transport, whichever it is: what records it, say, or disturbs it.
     *
     * <pre>{@code
     * .wrapTransport(http -> new RecordingTransport(http, Path.of("users.jsonl")))
     * }</pre>
     *
     * <p>Asked for twice, the second goes around the first.
     */
    public StatorBuilder wrapTransport(UnaryOperator<Transport> around) {
        Objects.requireNonNull(around, "around");
        UnaryOperator<Transport> inner = wrapper;
        this.wrapper = transport ->
                Objects.requireNonNull(around.apply(inner.apply(transport)), "wrapTransport(…) gave no transport");
        this.wrapped = true;
        return this;
    }

    /**
     * When failed attempts are repeated; by default {@link RetryPolicy#standard}, with the mode of {@code AWS_RETRY_MODE}
     * and the number of {@code AWS_MAX_ATTEMPTS} if they are set.
     */
    public StatorBuilder retry(RetryPolicy policy) {
        this.retry = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Told of every call, before and after, also when it fails. Called again, it adds another. */
    public StatorBuilder listener(CallListener more) {
        this.listeners.add(Objects.requireNonNull(more, "more"));
        return this;
    }

    /** How long one attempt may take; 10 s by default. */
    public StatorBuilder attemptTimeout(Duration limit) {
        this.attemptTimeout = Durations.positive("attemptTimeout", limit);
        return this;
    }

    /** How long a whole call may take, with all attempts and the pauses between them; 60 s by default. */
    public StatorBuilder callTimeout(Duration limit) {
        this.callTimeout = Durations.positive("callTimeout", limit);
        return this;
    }

    /** How long opening a connection may take; 2 s by default. */
    public StatorBuilder connectTimeout(Duration limit) {
        this.connectTimeout = Durations.positive("connectTimeout", limit);
        return this;
    }

    /** How many connections may be open at once, for blocking and for asynchronous calls each; 64 by default. */
    public StatorBuilder maxConnections(int connections) {
        this.maxConnections =
                HttpSettings.standard().withMaxConnections(connections).maxConnections();
        return this;
    }

    /**
     * How long a connection serves before another takes its place, which asks anew where the service is; 5 minutes by default.
     */
    public StatorBuilder connectionMaxAge(Duration age) {
        this.connectionMaxAge = Durations.positive("connectionMaxAge", age);
        return this;
    }

    /**
     * The proxy to the service. By default that of {@code HTTPS_PROXY} for https and of {@code http_proxy} for http, except
     * for the hosts of {@code NO_PROXY}, with all below them, and this machine. The metadata services of containers and instances never use it.
     */
    public StatorBuilder proxy(Proxy way) {
        this.proxy = Objects.requireNonNull(way, "way");
        return this;
    }

    /**
     * What https trusts and shows; the Java runtime's own by default.
     *
     * @throws IllegalStateException if {@link #trustedCertificates} says already what to trust
     */
    public StatorBuilder tls(SSLContext context) {
        this.tls = Objects.requireNonNull(context, "context");
        refuseTwoTrusts();
        return this;
    }

    /**
     * The only certificates that https trusts, in PEM form; {@code AWS_CA_BUNDLE} or the Java runtime's by default. Read by {@link
     * #build}, which fails if there are none in it.
     *
     * @throws IllegalStateException if {@link #tls} says already what to trust
     */
    public StatorBuilder trustedCertificates(Path pem) {
        this.certificates = Objects.requireNonNull(pem, "pem");
        refuseTwoTrusts();
        return this;
    }

    private void refuseTwoTrusts() {
        if (tls != null && certificates != null) {
            throw new IllegalStateException(
                    "tls(…) and trustedCertificates(…) both say what to trust, and only one can be"
                            + " used; let the SSLContext trust the certificates, or leave one of the two out");
        }
    }

    /**
     * One more header of every request, for a proxy, say. It is added after the signature and not covered by it.
     *
     * @throws IllegalArgumentException if it is no header, or one that the client sets itself
     */
    public StatorBuilder header(String name, String value) {
        Map<String, String> one = Map.of(ExtraHeaders.checkedName(name), ExtraHeaders.checkedValue(name, value));
        this.headers = ExtraHeaders.together(headers, one);
        return this;
    }

    /** What the program calls itself in the User-Agent, such as {@code shop/1.4}; it stands behind {@code stator}. */
    public StatorBuilder userAgent(String program) {
        if (program.isBlank()) {
            throw new IllegalArgumentException("userAgent(…) is blank; it should name the program, such as shop/1.4");
        }
        this.userAgent = ExtraHeaders.checkedValue("User-Agent", program);
        return this;
    }

    /** How classes are mapped to items beyond what they say themselves; {@link Mapping#standard} by default. */
    public StatorBuilder mapping(Mapping other) {
        this.mapping = Objects.requireNonNull(other, "other");
        return this;
    }

    /** The time, for signatures and for attributes that depend on it, such as those that say when an item was written; the system's by default. */
    public StatorBuilder clock(Clock other) {
        this.clock = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * How time passes: what deadlines are measured with, and how pauses are waited for; as it really does by default. A test gives
     * a {@link dev.stator.testing.ManualClock}, here and as {@link #clock}, so that it needs not wait.
     */
    public StatorBuilder timer(Timer other) {
        this.timer = Objects.requireNonNull(other, "other");
        return this;
    }

    /** The source of randomness, in pauses between attempts and in generated UUIDs; must be safe for use by many threads. */
    public StatorBuilder random(RandomGenerator other) {
        this.random = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Seals the cursors of pages with a secret, so that who passes one on, such as a web client, can neither make or change one
     * nor read a key in it: AES-GCM with a key made of the secret by HMAC-SHA256. All clients that pass cursors to each other need the same.
     * Without one, a cursor is checked to fit its query, and whoever sees it can read the key in it.
     *
     * @param secret at least 16 bytes that nobody can guess; copied
     * @param former secrets of before, of which cursors are still taken, so that a secret can be replaced
     */
    public StatorBuilder cursorSecret(byte[] secret, byte[]... former) {
        this.cursors = Cursors.sealedWith(secret, former);
        return this;
    }

    /**
     * The client. Opens no connection yet.
     *
     * @throws IllegalStateException if no region is set; there is no silent default. Also if a {@link #transport} is given, and
     *     beside it an endpoint, a proxy or what https trusts, which it would ignore, if a profile is named that does not
     *     exist, if an endpoint is set where a FIPS or dual-stack one is asked for, if the certificates to trust cannot be read,
     *     and if a setting that is found outside of the program cannot be used; the message names the place
     */
    public Stator build() {
        if (transport != null) {
            refuseTwoWays();
        }
        Layers layers = new Layers(environment, properties, Optional.ofNullable(profile));
        if (profile != null || transport == null) {
            refuseUnknownProfile(layers);
        }
        Resolution settled = new Resolution(layers);
        Clock time = clock == null ? Clock.systemUTC() : clock;
        Optional<CredentialsProvider> signing =
                transport == null ? Optional.of(signing(layers, time)) : Optional.empty();
        Way to = transport != null
                ? new Way(transport, Destination.UNKNOWN)
                : signing.map(with -> http(settled, layers, with, time)).orElseThrow();
        // Its class only: what it prints of itself is its own.
        settled.note(
                "transport",
                (transport == null ? "HTTP" : transport.getClass().getName()) + (wrapped ? ", wrapped" : ""),
                transport == null && !wrapped ? Resolution.DEFAULT : Resolution.EXPLICIT);
        CallSettings calls = new CallSettings(
                retryPolicy(settled),
                new RetryQuota(),
                new SendRate(),
                settled.decide("attempt timeout", attemptTimeout, Duration.ofSeconds(10)),
                settled.decide("call timeout", callTimeout, Duration.ofSeconds(60)),
                Map.of(),
                timer::nanoTime,
                time,
                random,
                new Listeners(listeners, to.destination(), random),
                new ReadCaches());
        return new Stator(
                new Runner(wrapper.apply(to.transport()), timer),
                calls,
                clock == null ? mapping : mapping.clock(clock),
                cursors,
                settled.configuration(),
                signing,
                Optional.empty());
    }

    private void refuseTwoWays() {
        List<String> ways = new ArrayList<>();
        endpoints
                .keySet()
                .forEach(service -> ways.add(
                        switch (service) {
                            case TABLES -> "endpoint(…)";
                            case STREAMS -> "streamsEndpoint(…)";
                            case SCALING -> "scalingEndpoint(…)";
                        }));
        if (proxy != null) {
            ways.add("proxy(…)");
        }
        if (tls != null) {
            ways.add("tls(…)");
        }
        if (certificates != null) {
            ways.add("trustedCertificates(…)");
        }
        if (!ways.isEmpty()) {
            throw new IllegalStateException("transport(…) is another way to the service than HTTP, and would ignore "
                    + String.join(", ", ways) + ": leave out the one or the other");
        }
    }

    /** A profile that somebody names is meant; without it, other settings and another identity would be used in silence. */
    private static void refuseUnknownProfile(Layers layers) {
        Found named = layers.profile();
        if (!named.source().equals(Resolution.DEFAULT) && !layers.profiles().has(named.value())) {
            throw new IllegalStateException("There is no profile " + named.value() + " (" + named.source() + ") in "
                    + layers.profiles().describe() + "; add it there, or name another");
        }
    }

    /** How requests go, and where to. */
    private record Way(Transport transport, Destination destination) {}

    private CredentialsProvider signing(Layers layers, Clock time) {
        return credentials != null
                ? credentials
                : StandardChain.of(layers, ServiceLoader.load(CredentialsSource.class), time);
    }

    private Way http(Resolution settled, Layers layers, CredentialsProvider with, Clock time) {
        Found name = layers.profile();
        settled.note("profile", name.value(), name.source());
        note(settled, "config file", layers.configFile());
        note(settled, "credentials file", layers.credentialsFile());
        Region in = settled.find("region", region, Key.REGION, found -> regionOf(found))
                .orElseThrow(() -> new IllegalStateException("No region: set AWS_REGION, or region in the profile "
                        + name.value() + " of " + layers.profiles().describe()
                        + ", or call region(…) on Stator.builder()"));
        Map<Service, URI> at = new Endpoints(settled, layers, endpoints).of(in, fips, dualStack);
        if (credentials != null) {
            settled.note("credentials", "given", Resolution.EXPLICIT);
        } else {
            settled.note("credentials", "first of " + with, Resolution.DEFAULT);
        }
        HttpSettings standard = HttpSettings.standard();
        HttpSettings direct = trusting(
                settled,
                standard.withConnectTimeout(
                                settled.decide("connect timeout", connectTimeout, standard.connectTimeout()))
                        .withMaxConnections(
                                settled.decide("max connections", maxConnections, standard.maxConnections()))
                        .withMaxAge(settled.decide("connection max age", connectionMaxAge, standard.maxAge())));
        HttpSettings named = userAgent == null ? direct : direct.withUserAgent(userAgent);
        settled.note("user agent", named.userAgent(), userAgent == null ? Resolution.DEFAULT : Resolution.EXPLICIT);
        settled.note(
                "headers",
                headers.isEmpty() ? "none" : String.join(", ", headers.keySet()),
                headers.isEmpty() ? Resolution.DEFAULT : Resolution.EXPLICIT);
        HttpSettings all = named.withHeaders(headers);
        Map<URI, Transport> there = new LinkedHashMap<>();
        at.forEach((service, uri) -> there.computeIfAbsent(
                uri, to -> new HttpTransport(to, in, with, time, over(proxy(settled, layers, to), all))));
        if (settled.configuration().setting("proxy").isEmpty()) {
            settled.note("proxy", "none", Resolution.DEFAULT);
        }
        Destination destination =
                new Destination(Optional.of(in.id()), action -> Optional.ofNullable(at.get(Service.of(action))));
        if (there.size() == 1) {
            return new Way(there.values().iterator().next(), destination);
        }
        Map<Service, Transport> each = new EnumMap<>(Service.class);
        at.forEach((service, uri) -> each.put(service, Objects.requireNonNull(there.get(uri))));
        return new Way(new ServicesBeside(each), destination);
    }

    private static void note(Resolution settled, String name, Found file) {
        settled.note(name, file.value(), file.source());
    }

    private static Region regionOf(Found found) {
        try {
            return Region.of(found.value());
        } catch (IllegalArgumentException e) {
            throw found.misfit("the id of a region, such as eu-central-1");
        }
    }

    private static HttpSettings over(Optional<Proxy> way, HttpSettings http) {
        return way.map(http::withProxy).orElse(http);
    }

    private Optional<Proxy> proxy(Resolution settled, Layers layers, URI to) {
        boolean here = to.getHost().equals("localhost")
                || to.getHost().startsWith("127.")
                || to.getHost().equals("[::1]");
        if (proxy == null && here) {
            return Optional.empty();
        }
        Key key = "https".equalsIgnoreCase(to.getScheme()) ? Key.HTTPS_PROXY : Key.HTTP_PROXY;
        return settled.find("proxy", proxy, key, found -> proxyOf(found, layers));
    }

    private static Proxy proxyOf(Found found, Layers layers) {
        try {
            Proxy way = Proxy.of(found.value());
            return layers.find(Key.NO_PROXY)
                    .map(none -> way.except(direct(none.value())))
                    .orElse(way);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(found.source() + ": " + e.getMessage(), e);
        }
    }

    /** In these lists a name stands for all below it, too, as other programs read them; ports are not looked at. */
    private static String[] direct(String list) {
        return Arrays.stream(list.split(","))
                .map(entry -> entry.strip().replaceFirst("^([^:]+|\\[.*]):\\d+$", "$1"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.matches("[*.\\[].*|[0-9.]+|.*:.*") ? entry : "." + entry)
                .toArray(String[]::new);
    }

    private HttpSettings trusting(Resolution settled, HttpSettings http) {
        SSLContext given = tls;
        if (given != null) {
            settled.note("TLS", "given", Resolution.EXPLICIT);
            return http.withTls(() -> given);
        }
        Optional<Path> pem = settled.find("trusted certificates", certificates, Key.CA_BUNDLE, StatorBuilder::pathOf);
        if (pem.isEmpty()) {
            settled.note("trusted certificates", "those of the Java runtime", Resolution.DEFAULT);
            return http;
        }
        try {
            SSLContext context = TrustedCertificates.of(pem.get());
            return http.withTls(() -> context);
        } catch (IllegalStateException e) {
            String source = settled.source("trusted certificates");
            throw new IllegalStateException(
                    (source.equals(Resolution.EXPLICIT) ? "trustedCertificates(…)" : source) + ": " + e.getMessage(),
                    e);
        }
    }

    private static Path pathOf(Found found) {
        try {
            return Path.of(found.value());
        } catch (InvalidPathException e) {
            throw found.misfit("the path of a file");
        }
    }

    private RetryPolicy retryPolicy(Resolution settled) {
        if (retry != null) {
            return settled.note("retry", retry, Resolution.EXPLICIT);
        }
        RetryPolicy policy = RetryPolicy.ofMode(
                settled.decide("retry mode", null, Key.RETRY_MODE, StatorBuilder::modeOf, "standard"));
        RetryPolicy counted = policy.withMaxAttempts(
                settled.decide("max attempts", null, Key.MAX_ATTEMPTS, Found::count, policy.maxAttempts()));
        return settled.note("retry", counted, "retry mode and max attempts");
    }

    private static String modeOf(Found found) {
        try {
            RetryPolicy unused = RetryPolicy.ofMode(found.value());
            return found.value().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(found.source() + ": " + e.getMessage(), e);
        }
    }
}
