package dev.stator.expression;

import dev.stator.codec.Codec;
import java.util.List;

/**
 * The parts of an item that a read gives.
 *
 * @param paths the parts; none of them leads through another
 */
public record Projection(List<Path<?>> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }

    /** The projection to these parts. */
    public static Projection of(Path<?>... paths) {
        return new Projection(List.of(paths));
    }

    /** Whether there is no part; such a projection is left out of the request, which then reads whole items. */
    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /**
     * The same projection with stored names, for items that this codec reads.
     *
     * @param root the codec of the whole item
     * @throws IllegalArgumentException if a path does not belong to the record, or two paths overlap
     */
    public Projection bind(Codec<?> root) {
        Binding binding = new Binding(root);
        List<Path<?>> bound = paths.stream().<Path<?>>map(binding::path).toList();
        PathText.refuseOverlap("A projection", bound);
        return new Projection(bound);
    }

    /** Writes this projection's text; it must be bound and not empty. */
    public void writeTo(ExpressionWriter out) {
        String separator = "";
        for (Path<?> path : paths) {
            out.text(separator);
            path.writeTo(out);
            separator = ", ";
        }
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
