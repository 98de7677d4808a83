package dev.stator.engine.partiql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of PartiQL: those of SQL-92, and its own. They are far fewer than the reserved words of expressions. */
final class Keywords {
    private static final Set<String> ALL = words("""
            absolute action add all allocate alter and any are as asc assertion at authorization avg bag begin between bit blob
            bool boolean by cascade cascaded case cast catalog char char_length character character_length check clob close
            coalesce collate collation column commit conflict connect connection constraint constraints continue convert
            corresponding count create cross current current_date current_time current_timestamp current_user cursor date
            date_add date_diff deallocate dec decimal declare default deferrable deferred delete desc describe descriptor
            diagnostics disconnect distinct do domain double drop else end escape except exception exec execute exists external
            extract false fetch first float for foreign found from full get global go goto grant group having identity immediate
            in index indicator initially inner input insensitive insert int integer intersect interval into is isolation join
            key language last left let level like limit list local lower match max min missing modified module names national
            natural nchar new next no not nothing null nullif numeric octet_length of old on only open option or order outer
            output overlaps pad partial pivot position precision prepare preserve primary prior privileges procedure public
            read real references relative remove restrict returning revoke right rollback rows schema scroll section select
            session session_user set sexp size smallint some space sql sqlcode sqlerror sqlstate string struct substring sum
            symbol system_user table temporary then time timestamp to transaction translate translation trim true tuple union
            unique unknown unpivot update upper usage user using value values varchar varying view when whenever where with
            work write zone
            """);

    /** Those that begin a call when a parenthesis follows. */
    private static final Set<String> FUNCTIONS = words("""
            avg bag char_length character_length coalesce count date_add date_diff exists extract list lower max min nullif
            octet_length position sexp size substring sum trim upper
            """);

    private Keywords() {}

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a word is none of the language's. */
    static boolean contains(String word) {
        return ALL.contains(word.toLowerCase(Locale.ROOT));
    }

    static boolean isFunction(Token token) {
        return token.kind() == Token.Kind.KEYWORD && FUNCTIONS.contains(token.lowerCase());
    }
}
