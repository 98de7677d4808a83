package dev.stator.opentelemetry;

import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallObserver;
import dev.stator.listener.RequestEnd;
import dev.stator.listener.RequestStart;
import dev.stator.value.ConsumedCapacity;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The spans of one call: one for each request, and several at once where requests go side by side. */
final class CallSpans implements CallObserver {
    private static final AttributeKey<List<String>> TABLES = AttributeKey.stringArrayKey("aws.dynamodb.table_names");
    private static final AttributeKey<String> INDEX = AttributeKey.stringKey("aws.dynamodb.index_name");
    private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
    private static final AttributeKey<String> REGION = AttributeKey.stringKey("cloud.region");
    private static final AttributeKey<List<String>> CAPACITY =
            AttributeKey.stringArrayKey("aws.dynamodb.consumed_capacity");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("aws.request_id");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("stator.attempts");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("stator.attempt");
    private static final AttributeKey<Long> PAUSE = AttributeKey.longKey("stator.pause_ms");

    private final Tracer tracer;
    private final Context parent;
    private final Consumer<RequestEnd> ended;
    private final Map<Integer, Span> spans = new ConcurrentHashMap<>();

    CallSpans(Tracer tracer, Context parent, Consumer<RequestEnd> ended) {
        this.tracer = tracer;
        this.parent = parent;
        this.ended = ended;
    }

    @Override
    public void requestStarted(RequestStart request) {
        AttributesBuilder attributes = OpenTelemetryListener.attributes(request);
        if (!request.tables().isEmpty()) {
            attributes.put(TABLES, request.tables());
        }
        request.index().ifPresent(index -> attributes.put(INDEX, index));
        if (request.batchSize() > 1) {
            attributes.put(BATCH_SIZE, (long) request.batchSize());
        }
        request.region().ifPresent(region -> attributes.put(REGION, region));
        Span span = tracer.spanBuilder(request.action()
                        + request.table()
                                .or(() -> request.endpoint().map(CallSpans::server))
                                .map(target -> " " + target)
                                .orElse(""))
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setAllAttributes(attributes.build())
                .startSpan();
        spans.put(request.number(), span);
    }

    /** What a request about no single table is named by. */
    private static String server(URI endpoint) {
        OptionalInt port = OpenTelemetryListener.port(endpoint);
        return endpoint.getHost() + (port.isPresent() ? ":" + port.getAsInt() : "");
    }

    @Override
    public void attemptEnded(AttemptEnd attempt) {
        Span span = spans.get(attempt.request().number());
        if (span == null || attempt.retryIn().isEmpty()) {
            return;
        }
        AttributesBuilder attributes = Attributes.builder()
                .put(ATTEMPT, (long) attempt.number())
                .put(PAUSE, attempt.retryIn().get().toMillis());
        attempt.failure()
                .ifPresent(failure -> OpenTelemetryListener.addFailure(attributes, failure, attempt.failureCode()));
        attempt.requestId().ifPresent(id -> attributes.put(REQUEST_ID, id));
        span.addEvent("retry", attributes.build());
    }

    @Override
    public void requestEnded(RequestEnd request) {
        ended.accept(request);
        Span span = spans.remove(request.request().number());
        if (span == null) {
            return;
        }
        AttributesBuilder attributes = Attributes.builder().put(ATTEMPTS, (long) request.attempts());
        request.requestId().ifPresent(id -> attributes.put(REQUEST_ID, id));
        ConsumedCapacity capacity = request.capacity();
        if (!capacity.equals(ConsumedCapacity.NONE)) {
            attributes.put(CAPACITY, charged(capacity));
        }
        request.failure().ifPresent(failure -> {
            OpenTelemetryListener.addFailure(attributes, failure, request.failureCode());
            span.setStatus(StatusCode.ERROR, request.failureCode().orElse(""));
        });
        span.setAllAttributes(attributes.build());
        span.end();
    }

    /** What the service charged each table, in the form of its reply; how much of it was for indexes shows in the difference. */
    private static List<String> charged(ConsumedCapacity capacity) {
        return capacity.tables().entrySet().stream()
                .map(table -> {
                    double indexes = capacity.indexes().entrySet().stream()
                            .filter(index -> index.getKey().startsWith(table.getKey() + "/"))
                            .mapToDouble(Map.Entry::getValue)
                            .sum();
                    return "{\"TableName\": \"" + table.getKey() + "\", \"CapacityUnits\": "
                            + (table.getValue() + indexes) + ", \"Table\": {\"CapacityUnits\": " + table.getValue()
                            + "}}";
                })
                .toList();
    }
}
