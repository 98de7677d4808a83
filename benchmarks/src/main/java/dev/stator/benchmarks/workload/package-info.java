/** What every contender does and to what: one typed item, four operations, and the interfaces that a client library is put behind. */
@NullMarked
package dev.stator.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
