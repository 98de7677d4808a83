package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values by which the {@link Discriminator} tells a class; its simple name unless said. On the class itself. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DiscriminatorValue {
    /** The value that is written, and read; the simple name of the class if empty. */
    String value() default "";

    /** Other values that are read, as from a time when the class had another name. */
    String[] aliases() default {};
}
