package dev.stator.engine.partiql;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of Ion values. The service takes none of them, and names the kind of the one that it refuses. What is within
 * brackets and quotes is not looked at.
 *
 * <p>Groups are repeated possessively: a repetition that may be taken back calls itself, once more for each digit.
 */
enum IonType {
    NULL("null"),
    BOOL("true|false"),
    TIMESTAMP(
            "\\d{4}T|\\d{4}-\\d{2}T|\\d{4}-\\d{2}-\\d{2}(T|T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2}))?"),
    INT("-?(0|[1-9](?:_?\\d)*+|0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*+|0[bB][01](?:_?[01])*+)"),
    FLOAT("nan|[+-]inf|-?(0|[1-9](?:_?\\d)*+)(\\.(\\d(?:_?\\d)*+)?)?[eE][+-]?\\d+"),
    DECIMAL("-?(0|[1-9](?:_?\\d)*+)(\\.(\\d(?:_?\\d)*+)?([dD][+-]?\\d+)?|[dD][+-]?\\d+)"),
    STRING("\".*\"|'''.*'''"),
    SYMBOL("[a-zA-Z_$][\\w$]*|'.+'"),
    CLOB("\\{\\{\\s*[\"'].*[\"']\\s*}}"),
    BLOB("\\{\\{[A-Za-z0-9+/=\\s]*}}"),
    STRUCT("\\{.*}"),
    LIST("\\[.*]"),
    SEXP("\\(.*\\)");

    private static final Pattern ANNOTATIONS = Pattern.compile("^(?:\\s*[a-zA-Z_$][\\w$]*\\s*::)++");
    private static final String TYPED_NULL = "null.";

    private final Pattern form;

    IonType(String form) {
        this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    /** The kind of a value; {@code null} for what is no value. */
    static @Nullable IonType of(String text) {
        String value = ANNOTATIONS.matcher(text).replaceFirst("").strip();
        if (value.startsWith(TYPED_NULL)) {
            return named(value.substring(TYPED_NULL.length()));
        }
        for (IonType type : values()) {
            if (type.form.matcher(value).matches()) {
                return type;
            }
        }
        return null;
    }

    private static @Nullable IonType named(String name) {
        for (IonType type : values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        return null;
    }
}
