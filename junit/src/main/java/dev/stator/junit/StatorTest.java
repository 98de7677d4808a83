package dev.stator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, an engine in memory each: empty but for the tables that its parameters ask for.
 *
 * <pre>{@code
 * @StatorTest
 * class SignUpTest {
 *     record User(@PartitionKey String email, int points) {}
 *
 *     @Test
 *     void whoSignsUpIsThere(Table<User> users) {
 *         users.put(new User("ann@x.org", 0)).execute();
 *         assertThat(users.scan().count().execute()).isEqualTo(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters can be, in tests, in {@code @BeforeEach} and {@code @AfterEach} methods, and in the constructor:
 *
 * <ul>
 *   <li>{@code Table<User>}: a table that is there, with the keys and indexes that the record class declares; its name is that of
 *       the class, unless {@link TableName} says another
 *   <li>{@code Stator}: the client that these tables are of
 *   <li>{@code FaultTransport}: what stands between the client and the engine, to let things go wrong; see {@link Faults}
 *   <li>{@code ManualClock}: the time of client and engine, from 2026-01-01T00:00:00Z. It passes when the client waits, so that
 *       retries take no time
 *   <li>{@code Engine}: the engine behind. Items whose time to live is over stay until {@link
 *       dev.stator.engine.Engine#expire} is called
 * </ul>
 *
 * <p>Chance comes from a seed: that of {@link Faults}, or the configuration parameter or system property {@code stator.seed}, or
 * else a new one each time, which a failing test shows. What is asked for in a {@code @BeforeAll} method, or in the constructor of a
 * class with one instance, is for all tests of the class.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(StatorExtension.class)
public @interface StatorTest {}
