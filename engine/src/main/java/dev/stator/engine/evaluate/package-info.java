/**
 * Expressions at work on items: {@link dev.stator.engine.evaluate.Conditions} says whether one holds,
 * {@link dev.stator.engine.evaluate.Updates} makes the item that an update asks for,
 * {@link dev.stator.engine.evaluate.Projections} takes the parts of an item that are asked for. All work on bound trees
 * and on attributes as values; none touches the store.
 *
 * <p>Imports {@code fault} and {@code item}.
 */
package dev.stator.engine.evaluate;
