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

    /** What holds for a class within this context: what it or its supertypes say, and else what holds around it. */
    Context within(Class<?> type) {
        Optional<NullRule> said = Lineage.mark(type, Nulls.class).map(Nulls::value);
        return new Context(
                Lineage.mark(type, Naming.class).map(Naming::value).orElse(naming),
                Lineage.mark(type, UnknownAttributes.class)
                        .map(UnknownAttributes::value)
                        .orElse(unknown),
                said.isPresent() ? said : nulls);
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
