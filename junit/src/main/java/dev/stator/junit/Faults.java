package dev.stator.junit;

import dev.stator.testing.Fault;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What goes wrong between the client and the engine of a {@link StatorTest}, each as a share of the requests, from 0 to 1. They
 * begin and end with the test method, so that its {@code @BeforeEach} and {@code @AfterEach} methods are not disturbed. On a test it stands in place of that on
 * its class. A {@link dev.stator.testing.FaultPlan} in words.
 *
 * <pre>{@code
 * @Faults(throttle = 0.2, lostReply = 0.1)
 * }</pre>
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface Faults {
    /** Any fault, each as often as the others, but for those that are given a share of their own. */
    double any() default 0;

    /** {@link Fault#THROTTLE}. */
    double throttle() default 0;

    /** {@link Fault#SERVER_ERROR}. */
    double serverError() default 0;

    /** {@link Fault#NO_CONNECTION}. */
    double noConnection() default 0;

    /** {@link Fault#LOST_REQUEST}. */
    double lostRequest() default 0;

    /** {@link Fault#LOST_REPLY}. */
    double lostReply() default 0;

    /** {@link Fault#DAMAGED_REPLY}. */
    double damagedReply() default 0;

    /** {@link Fault#SLOW_REPLY}. */
    double slowReply() default 0;

    /** {@link Fault#LEFTOVERS}. */
    double leftovers() default 0;

    /** {@link Fault#CONFLICT}. */
    double conflict() default 0;

    /** The seed to begin with on every run, as in {@code seed = 42}; a new one each time unless given. */
    long[] seed() default {};
}
