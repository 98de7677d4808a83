package dev.stator.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the classes of a sealed interface or class are stored with an attribute that tells which of them a value is: as
 * whole items, several record types in one table included, and within others.
 *
 * <pre>{@code
 * @Discriminator("cls")
 * sealed interface Animal permits Dog, Cat {
 *     String name();
 * }
 *
 * record Dog(@PartitionKey String name, int tricks) implements Animal {}
 *
 * @DiscriminatorValue(value = "Feline", aliases = "Cat")
 * record Cat(@PartitionKey String name, boolean indoor) implements Animal {}
 *
 * Table<Animal> animals = db.table("animals", Animal.class);
 * List<Animal> all = animals.scan().execute();
 * List<Dog> dogs = animals.of(Dog.class).scan().execute();
 * }</pre>
 *
 * <p>Each of the classes is stored so wherever it stands, also where it is named itself. All whole items of one table have
 * the same keys, by name and type; what makes the keys, as a template, may differ. An attribute without a class for its
 * value is an error that names the attribute and the known values, unless {@link #unknown} takes it.
 *
 * <p>Of a value within an item, an update changes alone only what all of the classes have and store alike, since it cannot say
 * of which class the value in place must be; it sets others with the whole value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Discriminator {
    /** The stored name of the attribute, a string. */
    String value();

    /** The classes, where the annotated one is abstract or an interface and not sealed. */
    Class<?>[] subtypes() default {};

    /** The class of what has no such attribute, such as items that were stored before there was one; if there is one. */
    Class<?> missing() default void.class;

    /**
     * The class of what has another value; if there is one. It keeps the value when it is stored again, so it needs a
     * component for the attribute, or a {@link Rest}.
     */
    Class<?> unknown() default void.class;
}
