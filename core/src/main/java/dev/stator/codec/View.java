package dev.stator.codec;

import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class that reads a part of a table's items: what it reads, found in the items' own class by stored names. Made by
 * {@link TableSchema#view}.
 *
 * @param <S> the class
 */
public final class View<S> {
    private final Class<S> type;
    private final ItemForm<S> codec;
    /** What makes items new that are of older shapes, of which nothing is known but whole; null if there are none. */
    private final @Nullable ItemForm<?> shapes;

    private final List<List<String>> paths = new ArrayList<>();

    private View(Class<S> type, ItemForm<S> codec, @Nullable ItemForm<?> shapes) {
        this.type = type;
        this.codec = codec;
        this.shapes = shapes;
    }

    /** The view of whole items as they are. */
    static View<Item> ofItems() {
        return new View<>(Item.class, ItemCodec.INSTANCE, null);
    }

    /**
     * The view that a record has of items of a class, or of dynamic ones, of which nothing is known.
     *
     * @throws IllegalArgumentException if the items' class stores no such attribute, another class there, or may leave out
     *     what the view needs
     */
    static <S> View<S> of(Class<S> type, RecordCodec<S> codec, ItemForm<?> items) {
        View<S> view = new View<>(type, codec, items.hasShapes() ? items : null);
        view.collect(codec, items, List.of(), Fit.reading(type));
        return view;
    }

    private void collect(RecordCodec<?> part, Codec<?> whole, List<String> prefix, Fit fit) {
        if (part.keepsUnknown()) {
            throw fit.refusal(
                    prefix,
                    "and " + part.javaClass().getName()
                            + " has a @Rest, and only what it names is brought; take that away");
        }
        for (Codec.Member member : part.members()) {
            List<String> path = new ArrayList<>(prefix);
            path.add(member.name());
            if (whole == ItemCodec.INSTANCE) {
                paths.add(path);
                continue;
            }
            Codec.Member stored = fit.stored(member, whole, path);
            Codec<?> inside = Fit.core(stored.codec());
            if (Fit.core(member.codec()) instanceof RecordCodec<?> inner
                    && inner.javaClass() != inside.javaClass()
                    && showsPresence(inner)) {
                collect(inner, inside, path, fit);
            } else {
                paths.add(path);
            }
        }
    }

    /** Whether the inner record is there exactly when some of its attributes are, so that it can be read by parts. */
    private static boolean showsPresence(RecordCodec<?> inner) {
        return inner.members().stream().anyMatch(member -> !member.optional());
    }

    /** The class of what is read. */
    public Class<S> type() {
        return type;
    }

    /** What is brought, as names from the outside in; none of whole items, which are needed where older shapes are stored. */
    public List<List<String>> paths() {
        return shapes == null ? List.copyOf(paths) : List.of();
    }

    /**
     * Reads the part from an item that has it.
     *
     * @throws dev.stator.error.CodecException if an attribute is missing or does not fit its component
     */
    public S readItem(ItemReader in) {
        return shapes == null ? codec.readItem(in) : fromItem(ItemCodec.INSTANCE.readItem(in));
    }

    /** The part of an item; see {@link #readItem}. */
    public S fromItem(Item item) {
        Item known = item;
        if (shapes != null) {
            Map<String, AttributeValue> part =
                    new LinkedHashMap<>(shapes.upgraded(item).asMap());
            part.keySet().retainAll(paths.stream().map(path -> path.get(0)).toList());
            known = Item.copyOf(part);
        }
        return codec.readItem(new TreeItemReader(known));
    }
}
