package dev.stator;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.codec.Narrowing;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The filters that let items of a class through. */
class TypeRuleTest {
    private static Condition filter(boolean except, List<String> values, boolean missing) {
        return new TypeRule(new Narrowing("cls", Optional.empty(), except, values, missing)).filter();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.of(value);
    }

    @Test
    void oneValueIsComparedAndSeveralAreCandidates() {
        assertThat(filter(false, List.of("Dog"), false)).isEqualTo(attr("cls").eq(text("Dog")));
        assertThat(filter(false, List.of("Dog", "Cat"), false))
                .isEqualTo(attr("cls").in(text("Dog"), text("Cat")));
        assertThat(filter(false, List.of("Dog"), true))
                .isEqualTo(attr("cls").eq(text("Dog")).or(attr("cls").notExists()));
        assertThat(filter(true, List.of("Dog"), true))
                .isEqualTo(attr("cls").eq(text("Dog")).not());
        assertThat(filter(true, List.of("Dog"), false))
                .isEqualTo(attr("cls").eq(text("Dog")).not().and(attr("cls").exists()));
        assertThat(filter(true, List.of(), true).isEmpty()).isTrue();
    }

    @Test
    void moreValuesThanCandidatesAreSaidInParts() {
        List<String> values =
                IntStream.range(0, 201).mapToObj(number -> "v" + number).toList();
        assertThat(filter(false, values, false))
                .isInstanceOfSatisfying(
                        Condition.Or.class,
                        parts -> assertThat(parts.conditions())
                                .hasSize(3)
                                .last()
                                .isEqualTo(attr("cls").eq(text("v200"))));
    }
}
