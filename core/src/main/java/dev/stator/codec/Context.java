package dev.stator.codec;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a class says for all its members, and for the classes within it.
 *
 * @param naming how stored names are made
 * @param unknown what becomes of attributes that a class does not know
 * @param nulls what becomes of members without a value, if that is said
 */
record Context(NameStyle naming, UnknownAttributes.Rule unknown, Optional<NullRule> nulls) {
    static final Context OUTERMOST = new Context(NameStyle.JAVA, UnknownAttributes.Rule.DROPPED, Optional.empty());

    /** What holds for a class within this context. */
    Context within(Class<?> type) {
        Naming naming = type.getAnnotation(Naming.class);
        UnknownAttributes unknown = type.getAnnotation(UnknownAttributes.class);
        Nulls nulls = type.getAnnotation(Nulls.class);
        return new Context(
                naming == null ? this.naming : naming.value(),
                unknown == null ? this.unknown : unknown.value(),
                nulls == null ? this.nulls : Optional.of(nulls.value()));
    }

    /**
     * The rule for members of a class that may be null: a Kotlin class refuses by itself the nulls that its types do not
     * have, which are not to be seen at run time.
     */
    Optional<NullRule> nullsOf(Class<?> type) {
        boolean kotlin = Arrays.stream(type.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("kotlin.Metadata"));
        return nulls.isEmpty() && kotlin ? Optional.of(NullRule.OMITTED) : nulls;
    }
}
