/**
 * The engine beside DynamoDB Local. {@link EngineCommand} starts servers and drivers and has them take turns; {@link Driver} is the
 * process that makes the load; {@code Work} says of what requests it consists.
 */
@NullMarked
package dev.stator.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
