/** Metrics of a Stator client in Micrometer. */
@org.jspecify.annotations.NullMarked
module dev.stator.micrometer {
    requires transitive dev.stator;
    requires transitive micrometer.core;
    requires static org.jspecify;

    exports dev.stator.micrometer;
}
