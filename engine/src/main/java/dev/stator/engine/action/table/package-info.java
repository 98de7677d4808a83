/**
 * The actions on tables as a whole: made, changed, described and deleted, with their indexes, times to live, tags and policies;
 * and on what an account has none of on one machine. {@code TableRules} has the service's rules for keys and indexes, {@code
 * TableChange} what an update of a table changes.
 */
package dev.stator.engine.action.table;
