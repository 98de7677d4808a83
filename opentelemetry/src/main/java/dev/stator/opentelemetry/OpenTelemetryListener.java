package dev.stator.opentelemetry;

import dev.stator.error.ServiceException;
import dev.stator.error.StatorException;
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
import java.time.Duration;
import java.util.List;

/**
 * Traces and times requests by OpenTelemetry's conventions for database clients and DynamoDB.
 *
 * <p>Each request is a span of kind {@code CLIENT}, named by action and table, with all of its attempts and the pauses between
 * them in it; its parent is the span that is current on the thread that executes the call, also for the later pages of an
 * asynchronous one. An attempt that is followed by another is an event of the span. A histogram, {@code
 * db.client.operation.duration}, has the same requests in seconds.
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
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("db.response.status_code");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

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
        request.failure().ifPresent(failure -> addFailure(attributes, failure));
        durations.record(seconds(request.duration()), attributes.build());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    static AttributesBuilder attributes(RequestStart request) {
        AttributesBuilder attributes =
                Attributes.builder().put(SYSTEM, "aws.dynamodb").put(OPERATION, request.action());
        request.table().ifPresent(table -> attributes.put(COLLECTION, table));
        return attributes;
    }

    static void addFailure(AttributesBuilder attributes, StatorException failure) {
        attributes.put(ERROR, failure.code());
        if (failure instanceof ServiceException) {
            attributes.put(STATUS, failure.code());
        }
    }
}
