package dev.stator;

import dev.stator.tabular.DataTable;

/**
 * What {@link Table#batchGet} found. All have the columns of the rows that were given, and behind them those of what was
 * found.
 *
 * @param rows all rows, in their order: each with its key and, over its own cells, the attributes of the item with that key;
 *     a row without such an item is as it was given
 * @param found those of them with an item
 * @param missing those of them without
 */
public record FoundRows(DataTable rows, DataTable found, DataTable missing) {}
