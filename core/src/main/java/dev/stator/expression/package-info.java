/**
 * DynamoDB's expression language as typed trees: what a write or a query asks of an item, what an update changes, what
 * a read gives.
 *
 * <p>Everything begins with a {@link dev.stator.expression.Path}, made from a method reference or a name. From it come
 * {@link dev.stator.expression.Condition}s, the operands of an {@link dev.stator.expression.UpdateExpression}, and
 * {@link dev.stator.expression.Projection}s; a {@link dev.stator.expression.KeyCondition} is what a query asks of its
 * sort key.
 *
 * <p>A tree lives twice. As the user writes it, it holds accessors and plain Java values and knows no table. {@code
 * bind(codec)} checks it against the codec of a record and gives a tree of stored names and attribute values; only such
 * trees can be written, by one {@link dev.stator.expression.ExpressionWriter} for all expressions of a request. The
 * parser makes bound trees from text.
 *
 * <p>May import {@code dev.stator.codec}, {@code dev.stator.error} and {@code dev.stator.value}.
 */
package dev.stator.expression;
