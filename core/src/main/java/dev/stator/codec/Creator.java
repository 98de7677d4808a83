package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the constructor, or the static method, by which instances of a plain class are made from an item. Its parameters
 * are what is stored. Needed only where a class leaves a choice, or was compiled without {@code -parameters}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.CONSTRUCTOR, ElementType.METHOD})
public @interface Creator {
    /** The names of the parameters, in order; those in the class file unless given. */
    String[] value() default {};
}
