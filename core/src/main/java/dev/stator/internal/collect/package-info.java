/**
 * Immutable collections that keep an order, which values are made of: a {@link dev.stator.internal.collect.OrderedMap} has
 * the names of its entries in an {@link dev.stator.internal.collect.OrderedSet}. Whoever reads values fills a builder and hands over
 * what came of it, so that nothing is copied.
 *
 * <p>This package imports nothing else of Stator.
 */
package dev.stator.internal.collect;
