package dev.stator.engine.item;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The service's rules for the text of a number: either a number, or the message about what is wrong.
 *
 * @param value the number without trailing zeros, if the text is sound
 * @param problem the service's message, if it is not
 */
public record NumberText(
        @Nullable BigDecimal value, @Nullable String problem) {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    /** Beyond this a text would cost time out of all proportion; no sound number needs so many characters. */
    private static final int MAX_LENGTH = 1_000;

    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private static final String TOO_MANY_DIGITS = "Attempting to store more than 38 significant digits in a Number";

    /** The number that a text stands for, or what is wrong with it. */
    public static NumberText of(String text) {
        if (text.isEmpty()) {
            return wrong("The parameter cannot be converted to a numeric value");
        }
        BigDecimal number = parse(text);
        if (number == null) {
            return wrong("The parameter cannot be converted to a numeric value: " + text);
        }
        BigDecimal canonical = number.stripTrailingZeros();
        // The exponent that a zero is written with has to be in the range, too, though it means nothing.
        String problem = canonicalProblem(number.signum() == 0 ? number : canonical);
        return problem == null ? new NumberText(canonical, null) : wrong(problem);
    }

    /** What keeps a number, such as the sum of two, from being stored; {@code null} if nothing does. */
    public static @Nullable String rangeProblem(BigDecimal number) {
        return canonicalProblem(number.stripTrailingZeros());
    }

    private static @Nullable String canonicalProblem(BigDecimal canonical) {
        long exponent = (long) canonical.precision() - canonical.scale() - 1;
        if (exponent > MAX_EXPONENT) {
            return OVERFLOW;
        } else if (exponent < MIN_EXPONENT) {
            return "Number underflow. Attempting to store a number with magnitude smaller than supported range";
        } else if (canonical.precision() > MAX_DIGITS) {
            return TOO_MANY_DIGITS;
        }
        return null;
    }

    /** The same of what was calculated, of which the service says that it is too large when it has too many digits. */
    public static @Nullable String resultProblem(BigDecimal number) {
        String problem = rangeProblem(number);
        return TOO_MANY_DIGITS.equals(problem) ? OVERFLOW : problem;
    }

    private static @Nullable BigDecimal parse(String text) {
        int length = text.length();
        boolean digits = length <= 18;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c > '9' && c != 'e' && c != 'E') || c < '+') {
                return null;
            }
            digits &= c >= '0' && c <= '9';
        }
        if (digits) {
            return BigDecimal.valueOf(Long.parseLong(text));
        } else if (length > MAX_LENGTH) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static NumberText wrong(String problem) {
        return new NumberText(null, problem);
    }
}
