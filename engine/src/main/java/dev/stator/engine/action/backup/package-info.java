/**
 * The actions on backups and point-in-time recovery. {@code Restoration} is the table that a restore makes, from a backup or
 * from the past of a table, by the rules for tables.
 */
package dev.stator.engine.action.backup;
