/**
 * Where credentials come from when the program gives none. {@link dev.stator.internal.credentials.StandardChain} lists the
 * places in their order; {@link dev.stator.internal.credentials.ProviderChain} asks them. Each place is a {@link
 * dev.stator.transport.CredentialsProvider} that fails, saying why, if it has none. All of them block; {@link
 * dev.stator.transport.CredentialsProvider#refreshing} stands before them and asks on a thread of its own.
 *
 * <p>May import {@code internal.config}, {@code internal.http} for its requests, {@code internal.json}, {@code transport}
 * and {@code error}.
 */
package dev.stator.internal.credentials;
