/**
 * The default transport: HTTP/1.1 over Apache HttpClient 5, and the signing of requests.
 *
 * <p>{@link dev.stator.internal.http.HttpTransport} is the only door. It signs each request ({@code SignedHead}, over
 * {@code SigV4}) on the caller's thread and hands it to one of two clients, each made when it is first needed:
 * {@code BlockingClient} for {@code send}, {@code AsyncClient} for {@code sendAsync}. Either turns the request into an
 * {@code Attempt}, which knows how far it has come; so whatever ends it – the deadline, a cancelled future, a closed
 * transport, a lost connection – can tell whether the service may have seen the request. {@code InFlight} holds all
 * attempts and ends those whose time is over. {@code Reply} checks what came back.
 *
 * <p>{@code Service} says of each action which service of AWS knows it, and so how its request is written and signed; where a
 * service has a host of its own, {@code ServicesBeside} sends it there.
 *
 * <p>From HttpClient come the connection pools, name resolution and TLS, from HttpCore the HTTP/1.1 protocol. Its chain of
 * execution interceptors (redirects, retries, cookies, authentication, decompression, protocol upgrades) is left out
 * altogether: DynamoDB needs none of them, and each costs time in every request.
 *
 * <p>May import {@code dev.stator.transport} and {@code dev.stator.error} and nothing else of Stator.
 */
package dev.stator.internal.http;
