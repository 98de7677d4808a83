package dev.stator.engine.table;

import org.jspecify.annotations.Nullable;

/**
 * From what a table is restored.
 *
 * @param backupArn the backup; {@code null} if it is the table itself
 * @param tableArn the table whose items they were
 * @param asOfMillis the time as of which they are restored
 */
public record Restored(@Nullable String backupArn, String tableArn, long asOfMillis) {}
