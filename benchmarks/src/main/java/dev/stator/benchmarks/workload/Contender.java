package dev.stator.benchmarks.workload;

/** One way to talk to DynamoDB from Java, under measurement. */
public interface Contender {

    /** The short name that commands and raw results use, such as {@code sdk-async}. */
    String id();

    /** The name in tables and charts. */
    String title();

    /** What exactly is measured, in one sentence without its full stop: the mode, the HTTP client, what becomes of the item. */
    String description();

    /** Makes a client with the library's default settings; sends nothing yet. */
    Client open(Service service);
}
