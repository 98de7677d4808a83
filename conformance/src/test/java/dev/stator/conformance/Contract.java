package dev.stator.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A promise of the service: the test runs once for each server and {@link Mode}, with a {@link Subject} for each. */
@TestTemplate
@ExtendWith(ContractRuns.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Contract {
    /** The differences that this test shows: on a server that declares one of them, it must fail. */
    Difference[] value() default {};
}
