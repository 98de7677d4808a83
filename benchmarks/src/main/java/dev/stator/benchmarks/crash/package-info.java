/**
 * Crash tests of the durable engine. {@code Kills} kills processes in the midst of concurrent writes; {@code PowerCuts} rebuilds, as
 * {@code Image}, what losses of power would have left of the writes and syncs that strace has recorded in a {@code Trace}. What is
 * written is a function of a seed and a number ({@code Deed}), so that the numbers of the acknowledged deeds alone say what must be there
 * ({@code History}); likewise the tables and backups of the archivist ({@code Errand}, {@code Shelf}). Meanwhile a {@code Copyist} copies
 * the whole, and an {@code Outsider} does so from another process. {@code Inspection} holds what is there against itself, and what it restores of the past against the stream; {@code Comparison}
 * holds it against what was {@code Told}, of the engine's own folder as of its {@code Copies}. A {@code FastClock} gives the stream shards.
 * Uses {@code report} to print what it saw.
 */
@NullMarked
package dev.stator.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
