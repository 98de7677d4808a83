package dev.stator.engine.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0012.50, 12.5",
        "+5, 5",
        "-0, 0",
        "1e2, 100",
        "1E+2, 100",
        ".5, 0.5",
        "5., 5",
        "0e125, 0",
        "0.0e126, 0",
        "0e-130, 0",
        "0000012345678901234567890123456789012345678, 12345678901234567890123456789012345678"
    })
    void aNumberLosesWhatMeansNothing(String text, String plain) {
        assertThat(Objects.requireNonNull(NumberText.of(text).value()).toPlainString())
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b",
                "1 ",
                " 1",
                "1,5",
                "1/2",
                "--1",
                "1+2",
                "1.2.3",
                "e2",
                "NaN",
                "Infinity",
                "0x1",
                "١",
                "İİİe",
                "1İİİe5",
                "1e9223372036854775808",
                "e99999999999",
                "1e5e99999999999",
                "1e+-99999999999",
                "1e"
            })
    void whatIsNoNumberIsNamed(String text) {
        assertThat(NumberText.of(text).problem())
                .isEqualTo("The parameter cannot be converted to a numeric value: " + text);
    }

    @Test
    void emptyTextIsNotNamed() {
        assertThat(NumberText.of("").problem()).isEqualTo("The parameter cannot be converted to a numeric value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e٩٩٩٩٩٩٩٩٩٩٩", "1e-٩٩٩٩٩٩٩٩٩٩٩", "1e+९९९९९९९९९९९", "٣", "1e٣"})
    void digitsOfOtherScriptsAreNone(String text) {
        String problem = "The parameter cannot be converted to a numeric value: " + text;
        assertThat(NumberText.of(text).problem()).isEqualTo(problem);
        assertThat(NumberText.ofParameter(text).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "1e126, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "0e126, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "0e-131, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "-1e126, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "1e-131, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "1e99999999999, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "-1e99999999999, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "1e2147483647, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "100e2147483647, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "1E+2147483648, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "0e9223372036854775807, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "1e-99999999999, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "1.5e-2147483647, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "1e-9223372036854775808, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "123456789012345678901234567890123456789, Attempting to store more than 38 significant digits in a Number"
    })
    void numbersBeyondTheRangeAreRefused(String text, String problem) {
        assertThat(NumberText.of(text).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.9999999999999999999999999999999999999e125", "-1e-130", "1e125"})
    void numbersAtTheEdgeAreTaken(String text) {
        assertThat(NumberText.of(text).problem()).isNull();
        assertThat(NumberText.ofParameter(text)).isEqualTo(NumberText.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1e126, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "1e2147483646, Number overflow. Attempting to store a number with magnitude larger than supported range",
        "1e2147483647, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "1e-131, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "1e-2147483647, Number underflow. Attempting to store a number with magnitude smaller than supported range",
        "1e2147483648, The parameter cannot be converted to a numeric value: 1e2147483648",
        "0.5E2147483648, The parameter cannot be converted to a numeric value: 0.5E2147483648",
        "0.5e+2147483648, The parameter cannot be converted to a numeric value: 0.5e+2147483648",
        "-1e99999999999, The parameter cannot be converted to a numeric value: -1e99999999999",
        "1e-2147483648, The parameter cannot be converted to a numeric value: 1e-2147483648",
        "'', The parameter cannot be converted to a numeric value",
        "123456789012345678901234567890123456789, Attempting to store more than 38 significant digits in a Number"
    })
    void parametersOfStatementsAreReckonedIn32Bits(String text, String problem) {
        assertThat(NumberText.ofParameter(text).problem()).isEqualTo(problem);
    }
}
