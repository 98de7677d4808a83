package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component whose value no two items of the table share; items that have none do not count. A string, number or
 * binary, at the top of an item, as a {@link Version}.
 *
 * <p>For each value there is a guard: an item of the same table that says whose it is. Puts, upserts and deletes, and updates
 * that change such an attribute, read the item first and then send a transaction that writes it and its guards, begun anew when
 * others came between. If the value is another item's, they fail with {@link dev.stator.error.DuplicateValueException}. That
 * costs, beside a consistent read, twice what the write costs alone, and two write units for each guard. All other updates cost
 * nothing more.
 *
 * <p>A transaction gives no items, so what {@code upsert} and {@code returningNew()} give is read behind it, consistently: it
 * has the write, and what others may have written in between. What {@code returningOld()} gives is exact: the transaction goes
 * through only if the item is still as it was read before, which it names in full, so that the service refuses it for items of
 * some hundreds of attributes.
 *
 * <p>What knows no conditions is refused for such a table: batches, and {@code clear()}. Scans, counts and streams leave the
 * guards out; see {@link HoldsCounters}. What writes items as they come does not keep the constraint: other programs, {@link
 * dev.stator.Stator#call}, {@link dev.stator.Table#request}, {@link dev.stator.Table#load} of what was not dumped with its guards, and
 * the time to live, if something else enabled it. Items from before there was the constraint, or which these wrote, get their
 * guards when they are next put or upserted, or all at once by {@link dev.stator.Table#claimUniques}.
 *
 * <p>A guard may be left of an item that these deleted, or gave another value. It keeps nobody from the value: a write that meets
 * the guard of another item reads that item, and takes the guard over if the item does not have the value, in a transaction that
 * goes through only if it still does not. So a refusal costs one consistent read more. In a transaction with an action on that
 * very item which does not touch the attribute, the write is refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Unique {}
