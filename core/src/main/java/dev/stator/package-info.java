/**
 * What a user types. {@link dev.stator.Stator} is a DynamoDB, {@link dev.stator.Table} a table of records, and every
 * request an immutable {@link dev.stator.Call}: fluent methods give changed copies, {@code execute()} and {@code
 * executeAsync()} send it.
 *
 * <p>May import every other package; none imports this one.
 */
package dev.stator;
