package dev.stator.benchmarks.workload;

/** The nested map of a {@link Profile}. */
public record Address(String street, String city, String postcode, String country) {}
