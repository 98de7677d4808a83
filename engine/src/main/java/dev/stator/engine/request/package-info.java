/**
 * A request as data: {@link dev.stator.engine.request.Shape} says which members a body has, of which
 * {@link dev.stator.engine.request.Type}, under which {@link dev.stator.engine.request.Constraint}s and in which order the
 * service looks at them. {@link dev.stator.engine.request.RequestBody} reads a body into
 * {@link dev.stator.engine.request.Parameters} by it; a wrong JSON type is a SerializationException at once, broken
 * constraints are gathered and reported together, as the service does.
 *
 * <p>Imports {@code fault} and {@code item}.
 */
package dev.stator.engine.request;
