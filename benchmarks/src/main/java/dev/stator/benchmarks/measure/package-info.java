/** The commands: JVMs that are forked in turn, the load inside them, and the meters of CPU and allocation. */
@NullMarked
package dev.stator.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
