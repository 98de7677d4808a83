/** JUnit tests against the embedded engine: {@code @StatorTest}. */
@org.jspecify.annotations.NullMarked
module dev.stator.junit {
    requires transitive dev.stator;
    requires transitive dev.stator.engine;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.stator.junit;

    // It makes the extensions, of which one is of no use to anybody else.
    opens dev.stator.junit to
            org.junit.platform.commons;
}
