/**
 * Records to tokens and back: {@link dev.stator.codec.TableSchema} learns a record class once, with its keys and indexes
 * from the annotations, and {@link dev.stator.codec.Codec} is what it knows of each class within.
 *
 * <p>{@link dev.stator.codec.TreeItemWriter} and {@link dev.stator.codec.TreeItemReader} are the backend of the tokens
 * that builds and walks trees; the JSON one is internal. May import {@code dev.stator.value} and {@code
 * dev.stator.error}, and nothing else of Stator.
 */
package dev.stator.codec;
