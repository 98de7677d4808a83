package dev.stator.engine.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table, or of something that belongs to one, for the rest of AWS.
 *
 * @param region where it is
 * @param account who owns it
 * @param table the name of the table
 * @param kind what it is of the table, such as {@link #STREAM}; {@link #TABLE} for the table itself
 * @param id which of that kind it is; empty for the table
 */
public record Arn(String region, String account, String table, String kind, String id) {
    /** The kind of a table. */
    public static final String TABLE = "";

    /** The kind of a stream; its id is its label. */
    public static final String STREAM = "stream";

    /** The kind of a backup. */
    public static final String BACKUP = "backup";

    /** The kind of an index; its id is its name. */
    public static final String INDEX = "index";

    private static final Pattern FORM = Pattern.compile(
            "arn:aws[a-z-]*:dynamodb:([^:]+):(\\d{12}):table/([a-zA-Z0-9_.-]{3,255})(?:/([a-z]+)/([^/]+))?");

    private static @Nullable Arn parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        boolean isTable = parts.group(4) == null;
        return new Arn(
                parts.group(1),
                parts.group(2),
                parts.group(3),
                isTable ? TABLE : parts.group(4),
                isTable ? "" : parts.group(5));
    }

    /** Reads that of something of a kind; {@code null} if a text is none. */
    public static @Nullable Arn parse(String text, String kind) {
        Arn arn = parse(text);
        return arn != null && arn.kind.equals(kind) ? arn : null;
    }

    /** The text, as {@link #parse} reads it. */
    @Override
    public String toString() {
        String ofTable = "arn:aws:dynamodb:" + region + ":" + account + ":table/" + table;
        return kind.isEmpty() ? ofTable : ofTable + "/" + kind + "/" + id;
    }
}
