/** JUnit tests against the embedded engine: {@code @StatorTest}. */
@org.jspecify.annotations.NullMarked
module dev.stator.junit {
    requires transitive dev.stator;
    requires transitive dev.stator.engine;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.stator.junit;
}
