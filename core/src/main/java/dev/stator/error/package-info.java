/**
 * What can go wrong, all unchecked and all under {@link dev.stator.error.StatorException}.
 *
 * <p>{@link dev.stator.error.ServiceException} and its leaves are answers of the service, {@link
 * dev.stator.error.TransportException} is the lack of one, {@link dev.stator.error.CodecException} is data that does not
 * fit its class. Misuse by the programmer is {@link IllegalArgumentException} or {@link IllegalStateException} at the
 * call that is wrong, and not here.
 *
 * <p>May import {@code dev.stator.value} and nothing else of Stator.
 */
package dev.stator.error;
