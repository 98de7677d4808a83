package dev.stator.expression;

import java.util.Collection;
import java.util.function.Consumer;

/** Expressions as people read them, bound or not: names and constants where they stand, no placeholders. */
final class ReadableText extends ExpressionWriter {
    private ReadableText() {}

    static String of(Consumer<ExpressionWriter> node) {
        ReadableText text = new ReadableText();
        node.accept(text);
        return text.take();
    }

    @Override
    void segment(Segment segment) {
        text(segment.toString());
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
        }
        return constant.toString();
    }
}
