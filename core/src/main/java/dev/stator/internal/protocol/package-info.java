/**
 * The actions of the service, one {@code …Operation} each: how its request is written, how its reply is read, and whether
 * it may be repeated. To add an action is to add an operation here and the request type that users see.
 *
 * <p>May import {@code value}, {@code error}, {@code codec}, {@code expression}, {@code transport} and {@code
 * internal.json}.
 */
package dev.stator.internal.protocol;
