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

    /** From here on an exponent decides alone, whatever digits a text of that length has. */
    private static final long HUGE_EXPONENT = Integer.MAX_VALUE - MAX_LENGTH;

    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    private static final int LOWEST_SURE_SCALE = Integer.MIN_VALUE + MAX_LENGTH;
    private static final String TOO_MANY_DIGITS = "Attempting to store more than 38 significant digits in a Number";
    private static final String NONE = "The parameter cannot be converted to a numeric value";

    /** The number that a text stands for, or what is wrong with it. */
    public static NumberText of(String text) {
        if (text.isEmpty()) {
            return wrong(NONE);
        }
        BigDecimal number = parse(text);
        if (number == null) {
            return wrong(unreadable(text));
        }
        return inRange(number, exponentProblem(number));
    }

    /**
     * The same of a parameter of a statement, which the service reads as {@link BigDecimal} does: an exponent beyond 32 bits
     * makes no number, and the magnitude is reckoned in as many, so that one beyond them turns round.
     */
    public static NumberText ofParameter(String text) {
        BigDecimal number = text.isEmpty() ? null : parse(text);
        if (number == null) {
            return wrong(text.isEmpty() ? NONE : NONE + ": " + text);
        }
        int magnitude = number.precision() - number.scale();
        return inRange(number, magnitudeProblem(magnitude - 1L));
    }

    private static NumberText inRange(BigDecimal number, @Nullable String problem) {
        // The exponent that a zero is written with has to be in the range, too, though it means nothing.
        if (problem != null) {
            return wrong(problem);
        }
        BigDecimal canonical = number.stripTrailingZeros();
        return canonical.precision() > MAX_DIGITS ? wrong(TOO_MANY_DIGITS) : new NumberText(canonical, null);
    }

    /** What keeps a number, such as the sum of two, from being stored; {@code null} if nothing does. */
    public static @Nullable String rangeProblem(BigDecimal number) {
        BigDecimal canonical = number.stripTrailingZeros();
        String problem = exponentProblem(canonical);
        return problem == null && canonical.precision() > MAX_DIGITS ? TOO_MANY_DIGITS : problem;
    }

    private static @Nullable String exponentProblem(BigDecimal number) {
        return magnitudeProblem((long) number.precision() - number.scale() - 1);
    }

    private static @Nullable String magnitudeProblem(long exponent) {
        return exponent > MAX_EXPONENT ? OVERFLOW : exponent < MIN_EXPONENT ? UNDERFLOW : null;
    }

    /** The same of what was calculated, of which the service says that it is too large when it has too many digits. */
    public static @Nullable String resultProblem(BigDecimal number) {
        String problem = rangeProblem(number);
        return TOO_MANY_DIGITS.equals(problem) ? OVERFLOW : problem;
    }

    /** What is wrong with a text that is no {@link BigDecimal}: it may have an exponent that only 64 bits hold, as the service does. */
    private static String unreadable(String text) {
        int e = text.replace('E', 'e').indexOf('e');
        if (e > 0 && parse(text.substring(0, e)) != null && isPlain(text.substring(e + 1))) {
            try {
                long exponent = Long.parseLong(text.substring(e + 1));
                if (exponent > HUGE_EXPONENT) {
                    return OVERFLOW;
                } else if (exponent < -HUGE_EXPONENT) {
                    return UNDERFLOW;
                }
            } catch (NumberFormatException beyond64Bits) {
                // No number, as below.
            }
        }
        return NONE + ": " + text;
    }

    /** Whether a text has signs and digits only, and no digits of other scripts, which Java reads as well. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c == '+' || c == '-' || (c >= '0' && c <= '9'));
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
            BigDecimal number = new BigDecimal(text);
            return number.scale() > LOWEST_SURE_SCALE || hasExponentOf32Bits(text) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Asked of each exponent near the end of 32 bits: newer JDKs read those beyond it, too, if only the scale fits. */
    private static boolean hasExponentOf32Bits(String text) {
        long exponent = Long.parseLong(text.substring(text.replace('E', 'e').indexOf('e') + 1));
        return exponent <= Integer.MAX_VALUE;
    }

    private static NumberText wrong(String problem) {
        return new NumberText(null, problem);
    }
}
