package dev.stator.benchmarks.workload;

/** An open client; safe for as many threads or calls in flight as the benchmark asks for. */
public sealed interface Client extends AutoCloseable permits BlockingClient, FutureClient {

    @Override
    void close();
}
