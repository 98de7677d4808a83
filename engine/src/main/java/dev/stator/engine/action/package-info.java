/**
 * The actions. Each is one class: the {@link dev.stator.engine.request.Shape} of its request, and what it does; the
 * registry in {@link dev.stator.engine.action.Actions} has one line for it. Nothing else needs to know of a new action.
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
 * <p>Imports all other packages of the engine; only the engine itself imports this one.
 */
package dev.stator.engine.action;
