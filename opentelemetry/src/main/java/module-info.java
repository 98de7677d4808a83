/** Traces and metrics of a Stator client in OpenTelemetry. */
@org.jspecify.annotations.NullMarked
module dev.stator.opentelemetry {
    requires transitive dev.stator;
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires static org.jspecify;

    exports dev.stator.opentelemetry;
}
