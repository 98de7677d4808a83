/**
 * JSON that users see: {@link dev.stator.json.WireJson} and {@link dev.stator.json.PlainJson} are the two forms of a whole
 * item, and {@link dev.stator.json.Json} stores an object as JSON in one string, which needs Jackson databind.
 *
 * <p>May import {@code dev.stator.codec}, {@code dev.stator.value}, {@code dev.stator.error} and {@code internal.json}.
 */
package dev.stator.json;
