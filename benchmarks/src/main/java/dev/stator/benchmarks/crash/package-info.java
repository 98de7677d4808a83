/**
 * Crash tests of the durable engine: processes killed in the midst of concurrent writes, and losses of power rebuilt from the recorded
 * writes and syncs of a process. What is done is a function of a seed ({@link Deed}), so what must be there is known from the numbers of the deeds that
 * were acknowledged alone ({@link History}). Uses {@code report} to print what it saw.
 */
@NullMarked
package dev.stator.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
