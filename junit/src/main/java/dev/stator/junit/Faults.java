package dev.stator.junit;

import dev.stator.testing.Fault;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What goes wrong between the client and the engine of a {@link StatorTest}, each as a share of the requests, from 0 to 1. They
 * begin and end with the test method, so that its {@code @BeforeEach} and {@code @AfterEach} methods are not disturbed; of a
 * {@code @TestFactory} they happen in the tests that it makes, not while it makes them. On a class it holds for all of its tests and for those of
 * its {@code @Nested} classes; on a test it stands in place of that on its class. A {@link dev.stator.testing.FaultPlan} in words.
 *
 * <p>A test fails if its faults cannot happen: without {@link StatorTest}; if it has {@code @Faults} of its own and asks for nothing that they
 * could happen to; if the client was made before, for all tests of a class, under others; or if they are put on a method that is no test.
 *
 * <pre>{@code
 * @Faults(throttle = 0.2, lostReply = 0.1)
 * }</pre>
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(FaultsNeedStator.class)
@SuppressWarnings("exports") // JUnit makes it; nobody else needs to see it.
public @interface Faults {
    /** Any failure, each as often as the others, but for those that are given a share of their own; stale reads are no failures. */
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

    /** {@link Fault#IN_PROGRESS}. */
    double inProgress() default 0;

    /** {@link Fault#STALE_READ}: reads of tables that are behind, if they do not ask for consistency. */
    double staleRead() default 0;

    /** {@link Fault#STALE_INDEX}: reads of indexes that are behind, if they do not ask for consistency. */
    double staleIndex() default 0;

    /**
     * How far stale reads are behind, in milliseconds of the test's {@link dev.stator.testing.ManualClock}. What was there before the test method began is always
     * found.
     */
    long lagMillis() default 1_000;

    /** The seed to begin with on every run, as in {@code seed = 42}; a new one each time unless given. */
    long[] seed() default {};
}
