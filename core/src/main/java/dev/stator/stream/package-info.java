/**
 * Changes of a table's items, as its stream tells them: {@link dev.stator.stream.StreamRecord} is one change, {@link
 * dev.stator.stream.Checkpoints} remembers up to where they were handled. A consumer begins at {@code table.stream()}.
 *
 * <p>May import {@code dev.stator.value} and nothing else of Stator.
 */
package dev.stator.stream;
