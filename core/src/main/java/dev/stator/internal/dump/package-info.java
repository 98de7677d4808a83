/**
 * Files that hold the items of a table. {@link dev.stator.internal.dump.DumpFile} is one that is written, page by page, so
 * that it can go on after a failure; {@link dev.stator.internal.dump.DumpReader} reads these and those of others.
 *
 * <p>May import {@code internal.protocol}, {@code internal.json}, {@code json}, {@code stream} for its checkpoints, {@code
 * codec}, {@code value} and {@code error}.
 */
package dev.stator.internal.dump;
