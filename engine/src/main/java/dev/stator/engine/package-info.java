/**
 * The embedded DynamoDB: {@link dev.stator.engine.Engine}, a {@link dev.stator.transport.Transport} that answers by itself; {@link dev.stator.engine.DataFolder}, what can be done to
 * its folder from outside.
 *
 * <p>Behind it, hidden, lie rooms that import each other in this direction only: {@code fault} (the service's errors),
 * {@code store} (ordered bytes), {@code item} (values, sizes, keys as bytes), {@code request} (bodies as checked data),
 * {@code table} (descriptions, and items with their index entries), {@code evaluate} (expressions at work),
 * {@code action} (one class for each action).
 */
package dev.stator.engine;
