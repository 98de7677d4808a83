/**
 * A soak: load over real HTTP, on a rough road to an engine in trouble, for minutes; at its end every acknowledged write must be there
 * once. Uses {@code report} to print what it saw.
 */
package dev.stator.benchmarks.soak;
