/**
 * The actions on items and statements, and what an {@link dev.stator.engine.action.Action} is. Each is one class: the {@link
 * dev.stator.engine.request.Shape} of its request, and what it does; the engine's {@code Actions} have one line for it.
 * Nothing else needs to know of a new action. Those on tables, backups and streams have packages of their own below this one.
 *
 * <p>Legacy parameters are read by {@code LegacyConditions} and {@code LegacyUpdates} into the trees that the parser makes
 * of expressions, and are forgotten from there on.
 *
 * <p>PartiQL statements come as a {@code Statement} of the package {@code partiql}; {@code SelectPlan} makes of one the pages
 * of queries or a scan, {@code StatementWrite} and {@code StatementKeys} the writes and reads of single items. From there on
 * statements are what other requests are.
 *
 * <p>Every action that writes goes through an {@code ItemWrite}, alone, in a batch or in a transaction.
 *
 * <p>Imports all packages of the engine but the front and the engine itself, which alone knows the actions.
 */
package dev.stator.engine.action;
