package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The component that takes the attributes that its class does not know: its entries stand beside the other attributes. */
final class RestComponent extends Component {
    private final Function<Object, @Nullable Object> getter;
    private final Set<String> known;

    /**
     * The component of a {@link Rest}.
     *
     * @param known the stored names of the other components, complete when the class is learnt
     */
    RestComponent(Codec.Member member, Function<Object, @Nullable Object> getter, Set<String> known) {
        super(member, getter, Absence.of(isItem(member) ? Item.empty() : Map.of()));
        this.getter = getter;
        this.known = known;
    }

    private static boolean isItem(Codec.Member member) {
        return member.codec() == ItemCodec.INSTANCE;
    }

    Unknown unknown(int place) {
        return new Unknown.Kept(place, isItem(member));
    }

    @Override
    boolean isAttribute() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked") // The component was learnt as one of the two.
    void write(Object owner, ItemWriter out) {
        Object rest = getter.apply(owner);
        Map<String, AttributeValue> attributes = rest instanceof Item item
                ? item.asMap()
                : (Map<String, AttributeValue>) Objects.requireNonNullElse(rest, Map.of());
        attributes.forEach((name, value) -> {
            if (known.contains(name)) {
                throw new CodecException(
                        "",
                        "the rest holds an attribute " + name
                                + ", which the class has a component for; take it out of the rest",
                        null);
            }
            out.name(name);
            value.writeTo(out);
        });
    }
}
