package dev.stator.engine.evaluate;

import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map or list that can be changed. Only what lies on the way to a change becomes a draft; all else stays as it is.
 *
 * <p>The elements of a list keep the numbers that they had, however many others are removed or set behind its end, so all
 * actions of one update speak of the same elements; closing the gaps is left to {@link #finish}.
 */
abstract class Draft {
    /** The value under a name or number: an {@link AttributeValue} or a draft, or {@code null}. */
    abstract @Nullable Object get(Object key);

    abstract void put(Object key, Object value);

    abstract void remove(Object key);

    /** Whether this kind of container has keys of that kind: names or numbers. */
    abstract boolean takes(Object key);

    abstract AttributeValue finish();

    /** The container under a key, made a draft for good; {@code null} if there is none. */
    final @Nullable Draft descend(Object key) {
        Object value = takes(key) ? get(key) : null;
        if (value instanceof Draft draft) {
            return draft;
        }
        Draft draft = value instanceof AttributeValue.M map
                ? new MapDraft(map.values())
                : value instanceof AttributeValue.L list ? new ListDraft(list.values()) : null;
        if (draft != null) {
            put(key, draft);
        }
        return draft;
    }

    static AttributeValue finished(Object value) {
        return value instanceof Draft draft ? draft.finish() : (AttributeValue) value;
    }

    /** A map, or a whole item. */
    static final class MapDraft extends Draft {
        private final Map<String, AttributeValue> before;

        /** The entries that are not as before; null for what was there and is not any more. */
        private final Map<String, @Nullable Object> changes = new LinkedHashMap<>();

        MapDraft(Map<String, AttributeValue> before) {
            this.before = before;
        }

        @Override
        @Nullable
        Object get(Object key) {
            return changes.containsKey(key) ? changes.get(key) : before.get(key);
        }

        @Override
        void put(Object key, Object value) {
            changes.put((String) key, value);
        }

        @Override
        void remove(Object key) {
            if (before.containsKey(key)) {
                changes.put((String) key, null);
            } else {
                changes.remove(key);
            }
        }

        @Override
        boolean takes(Object key) {
            return key instanceof String;
        }

        /** The entries that are not as before; null for what is not there any more. */
        Map<String, @Nullable AttributeValue> finishChanges() {
            Map<String, @Nullable AttributeValue> finished = new LinkedHashMap<>();
            changes.forEach((name, value) -> finished.put(name, value == null ? null : finished(value)));
            return finished;
        }

        @Override
        AttributeValue finish() {
            Map<String, AttributeValue> finished = new LinkedHashMap<>(before);
            finishChanges().forEach((name, value) -> {
                if (value == null) {
                    finished.remove(name);
                } else {
                    finished.put(name, value);
                }
            });
            return new AttributeValue.M(finished);
        }
    }

    /** A list. */
    static final class ListDraft extends Draft {
        private final TreeMap<Integer, Object> elements = new TreeMap<>();

        ListDraft(List<AttributeValue> values) {
            for (int i = 0; i < values.size(); i++) {
                elements.put(i, values.get(i));
            }
        }

        @Override
        @Nullable
        Object get(Object key) {
            return elements.get(key);
        }

        @Override
        void put(Object key, Object value) {
            elements.put((Integer) key, value);
        }

        @Override
        void remove(Object key) {
            elements.remove(key);
        }

        @Override
        boolean takes(Object key) {
            return key instanceof Integer;
        }

        @Override
        AttributeValue finish() {
            List<AttributeValue> finished = new ArrayList<>(elements.size());
            elements.values().forEach(value -> finished.add(finished(value)));
            return new AttributeValue.L(finished);
        }
    }
}
