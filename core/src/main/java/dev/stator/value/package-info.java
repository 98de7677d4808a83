/**
 * DynamoDB's data as plain values: {@link dev.stator.value.AttributeValue} and {@link dev.stator.value.Item} are trees,
 * {@link dev.stator.value.ItemWriter} and {@link dev.stator.value.ItemReader} are the same data as a stream of tokens.
 *
 * <p>The tokens exist so that a record can go to the wire and back with no tree in between; each has a backend that
 * speaks JSON and one that builds or walks a tree. This package imports {@code dev.stator.internal.collect}
 * and nothing else of Stator.
 */
package dev.stator.value;
