package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.stub.StubServer;
import java.io.IOException;
import java.util.List;

/** The stub server in its own JVM, warmed up, for as long as a command runs. */
final class Stub implements AutoCloseable {

    private final Child jvm;
    private final String endpoint;

    private Stub(Child jvm, String endpoint) {
        this.jvm = jvm;
        this.endpoint = endpoint;
    }

    static Stub start() throws IOException, InterruptedException {
        Child jvm = Child.start(List.of(), StubServer.class);
        String ready = jvm.line().orElse("");
        if (!ready.startsWith("ready ")) {
            jvm.close();
            throw new IllegalStateException("The stub server did not say that it is ready, but: " + ready);
        }
        return new Stub(
                jvm,
                StubServer.endpoint(Integer.parseInt(ready.substring("ready ".length())))
                        .toString());
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
