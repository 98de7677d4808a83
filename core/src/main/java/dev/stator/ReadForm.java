package dev.stator;

import dev.stator.codec.View;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.Segment;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a read makes of an item.
 *
 * @param type the class of it
 * @param projection what is brought of the item; all if empty
 * @param reader reads it straight from the wire
 */
record ReadForm<T>(Class<T> type, Optional<Projection> projection, Function<ItemReader, T> reader) {
    static ReadForm<Item> of(Projection projection) {
        return new ReadForm<>(Item.class, Optional.of(projection), Item::readFrom);
    }

    static <S> ReadForm<S> of(View<S> view) {
        return new ReadForm<>(view.type(), projection(view), view::readItem);
    }

    static Optional<Projection> projection(View<?> view) {
        List<Path<?>> paths = view.paths().stream().<Path<?>>map(ReadForm::path).toList();
        return Optional.of(new Projection(paths)).filter(projection -> !projection.isEmpty());
    }

    private static AnyPath path(List<String> names) {
        return new AnyPath(names.stream().<Segment>map(Segment.Name::new).toList());
    }
}
