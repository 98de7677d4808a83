/**
 * Tabular data: {@link dev.stator.tabular.DataTable}, columns of attribute values of which each row is an item, with its CSV,
 * JSON lines and text. It sends nothing.
 *
 * <p>May import {@code dev.stator.value}, {@code dev.stator.error}, {@code dev.stator.codec}, {@code dev.stator.json} and
 * {@code dev.stator.internal.json}.
 */
package dev.stator.tabular;
