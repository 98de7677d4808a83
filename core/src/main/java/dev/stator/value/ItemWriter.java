package dev.stator.value;

import java.math.BigDecimal;

/**
 * Takes an item as a stream of tokens. One backend writes DynamoDB JSON, one builds {@link AttributeValue} trees.
 *
 * <p>An item is {@link #startItem}, then for each attribute {@link #name} and one value, then {@link #endItem}. A value
 * is one scalar call, or a start call, its content and the matching end call: in a map each value follows a
 * {@link #name}, in a set only scalars of the element type stand. To write a lone value (an expression's operand),
 * leave item and name out.
 *
 * <p>A writer is used by one thread at a time. Calls out of order throw {@link IllegalStateException} at the latest
 * when the output is taken. Depth is the caller's business: DynamoDB refuses more than 32 levels.
 */
public interface ItemWriter {
    /** Begins an item: a map without a type descriptor around it. */
    void startItem();

    /** Ends the item. */
    void endItem();

    /** The name of the attribute or map entry whose value comes next. */
    void name(String name);

    /** A string, or an element of a string set. */
    void string(String value);

    /** A whole number, or an element of a number set. */
    void number(long value);

    /**
     * A number, or an element of a number set.
     *
     * @throws IllegalArgumentException if it has more than 38 significant digits or lies outside 1E-130 to 9.99E125
     */
    void number(BigDecimal value);

    /** A binary, or an element of a binary set. */
    void binary(Binary value);

    /** A boolean. */
    void bool(boolean value);

    /** The explicit null. */
    void nullValue();

    /** Begins a map value. */
    void startMap();

    /** Ends the map. */
    void endMap();

    /** Begins a list value. */
    void startList();

    /** Ends the list. */
    void endList();

    /** Begins a set value of one of the three set types. The caller sees to it that at least one element follows. */
    void startSet(AttributeType type);

    /** Ends the set. */
    void endSet();
}
