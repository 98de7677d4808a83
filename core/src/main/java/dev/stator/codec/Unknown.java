package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done with attributes that a class does not know. */
interface Unknown {
    Unknown DROPPED = (name, in, values) -> in.skip();

    Unknown REFUSED = (name, in, values) -> {
        throw new CodecException(
                name, "the class has no such component, and refuses what it does not know; add one to the class", null);
    };

    /** Takes the value of one, on which the reader stands. */
    void take(String name, ItemReader in, @Nullable Object[] values);

    /** Called when all attributes were read. */
    default void finish(@Nullable Object[] values) {}

    /** They are gathered at the place of the component that takes them. */
    record Kept(int place, boolean asItem) implements Unknown {
        @Override
        public void take(String name, ItemReader in, @Nullable Object[] values) {
            Map<String, AttributeValue> rest = gathered(values);
            if (rest == null) {
                rest = new LinkedHashMap<>();
                values[place] = rest;
            }
            try {
                rest.put(name, ValueCodec.value(in));
            } catch (CodecException e) {
                throw e.within(name);
            }
        }

        @Override
        public void finish(@Nullable Object[] values) {
            Map<String, AttributeValue> rest = gathered(values);
            if (rest != null) {
                values[place] = asItem ? Item.copyOf(rest) : Collections.unmodifiableMap(rest);
            }
        }

        @SuppressWarnings("unchecked") // Nothing else is put in that place before it is finished.
        private @Nullable Map<String, AttributeValue> gathered(@Nullable Object[] values) {
            return (Map<String, AttributeValue>) values[place];
        }
    }
}
