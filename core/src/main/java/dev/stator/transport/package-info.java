/**
 * The one seam of the library: {@link dev.stator.transport.Transport} takes a request as bytes and gives the reply as
 * bytes. HTTP, the embedded engine and test doubles are transports alike. Beside it stand the settings that a transport
 * or the retry loop needs: credentials, region and retry policy.
 *
 * <p>May import {@code dev.stator.error} and nothing else of Stator.
 */
package dev.stator.transport;
