package dev.stator.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.engine.Engine;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTelemetryListenerTest {
    record Reading(@PartitionKey String sensor, @SortKey int hour, String note) {}

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();

    @AfterEach
    void close() {
        telemetry.close();
    }

    private Stator client(Transport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(RetryPolicy.of(4, Backoff.none()))
                .listener(new OpenTelemetryListener(telemetry).withCapacity())
                .build();
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No span " + name + " in " + spans.getFinishedSpanItems()));
    }

    @Test
    void aRequestIsASpanAndAMeasurementByTheConventions() {
        try (Stator db = client(Engine.inMemory())) {
            Table<Reading> readings = db.table("readings", Reading.class);
            readings.create().execute();
            readings.put(new Reading("s1", 1, "s3cret")).execute();
        }
        SpanData put = span("PutItem readings");
        assertThat(put.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(put.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(put.getAttributes().get(stringKey("db.system.name"))).isEqualTo("aws.dynamodb");
        assertThat(put.getAttributes().get(stringKey("db.operation.name"))).isEqualTo("PutItem");
        assertThat(put.getAttributes().get(stringKey("db.collection.name"))).isEqualTo("readings");
        assertThat(put.getAttributes().get(stringArrayKey("aws.dynamodb.table_names")))
                .containsExactly("readings");
        assertThat(put.getAttributes().get(stringKey("aws.request_id"))).isNotBlank();
        assertThat(put.getAttributes().get(stringArrayKey("aws.dynamodb.consumed_capacity")))
                .containsExactly(
                        "{\"TableName\": \"readings\", \"CapacityUnits\": 1.0, \"Table\": {\"CapacityUnits\": 1.0}}");
        assertThat(put.getAttributes().get(longKey("stator.attempts"))).isEqualTo(1);
        assertThat(put.getAttributes().get(stringKey("error.type"))).isNull();
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("s3cret");

        MetricData duration = metrics.collectAllMetrics().iterator().next();
        assertThat(duration.getName()).isEqualTo("db.client.operation.duration");
        assertThat(duration.getUnit()).isEqualTo("s");
        HistogramPointData point = duration.getHistogramData().getPoints().stream()
                .filter(some -> "PutItem".equals(some.getAttributes().get(stringKey("db.operation.name"))))
                .findFirst()
                .orElseThrow();
        assertThat(point.getCount()).isEqualTo(1);
        assertThat(point.getBoundaries()).containsExactly(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);
        assertThat(point.getAttributes().get(stringKey("db.collection.name"))).isEqualTo("readings");
    }

    @Test
    void spansAndMeasurementsSayWhereRequestsAreSent() {
        try (Stator db = at("http://localhost:8123")) {
            db.tableNames().execute();
        }
        Attributes list = span("ListTables localhost:8123").getAttributes();
        assertThat(list.get(stringKey("server.address"))).isEqualTo("localhost");
        assertThat(list.get(longKey("server.port"))).isEqualTo(8123);
        assertThat(list.get(stringKey("cloud.region"))).isEqualTo("eu-west-1");
        assertThat(points()).singleElement().satisfies(point -> {
            assertThat(point.getAttributes().get(stringKey("server.address"))).isEqualTo("localhost");
            assertThat(point.getAttributes().get(longKey("server.port"))).isEqualTo(8123);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://dynamodb.eu-west-1.amazonaws.com, dynamodb.eu-west-1.amazonaws.com, ",
        "https://localhost:443, localhost, ",
        "http://localhost, localhost, 80"
    })
    void thePortOfTheServiceItselfIsNotSaid(String endpoint, String address, @Nullable Long port) {
        try (Stator db = at(endpoint)) {
            db.tableNames().execute();
        }
        Attributes list = spans.getFinishedSpanItems().get(0).getAttributes();
        assertThat(list.get(stringKey("server.address"))).isEqualTo(address);
        assertThat(list.get(longKey("server.port"))).isEqualTo(port);
    }

    private Stator at(String endpoint) {
        return Stator.builder()
                .environment(Map.of())
                .region("eu-west-1")
                .endpoint(endpoint)
                .credentials("AKID", "secret")
                .wrapTransport(http -> Engine.inMemory())
                .listener(new OpenTelemetryListener(telemetry))
                .build();
    }

    private Collection<HistogramPointData> points() {
        return metrics.collectAllMetrics().iterator().next().getHistogramData().getPoints();
    }

    @Test
    void aBatchSaysHowManyAndOfWhichTables() {
        try (Stator db = client(Engine.inMemory())) {
            Table<Reading> readings = db.table("readings", Reading.class);
            Table<Reading> archive = db.table("archive", Reading.class);
            readings.create().execute();
            archive.create().execute();
            readings.putAll(List.of(new Reading("s1", 1, ""), new Reading("s1", 2, "")))
                    .execute();
            db.transact(
                            readings.put(new Reading("s2", 1, "")),
                            archive.put(new Reading("s2", 1, "")),
                            archive.put(new Reading("s2", 2, "")))
                    .execute();
            readings.putAll(List.of(new Reading("s3", 1, ""))).execute();
        }
        List<SpanData> batches = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("BatchWriteItem readings"))
                .toList();
        assertThat(batches)
                .extracting(batch -> batch.getAttributes().get(longKey("db.operation.batch.size")))
                .containsExactly(2L, null);
        Attributes transaction = span("TransactWriteItems").getAttributes();
        assertThat(transaction.get(longKey("db.operation.batch.size"))).isEqualTo(3);
        assertThat(transaction.get(stringKey("db.collection.name"))).isNull();
        assertThat(transaction.get(stringArrayKey("aws.dynamodb.table_names"))).containsExactly("readings", "archive");
        assertThat(transaction.get(stringArrayKey("aws.dynamodb.consumed_capacity")))
                .hasSize(2);
    }

    @Test
    void aQuerySaysWhichIndexItReads() {
        try (Stator db = client(new ScriptedTransport().always(request -> ScriptedTransport.ok("{}")))) {
            Table<Logged> logged = db.table("logged", Logged.class);
            logged.index("byLevel").query("warn").execute();
            logged.query("id").execute();
        }
        assertThat(spans.getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(stringKey("aws.dynamodb.index_name")))
                .containsExactly("byLevel", null);
    }

    record Logged(
            @PartitionKey String id,
            @IndexPartitionKey("byLevel") String level) {}

    @Test
    void aFailureHasItsTypeOnSpanAndMeasurement() {
        try (Stator db = client(Engine.inMemory())) {
            assertThatThrownBy(() -> db.describe("nobody").execute()).isInstanceOf(ResourceNotFoundException.class);
        }
        SpanData describe = span("DescribeTable nobody");
        assertThat(describe.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(describe.getAttributes().get(stringKey("error.type"))).isEqualTo("ResourceNotFoundException");
        assertThat(describe.getAttributes().get(stringKey("db.response.status_code")))
                .isEqualTo("ResourceNotFoundException");
        assertThat(points()).singleElement().satisfies(point -> {
            assertThat(point.getAttributes().get(stringKey("error.type"))).isEqualTo("ResourceNotFoundException");
            assertThat(point.getAttributes().get(stringKey("db.response.status_code")))
                    .isEqualTo("ResourceNotFoundException");
        });
    }

    @Test
    void attemptsThatAreRepeatedAreEventsOfTheirRequest() {
        try (Stator db = client(
                new FaultTransport(Engine.inMemory(), FaultPlan.of(1)).next(Fault.LOST_REQUEST, Fault.LOST_REQUEST))) {
            db.tableNames().execute();
        }
        SpanData list = span("ListTables");
        assertThat(list.getEvents()).hasSize(2).allSatisfy(event -> {
            assertThat(event.getName()).isEqualTo("retry");
            assertThat(event.getAttributes().get(stringKey("error.type"))).isEqualTo("ConnectionLost");
        });
        assertThat(list.getAttributes().get(longKey("stator.attempts"))).isEqualTo(3);
    }

    @Test
    void laterPagesOfAnAsynchronousCallHaveTheCallersSpanAsParentToo() {
        Span parent = telemetry.getTracer("test").spanBuilder("parent").startSpan();
        Engine engine = Engine.inMemory();
        try (Stator db =
                client(new ScriptedTransport().on(ForkJoinPool.commonPool()).always(engine::send))) {
            Table<Reading> readings = db.table("readings", Reading.class);
            readings.create().execute();
            readings.putAll(IntStream.range(0, 5)
                            .mapToObj(hour -> new Reading("s1", hour, "x".repeat(300_000)))
                            .toList())
                    .execute();
            spans.reset();
            CompletableFuture<List<Reading>> all = parent.storeInContext(Context.current())
                    .wrapSupplier(() -> readings.query("s1").executeAsync())
                    .get();
            assertThat(all.join()).hasSize(5);
        }
        parent.end();
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("Query readings"))
                .hasSizeGreaterThan(1)
                .allSatisfy(span -> assertThat(span.getParentSpanId())
                        .isEqualTo(parent.getSpanContext().getSpanId()));
    }

    @Test
    void aCancelledCallLeavesNoSpanOpenAndIsMeasuredToo() {
        try (Stator db = client(new ScriptedTransport().answer(ScriptedTransport.silence()))) {
            CompletableFuture<?> call = db.tableNames().executeAsync();
            assertThat(spans.getFinishedSpanItems()).isEmpty();
            call.cancel(true);
        }
        assertThat(span("ListTables").getAttributes().get(stringKey("error.type")))
                .isEqualTo("java.util.concurrent.CancellationException");
        assertThat(points())
                .singleElement()
                .satisfies(point -> assertThat(point.getAttributes().get(stringKey("error.type")))
                        .isEqualTo("java.util.concurrent.CancellationException"));
    }
}
