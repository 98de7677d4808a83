/** The client libraries under measurement, one small class each, and the list of them. */
@NullMarked
package dev.stator.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
