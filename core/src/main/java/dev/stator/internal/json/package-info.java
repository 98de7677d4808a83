/**
 * DynamoDB JSON as bytes: {@link dev.stator.internal.json.JsonWriter} and {@link dev.stator.internal.json.JsonReader}
 * handle the envelope of a request or reply, and their {@code items()} the attribute values in it, as the tokens of
 * {@code dev.stator.value}. No tree is built on the way.
 *
 * <p>May import {@code dev.stator.value} and {@code dev.stator.error}; exported to the engine alone.
 */
package dev.stator.internal.json;
