package dev.stator;

import dev.stator.codec.Mapping;
import dev.stator.internal.http.HttpSettings;
import dev.stator.internal.http.HttpTransport;
import dev.stator.internal.http.StreamsBeside;
import dev.stator.internal.run.CallSettings;
import dev.stator.internal.run.Listeners;
import dev.stator.internal.run.RetryQuota;
import dev.stator.listener.CallListener;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a client. What is not set comes from the environment, or has the default that its method names. */
public final class StatorBuilder {
    private Map<String, String> environment = System.getenv();
    private @Nullable Region region;
    private @Nullable URI endpoint;
    private @Nullable CredentialsProvider credentials;
    private @Nullable Transport transport;
    private RetryPolicy retry = RetryPolicy.standard();
    private HttpSettings http = HttpSettings.standard();
    private Duration attemptTimeout = Duration.ofSeconds(10);
    private Duration callTimeout = Duration.ofSeconds(60);
    private @Nullable Clock clock;
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

    /** The region, such as {@code eu-central-1}; by default {@code AWS_REGION} or {@code AWS_DEFAULT_REGION}. */
    public StatorBuilder region(String id) {
        this.region = Region.of(id);
        return this;
    }

    /**
     * Where the service is, such as {@code http://localhost:8000}; by default {@code AWS_ENDPOINT_URL_DYNAMODB}, {@code
     * AWS_ENDPOINT_URL}, or else the region's public endpoint. Streams are read there too, at AWS from the host
     * beside it, or from {@code AWS_ENDPOINT_URL_DYNAMODB_STREAMS}.
     */
    public StatorBuilder endpoint(String uri) {
        this.endpoint = URI.create(uri);
        return this;
    }

    /** The credentials to sign with; by default those of the environment. */
    public StatorBuilder credentials(CredentialsProvider provider) {
        this.credentials = Objects.requireNonNull(provider, "provider");
        return this;
    }

    /** Fixed credentials to sign with. */
    public StatorBuilder credentials(String accessKeyId, String secretAccessKey) {
        return credentials(CredentialsProvider.fixed(Credentials.of(accessKeyId, secretAccessKey)));
    }

    /** Another way to reach the service than HTTP; region, endpoint and credentials are then its own business. */
    public StatorBuilder transport(Transport other) {
        this.transport = Objects.requireNonNull(other, "other");
        return this;
    }

    /** When failed attempts are repeated; {@link RetryPolicy#standard} by default. */
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
        this.attemptTimeout = positive("attemptTimeout", limit);
        return this;
    }

    /** How long a whole call may take, with all attempts and the pauses between them; 60 s by default. */
    public StatorBuilder callTimeout(Duration limit) {
        this.callTimeout = positive("callTimeout", limit);
        return this;
    }

    /** How long opening a connection may take; 2 s by default. */
    public StatorBuilder connectTimeout(Duration limit) {
        this.http = new HttpSettings(positive("connectTimeout", limit), http.maxConnections());
        return this;
    }

    /** How many connections may be open at once, for blocking and for asynchronous calls each; 64 by default. */
    public StatorBuilder maxConnections(int connections) {
        this.http = new HttpSettings(http.connectTimeout(), connections);
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
     */
    public StatorBuilder cursorSecret(byte[] secret) {
        this.cursors = Cursors.sealedWith(secret);
        return this;
    }

    private static Duration positive(String setting, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(setting + " is " + limit + "; it must be positive");
        }
        return limit;
    }

    /**
     * The client. Opens no connection yet.
     *
     * @throws IllegalStateException if no region is set; there is no silent default
     */
    public Stator build() {
        CallSettings settings = new CallSettings(
                retry,
                new RetryQuota(),
                attemptTimeout,
                callTimeout,
                System::nanoTime,
                time(),
                random,
                new Listeners(listeners, random));
        return new Stator(
                transport != null ? transport : http(),
                settings,
                clock == null ? mapping : mapping.clock(clock),
                cursors);
    }

    private Clock time() {
        return clock == null ? Clock.systemUTC() : clock;
    }

    private Transport http() {
        Region in = region != null ? region : regionOfEnvironment();
        URI to = endpoint != null
                ? endpoint
                : variable("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")
                        .map(URI::create)
                        .orElseGet(in::endpoint);
        CredentialsProvider with = credentials != null ? credentials : CredentialsProvider.environment(environment);
        HttpTransport tables = new HttpTransport(to, in, with, time(), http);
        return streamsEndpoint(to)
                .<Transport>map(
                        streams -> new StreamsBeside(tables, new HttpTransport(streams, in, with, time(), http)))
                .orElse(tables);
    }

    private Optional<URI> streamsEndpoint(URI tables) {
        return endpoint != null
                ? StreamsBeside.endpoint(tables)
                : variable("AWS_ENDPOINT_URL_DYNAMODB_STREAMS")
                        .map(URI::create)
                        .or(() -> StreamsBeside.endpoint(tables));
    }

    private Region regionOfEnvironment() {
        return variable("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(Region::of)
                .orElseThrow(() ->
                        new IllegalStateException("No region: set AWS_REGION, or call region(…) on Stator.builder()"));
    }

    private Optional<String> variable(String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
