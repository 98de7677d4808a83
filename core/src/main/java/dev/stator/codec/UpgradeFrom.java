package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the static method that makes an item of one shape an item of the next: it takes and gives an {@link
 * dev.stator.value.Item} with the attributes as stored, without the number of the shape and what a {@link Discriminator}
 * tells. A pure function: it is called whenever such an item is read, and leaves the keys as they are. Read from an index,
 * an item has only what that holds. It stands in the class with the {@link Shape} itself: neither is inherited.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface UpgradeFrom {
    /** The number of the {@link Shape} that the method takes. */
    int value();
}
