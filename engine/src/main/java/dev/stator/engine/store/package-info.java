/**
 * Where the engine keeps its bytes: named maps of ordered byte keys to byte values, in memory or durable.
 *
 * <p>A {@link dev.stator.engine.store.Store} gives {@link dev.stator.engine.store.Snapshot}s to readers and runs one
 * {@link dev.stator.engine.store.Store.Change} after the other for writers, each against a {@link
 * dev.stator.engine.store.Write}. {@link dev.stator.engine.store.MemoryStore} and {@link
 * dev.stator.engine.store.SqliteStore} behave alike; one contract test runs over both. Nothing here knows of items,
 * tables or DynamoDB. Only the durable store touches SQLite, so that memory mode never loads its native library.
 *
 * <p>Not exported. May import {@code dev.stator.error} and nothing else of Stator.
 */
package dev.stator.engine.store;
