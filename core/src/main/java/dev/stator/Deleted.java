package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.value.Item;
import java.util.Optional;

/**
 * What came of one delete of several.
 *
 * @param key the key of the item
 * @param old the item that was removed; empty if there was none, or the delete failed
 * @param failure why it failed; empty if it did not
 */
public record Deleted<T>(Item key, Optional<T> old, Optional<StatorException> failure) {}
