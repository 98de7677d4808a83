package dev.stator.opentelemetry;

import dev.stator.error.ServiceException;
import dev.stator.listener.CallListener;
import dev.stator.listener.CallObserver;
import dev.stator.listener.CallStart;
import dev.stator.listener.RequestEnd;
import dev.stator.listener.RequestStart;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Traces and times requests by OpenTelemetry's conventions for database clients and DynamoDB.
 *
 * <p>Each request is a span of kind {@code CLIENT}, named by action and table, with all of its attempts and the pauses between
 * them in it; its parent is the span that is current on the thread that executes the call, also for the later pages of an
 * asynchronous one. An attempt that is followed by another is an event of the span. A histogram, {@code
 * db.client.operation.duration}, has the same requests in seconds.
 *
 * <table>
 *   <caption>What they say</caption>
 *   <tr><th>attribute</th><th>value</th><th>in</th></tr>
 *   <tr><td>{@code db.system.name}</td><td>{@code aws.dynamodb}</td><td>spans, histogram</td></tr>
 *   <tr><td>{@code db.operation.name}</td><td>the action, such as {@code PutItem}</td><td>spans, histogram</td></tr>
 *   <tr><td>{@code db.collection.name}</td><td>the table, if it is a single one</td><td>spans, histogram</td></tr>
 *   <tr><td>{@code server.address}, {@code server.port}</td><td>where requests are sent, as {@link RequestStart#endpoint} knows it; the
 *       port only if it is not 443</td><td>spans, histogram</td></tr>
 *   <tr><td>{@code error.type}</td><td>{@link RequestEnd#failureCode}</td><td>spans, histogram</td></tr>
 *   <tr><td>{@code db.response.status_code}</td><td>the service's error code, if it answered with one</td><td>spans,
 *       histogram</td></tr>
 *   <tr><td>{@code db.operation.batch.size}</td><td>the reads or writes of a batch or transaction, from 2 on</td><td>spans</td></tr>
 *   <tr><td>{@code cloud.region}</td><td>the region that is signed for</td><td>spans</td></tr>
 *   <tr><td>{@code aws.request_id}</td><td>the service's id of the last attempt</td><td>spans</td></tr>
 *   <tr><td>{@code aws.dynamodb.table_names}, {@code aws.dynamodb.index_name}</td><td>the tables, the index that is
 *       read</td><td>spans</td></tr>
 *   <tr><td>{@code aws.dynamodb.consumed_capacity}</td><td>the units of each table as JSON, only {@link
 *       #withCapacity}</td><td>spans</td></tr>
 *   <tr><td>{@code stator.attempts}</td><td>how often the request was sent</td><td>spans</td></tr>
 * </table>
 *
 * <p>No span holds keys, items, expressions or the service's messages.
 *
 * <pre>{@code
 * Stator.builder().listener(new OpenTelemetryListener(openTelemetry)).build();
 * }</pre>
 */
public final class OpenTelemetryListener implements CallListener {
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");
    static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("db.response.status_code");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final int HTTPS = 443;
    private static final String SCOPE = "dev.stator";
    private static final List<Double> BOUNDARIES = List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

    private final Tracer tracer;
    private final DoubleHistogram durations;
    private final boolean capacity;

    /** Spans and metrics go to this OpenTelemetry. */
    public OpenTelemetryListener(OpenTelemetry telemetry) {
        this(
                telemetry.getTracer(SCOPE),
                telemetry
                        .getMeter(SCOPE)
                        .histogramBuilder("db.client.operation.duration")
                        .setDescription("Duration of database client operations.")
                        .setUnit("s")
                        .setExplicitBucketBoundariesAdvice(BOUNDARIES)
                        .build(),
                false);
    }

    private OpenTelemetryListener(Tracer tracer, DoubleHistogram durations, boolean capacity) {
        this.tracer = tracer;
        this.durations = durations;
        this.capacity = capacity;
    }

    /** The same, which also asks the service for the consumed capacity of each request, and adds it to the span. */
    public OpenTelemetryListener withCapacity() {
        return new OpenTelemetryListener(tracer, durations, true);
    }

    /** Whether {@link #withCapacity} was asked for. */
    @Override
    public boolean wantsCapacity() {
        return capacity;
    }

    /** Remembers what is current on the caller's thread, for the spans of the call. */
    @Override
    public CallObserver callStarted(CallStart call) {
        return new CallSpans(tracer, Context.current(), this::record);
    }

    private void record(RequestEnd request) {
        AttributesBuilder attributes = attributes(request.request());
        request.failure().ifPresent(failure -> addFailure(attributes, failure, request.failureCode()));
        durations.record(seconds(request.duration()), attributes.build());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    static AttributesBuilder attributes(RequestStart request) {
        AttributesBuilder attributes =
                Attributes.builder().put(SYSTEM, "aws.dynamodb").put(OPERATION, request.action());
        request.table().ifPresent(table -> attributes.put(COLLECTION, table));
        request.serverAddress().ifPresent(address -> attributes.put(ADDRESS, address));
        request.endpoint().ifPresent(endpoint -> port(endpoint).ifPresent(port -> attributes.put(PORT, (long) port)));
        return attributes;
    }

    /** The port, unless it is that of https, which is the service's own. */
    static OptionalInt port(URI endpoint) {
        int own = endpoint.getPort();
        int port = own == -1 && "http".equalsIgnoreCase(endpoint.getScheme()) ? 80 : own;
        return port == -1 || port == HTTPS ? OptionalInt.empty() : OptionalInt.of(port);
    }

    static void addFailure(AttributesBuilder attributes, Throwable failure, Optional<String> code) {
        code.ifPresent(name -> attributes.put(ERROR, name));
        if (failure instanceof ServiceException known) {
            attributes.put(STATUS, known.code());
        }
    }
}
