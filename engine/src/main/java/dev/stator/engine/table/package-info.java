/**
 * Tables: what they are made of, how they are kept in the store, and the one place where items are read and written so that
 * index entries, counters, the record of the stream and the time at which an item expires never fall out of step with them.
 *
 * <p>A {@link dev.stator.engine.table.Table} is an immutable description. {@link dev.stator.engine.table.Catalog} finds it
 * by name in the very snapshot or change that will use it. {@link dev.stator.engine.table.TableWriter} writes items within
 * one change of the store and counts what that consumes.
 *
 * <p>{@link dev.stator.engine.table.TableShape} has the members by which requests describe tables, {@code StoredTable} the
 * form in which the store keeps them, {@link dev.stator.engine.table.TableDescription} the one that replies show.
 *
 * <p>A {@link dev.stator.engine.table.ChangeStream} outlives its table, so that {@link dev.stator.engine.table.Streams} keeps
 * all of them apart; {@link dev.stator.engine.table.StreamRecords} has the
 * records of one, {@link dev.stator.engine.table.StreamShard} by shard. {@code UndoLog} has what the writes to
 * a table replaced; both are a {@code Journal}, records that are numbered and go by age. {@code Expiry} has the items by the time
 * at which they expire, and {@code Sweep} removes what has become old.
 *
 * <p>Imports {@code fault}, {@code request}, {@code item} and {@code store}.
 */
package dev.stator.engine.table;
