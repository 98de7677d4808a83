package dev.stator.expression;

import dev.stator.value.AttributeValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the expressions of one request as the service's text, and gathers the placeholders that they share: each
 * attribute name once as {@code #n0}, {@code #n1}…, each constant as {@code :v0}, {@code :v1}….
 *
 * <p>Every name gets a placeholder, so no attribute name can collide with a reserved word or be read as a path. Used by
 * one thread, for one request.
 */
public sealed class ExpressionWriter permits ReadableText {
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();
    private StringBuilder out = new StringBuilder();

    /** A writer without placeholders. */
    public ExpressionWriter() {}

    /**
     * The text of a bound condition.
     *
     * @throws IllegalArgumentException if the condition is empty
     */
    public String write(Condition condition) {
        refuseEmpty(condition.isEmpty(), "condition");
        condition.writeTo(this);
        return take();
    }

    /**
     * The text of a bound update.
     *
     * @throws IllegalArgumentException if the update has no action
     */
    public String write(UpdateExpression update) {
        refuseEmpty(update.isEmpty(), "update");
        update.writeTo(this);
        return take();
    }

    /**
     * The text of a bound projection.
     *
     * @throws IllegalArgumentException if the projection has no path
     */
    public String write(Projection projection) {
        refuseEmpty(projection.isEmpty(), "projection");
        projection.writeTo(this);
        return take();
    }

    /** The names behind the placeholders of all texts written so far: {@code ExpressionAttributeNames}. */
    public Map<String, String> names() {
        return Collections.unmodifiableMap(names);
    }

    /** The constants behind the placeholders of all texts written so far: {@code ExpressionAttributeValues}. */
    public Map<String, AttributeValue> values() {
        return Collections.unmodifiableMap(values);
    }

    private static void refuseEmpty(boolean empty, String what) {
        if (empty) {
            throw new IllegalArgumentException(
                    "The " + what + " is empty and has no text; leave it out of the request");
        }
    }

    final void text(String text) {
        out.append(text);
    }

    /** A condition within another, in parentheses only where the grouping needs them: the service refuses others. */
    final void group(Condition condition, boolean parentheses) {
        text(parentheses ? "(" : "");
        condition.writeTo(this);
        text(parentheses ? ")" : "");
    }

    final void path(Path<?> path) {
        boolean first = true;
        for (Segment segment : path.segments()) {
            if (!first && !(segment instanceof Segment.Index)) {
                out.append('.');
            }
            segment(segment);
            first = false;
        }
    }

    void segment(Segment segment) {
        if (segment instanceof Segment.Name name) {
            text(placeholders.computeIfAbsent(name.name(), this::newName));
        } else if (segment instanceof Segment.Index) {
            text(segment.toString());
        } else {
            throw new IllegalStateException("The component " + segment
                    + " of a path has no stored name yet; bind the expression to a codec first");
        }
    }

    void value(Value value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value.attribute());
        text(placeholder);
    }

    private String newName(String name) {
        String placeholder = "#n" + names.size();
        names.put(placeholder, name);
        return placeholder;
    }

    final String take() {
        String text = out.toString();
        out = new StringBuilder();
        return text;
    }
}
