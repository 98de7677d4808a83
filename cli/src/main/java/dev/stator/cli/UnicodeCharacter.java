package dev.stator.cli;

import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.LocalIndex;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A character of the Unicode character database, which every JDK carries.
 *
 * @param script the script that it belongs to, such as {@code Latin}
 * @param codePoint its number
 * @param name its name, such as {@code LATIN SMALL LETTER A}
 * @param block the named range of code points that it lies in, such as {@code Basic Latin}
 * @param category the two letters of its general category, such as {@code Ll}
 * @param numericValue its value, for digits and other whole numbers
 * @param mirrored whether it is mirrored in text that runs from right to left
 */
record UnicodeCharacter(
        @PartitionKey String script,
        @SortKey @IndexSortKey("by-block") int codePoint,
        String name,
        @IndexPartitionKey("by-block") String block,
        @LocalIndex("by-category") String category,
        Optional<Integer> numericValue,
        boolean mirrored) {

    /** The two-letter categories, by {@link Character#getType}; there is no 17. */
    private static final String[] CATEGORIES = {
        "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "", "Co",
        "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
    };

    /** All characters that this JDK knows by name, which leaves out surrogates and private use. */
    static List<UnicodeCharacter> all() {
        return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(UnicodeCharacter::isAssigned)
                .mapToObj(UnicodeCharacter::of)
                .toList();
    }

    private static boolean isAssigned(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.UNASSIGNED && type != Character.PRIVATE_USE && type != Character.SURROGATE;
    }

    @SuppressWarnings(
            "CharacterGetNumericValue") // Asked for numbers only, so letters do not count as digits of base 36.
    static UnicodeCharacter of(int codePoint) {
        int value = Character.getNumericValue(codePoint);
        boolean isNumber = Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER
                || Character.getType(codePoint) == Character.LETTER_NUMBER
                || Character.getType(codePoint) == Character.OTHER_NUMBER;
        return new UnicodeCharacter(
                titleCase(UnicodeScript.of(codePoint).name()),
                codePoint,
                Character.getName(codePoint),
                titleCase(String.valueOf(UnicodeBlock.of(codePoint))),
                CATEGORIES[Character.getType(codePoint)],
                isNumber && value >= 0 ? Optional.of(value) : Optional.empty(),
                Character.isMirrored(codePoint));
    }

    /** {@code BASIC_LATIN} as people write it. */
    private static String titleCase(String constant) {
        StringBuilder words = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    /** The character itself, where it can be shown, with its number and name. */
    @Override
    public String toString() {
        String shown =
                Character.isISOControl(codePoint) || category.startsWith("M") ? " " : Character.toString(codePoint);
        return String.format(Locale.ROOT, "U+%04X %s %s", codePoint, shown, name);
    }
}
