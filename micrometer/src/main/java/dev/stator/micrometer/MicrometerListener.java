package dev.stator.micrometer;

import dev.stator.error.ServiceException;
import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallListener;
import dev.stator.listener.CallObserver;
import dev.stator.listener.CallStart;
import dev.stator.listener.RequestEnd;
import dev.stator.listener.RequestStart;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.Optional;

/**
 * Counts and times requests in a {@link MeterRegistry}, under the names of OpenTelemetry's conventions for database clients:
 *
 * <ul>
 *   <li>timer {@code db.client.operation.duration}: each request with all of its attempts and the pauses between them
 *   <li>counter {@code stator.retries}: each attempt that was followed by another; {@code error.type} says why
 *   <li>summary {@code aws.dynamodb.consumed_capacity}: the units of each request that succeeded, only {@link
 *       #withCapacity}
 * </ul>
 *
 * <p>Their tags are {@code db.system.name}, {@code db.operation.name}, {@code db.collection.name} (the table, if there is a single
 * one), {@code error.type} ({@link RequestEnd#failureCode}), {@code db.response.status_code} (the service's error code), {@code
 * server.address} and {@code server.port} (where requests are sent, as {@link RequestStart#endpoint} knows it). One that does not
 * apply is {@code none}, since all meters of a name need the same tags.
 *
 * <pre>{@code
 * Stator.builder().listener(new MicrometerListener(registry)).build();
 * }</pre>
 */
public final class MicrometerListener implements CallListener, CallObserver {
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final boolean capacity;

    /** Meters in this registry. */
    public MicrometerListener(MeterRegistry registry) {
        this(registry, false);
    }

    private MicrometerListener(MeterRegistry registry, boolean capacity) {
        this.registry = registry;
        this.capacity = capacity;
    }

    /** The same, which also asks the service for the consumed capacity of each request, and sums it up. */
    public MicrometerListener withCapacity() {
        return new MicrometerListener(registry, true);
    }

    /** Whether {@link #withCapacity} was asked for. */
    @Override
    public boolean wantsCapacity() {
        return capacity;
    }

    /** Observes the call itself. */
    @Override
    public CallObserver callStarted(CallStart call) {
        return this;
    }

    /** Counts a retry. */
    @Override
    public void attemptEnded(AttemptEnd attempt) {
        if (attempt.retryIn().isPresent()) {
            Counter.builder("stator.retries")
                    .description("Attempts that failed and were followed by another")
                    .tags(tags(attempt.request(), attempt.failure(), attempt.failureCode()))
                    .register(registry)
                    .increment();
        }
    }

    /** Times a request, and adds up its capacity. */
    @Override
    public void requestEnded(RequestEnd request) {
        Tags tags = tags(request.request(), request.failure(), request.failureCode());
        Timer.builder("db.client.operation.duration")
                .description("Duration of database client operations")
                .tags(tags)
                .register(registry)
                .record(request.duration());
        if (capacity && request.failure().isEmpty()) {
            DistributionSummary.builder("aws.dynamodb.consumed_capacity")
                    .description("Capacity units that the service says it charged")
                    .tags(tags)
                    .register(registry)
                    .record(request.capacity().total());
        }
    }

    private static Tags tags(RequestStart request, Optional<Throwable> failure, Optional<String> code) {
        return Tags.of(
                "db.system.name",
                "aws.dynamodb",
                "db.operation.name",
                request.action(),
                "db.collection.name",
                request.table().orElse(NONE),
                "error.type",
                code.orElse(NONE),
                "db.response.status_code",
                failure.filter(ServiceException.class::isInstance).isPresent() ? code.orElse(NONE) : NONE,
                "server.address",
                request.serverAddress().orElse(NONE),
                "server.port",
                request.endpoint().map(MicrometerListener::port).orElse(NONE));
    }

    private static String port(URI endpoint) {
        boolean plain = "http".equalsIgnoreCase(endpoint.getScheme());
        return Integer.toString(endpoint.getPort() != -1 ? endpoint.getPort() : plain ? 80 : 443);
    }
}
