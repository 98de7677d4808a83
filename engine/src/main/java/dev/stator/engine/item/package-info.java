/**
 * Items as values and as bytes: reading attribute values with the service's errors, number rules, sizes, the stored form,
 * and keys whose bytes sort as their values do.
 *
 * <p>Imports {@code fault}.
 */
package dev.stator.engine.item;
