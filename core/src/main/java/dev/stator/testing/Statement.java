package dev.stator.testing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a PartiQL statement is about, as far as faults have to know.
 *
 * @param isSelect whether it reads
 * @param table the table's name
 * @param index the name of the index that it reads
 */
record Statement(boolean isSelect, Optional<String> table, Optional<String> index) {
    /** A name in quotes, a word, or any other sign. */
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*+\"|[\\w-]++|[^\\s\"]");

    /** The words behind which the name of the table stands. */
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "INTO", "UPDATE");

    static Statement of(String text) {
        List<String> tokens =
                TOKEN.matcher(text).results().map(MatchResult::group).toList();
        int at = 0;
        while (at < tokens.size() && !BEFORE_TABLE.contains(tokens.get(at).toUpperCase(Locale.ROOT))) {
            at++;
        }
        boolean isSelect = !tokens.isEmpty() && tokens.get(0).equalsIgnoreCase("SELECT");
        boolean hasIndex = at + 3 < tokens.size() && tokens.get(at + 2).equals(".");
        return new Statement(isSelect, name(tokens, at + 1), hasIndex ? name(tokens, at + 3) : Optional.empty());
    }

    private static Optional<String> name(List<String> tokens, int place) {
        return place < tokens.size() ? Optional.of(tokens.get(place).replace("\"", "")) : Optional.empty();
    }
}
