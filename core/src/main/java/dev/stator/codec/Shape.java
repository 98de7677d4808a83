package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Numbers the shape in which a class is stored, so that the class can change while items of older shapes are still there.
 * The number is stored with each value; what is older is made new when it is read, step by step, by the class's {@link
 * UpgradeFrom} functions.
 *
 * <pre>{@code
 * @Shape(3)
 * record User(@PartitionKey String email, String firstName, String lastName, int points) {
 *     @UpgradeFrom(1)
 *     static Item splitName(Item old) {
 *         String[] names = old.string("name").orElseThrow().split(" ", 2);
 *         return old.without("name").with("firstName", names[0]).with("lastName", names[1]);
 *     }
 *
 *     @UpgradeFrom(2)
 *     static Item addPoints(Item old) {
 *         return old.with("points", 0);
 *     }
 * }
 * }</pre>
 *
 * <p>What has no number is of shape 1. A newer shape than the class knows is an error, and so is one for which there is no
 * function any more. Every write carries the number of the class: an update of an item of an older shape first stores that
 * anew; in a transaction it is refused. {@code writingBack()} of a get and {@code writeBack()} of a query or scan store what is
 * older anew, too.
 *
 * <p>To store an item anew is an update of those attributes that the functions change, add and remove, and of the keys of indexes
 * and other attributes that are computed of them, at most 100; all others stay as they are stored, also what the class does not
 * know or would round within them, and what somebody else adds in between. It is done only if the item is as it was read: what is to be
 * changed, and the {@link Version}, or, of an item without one, up to 100 attributes in all. Otherwise it stays in its older
 * shape until it is written the next time. Its version and times stay as they are.
 *
 * <p>Conditions and selected paths are about what is stored, so about attributes of older shapes where there are such items;
 * smaller records are read from whole items, made new.
 *
 * <p>Classes within others may have shapes of their own. Such a value is made new whenever it is read, so an update sets it as
 * a whole, and refuses to change a part of it, which may be stored in an older shape, or to set something from one.
 * For the same reason a smaller record holds such a value as the class that it is, not as one with fewer attributes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Shape {
    /** The number of the shape that the class has now, from 1. */
    int value();

    /** The stored name of the attribute that holds the number. */
    String attribute() default "shape";
}
