package dev.stator.conformance;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * A few seconds of {@link AnyBytes} in every build, from the inputs beside this class on; longer with the property
 * {@code jazzer.max_duration}.
 */
class AnyBytesFuzzTest {
    private static AnyBytes readers;

    @BeforeAll
    static void open() {
        readers = new AnyBytes();
    }

    @AfterAll
    static void close() {
        readers.close();
    }

    @SuppressWarnings("try")
    @FuzzTest(maxDuration = "5s")
    void nothingThatReadsIsHarmed(byte[] bytes) {
        // The HTTP front is one of the readers.
        try (SilentCloseable ignored = BugDetectors.allowNetworkConnections()) {
            readers.read(bytes);
        }
    }
}
