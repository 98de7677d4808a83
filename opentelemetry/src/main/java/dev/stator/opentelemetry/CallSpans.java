package dev.stator.opentelemetry;

import dev.stator.error.StatorException;
import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallEnd;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The spans of one call: one for each request, and several at once where requests go side by side. */
final class CallSpans implements CallObserver {
    private static final AttributeKey<List<String>> TABLES = AttributeKey.stringArrayKey("aws.dynamodb.table_names");
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
        request.table().ifPresent(table -> attributes.put(TABLES, List.of(table)));
        Span span = tracer.spanBuilder(request.action()
                        + request.table().map(table -> " " + table).orElse(""))
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setAllAttributes(attributes.build())
                .startSpan();
        spans.put(request.number(), span);
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
        attempt.failure().ifPresent(failure -> OpenTelemetryListener.addFailure(attributes, failure));
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
            attributes.put(CAPACITY, List.of("{\"CapacityUnits\": " + capacity.total() + "}"));
        }
        request.failure().ifPresent(failure -> {
            OpenTelemetryListener.addFailure(attributes, failure);
            span.setStatus(StatusCode.ERROR, failure.code());
        });
        span.setAllAttributes(attributes.build());
        span.end();
    }

    /** Ends what was under way when the call was cancelled. */
    @Override
    public void callEnded(CallEnd call) {
        spans.values().forEach(span -> {
            call.failure().map(CallSpans::type).ifPresent(type -> {
                span.setAttribute(OpenTelemetryListener.ERROR, type);
                span.setStatus(StatusCode.ERROR, type);
            });
            span.end();
        });
        spans.clear();
    }

    private static String type(Throwable failure) {
        return failure instanceof StatorException known
                ? known.code()
                : failure.getClass().getName();
    }
}
