package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose table has counters among its items: {@link dev.stator.Table#counter}. Scans, counts and streams of the
 * table then leave those items out; they have keys that begin with {@code __PK_VALUE_}, or in tables with numbers as keys
 * such of 38 digits below zero.
 *
 * <p>A scan leaves them out by a filter. So with a limit it evaluates whole pages, as every filtered scan does.
 *
 * <p>Holds for the tables of classes that extend or implement the marked one, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HoldsCounters {}
