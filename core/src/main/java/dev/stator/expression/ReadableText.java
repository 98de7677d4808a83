package dev.stator.expression;

import dev.stator.value.Binary;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Expressions as people read them, bound or not: names and constants where they stand, no placeholders. */
final class ReadableText extends ExpressionWriter {
    /** Names that cannot be taken for a path or for more of the expression. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-]+");

    private ReadableText() {}

    static String of(Consumer<ExpressionWriter> node) {
        ReadableText text = new ReadableText();
        node.accept(text);
        return text.take();
    }

    @Override
    void segment(Segment segment) {
        boolean ambiguous = segment instanceof Segment.Name name
                && !PLAIN.matcher(name.name()).matches();
        text(ambiguous ? "`" + segment + "`" : segment.toString());
    }

    @Override
    void value(Value value) {
        text(readable(value.object()));
    }

    private static String readable(Object constant) {
        if (constant instanceof String text) {
            return '"' + text + '"';
        } else if (constant instanceof Collection<?> elements) {
            return elements.stream().map(ReadableText::readable).toList().toString();
        } else if (constant instanceof byte[] bytes) {
            return Binary.of(bytes).toString();
        }
        return constant.toString();
    }
}
