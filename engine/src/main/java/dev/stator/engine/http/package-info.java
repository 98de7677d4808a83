/**
 * The HTTP front: puts any {@link dev.stator.transport.Transport}, such as the engine, behind the address that an AWS
 * SDK talks to.
 *
 * <p>{@link dev.stator.engine.http.HttpFront} owns the listener and the threads, a {@code Conversation} is one
 * connection, {@code RequestHandler} turns one HTTP
 * request into one call of a transport, which {@link dev.stator.engine.http.Worlds} chooses by the {@code Scope} of the
 * signature, {@link dev.stator.engine.http.Authentication} looks at the signature's form, {@code ServiceActions} knows the
 * names of all actions, and {@code Answer} holds what the service says when a request never gets as far as an action.
 *
 * <p>May import {@code dev.stator.transport} and {@code dev.stator.error}; knows nothing of the engine.
 */
package dev.stator.engine.http;
