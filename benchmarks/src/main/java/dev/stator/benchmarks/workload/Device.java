package dev.stator.benchmarks.workload;

/** An element of the nested list of a {@link Profile}. */
public record Device(String model, String platform, long lastSeen) {}
