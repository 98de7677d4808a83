package dev.stator.engine.partiql;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The names that a type can have behind {@code IS}. */
enum TypeName {
    MISSING("missing"),
    NULL("null"),
    BOOLEAN("bool|boolean"),
    SMALLINT("smallint|integer2|int2"),
    INTEGER4("integer4|int4"),
    INTEGER8("integer8|int8"),
    INTEGER("int|integer"),
    FLOAT("float"),
    REAL("real"),
    DOUBLE_PRECISION("double precision"),
    DECIMAL("decimal|dec"),
    NUMERIC("numeric"),
    TIMESTAMP("timestamp"),
    DATE("date"),
    TIME("time"),
    CHARACTER_VARYING("character varying|varchar"),
    CHARACTER("character|char"),
    STRING("string"),
    SYMBOL("symbol"),
    CLOB("clob"),
    BLOB("blob"),
    STRUCT("struct"),
    TUPLE("tuple"),
    LIST("list"),
    SEXP("sexp"),
    BAG("bag");

    private final String spellings;

    /** A type with spellings that have {@code |} between them. */
    TypeName(String spellings) {
        this.spellings = spellings;
    }

    /**
     * The type whose spelling comes next.
     *
     * @param take takes a word, if it is the next
     */
    static @Nullable String find(Predicate<String> take) {
        for (TypeName type : values()) {
            for (String spelling : type.spellings.split("\\|", -1)) {
                int blank = spelling.indexOf(' ');
                String first = blank < 0 ? spelling : spelling.substring(0, blank);
                if (take.test(first)) {
                    if (blank < 0 || take.test(spelling.substring(blank + 1))) {
                        return type.name();
                    }
                    return first.equals("character") ? CHARACTER.name() : null;
                }
            }
        }
        return null;
    }
}
