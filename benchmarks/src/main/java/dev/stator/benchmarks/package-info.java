/**
 * Measures Stator beside its peers, on a loopback stub, and writes what was seen to {@code docs/benchmarks}.
 *
 * <p>{@code workload} says what is done and to what; {@code contender} holds one class per client library that does it;
 * {@code stub} is the server that answers, in a JVM of its own; {@code measure} forks JVMs, drives the contenders and
 * reads the meters; {@code report} turns readings into Markdown and SVG. {@code workload} imports none of the others,
 * {@code report} only {@code workload}, and nothing imports a single contender but the list of them.
 *
 * <p>{@code engine} measures the engine itself, beside DynamoDB Local, with the requests alone and no client library.
 *
 * <p>{@code soak} and {@code crash} stand apart: they measure nothing, but look for writes that faults and crashes have lost or torn.
 */
@NullMarked
package dev.stator.benchmarks;

import org.jspecify.annotations.NullMarked;
