package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that a template makes, as the values of its members by their names.
 *
 * @param template the template
 * @param always whether the template makes all keys; otherwise an item may give another
 * @param records takes records apart that give several values at once; null if there are none
 */
record TemplateCodec(
        KeyTemplate template, boolean always, @Nullable KeyRecords records)
        implements ScalarCodec<Map<String, Object>> {
    @Override
    public AttributeType type() {
        return AttributeType.S;
    }

    @Override
    public Class<? super Map<String, Object>> javaClass() {
        return Map.class;
    }

    @Override
    public void write(Map<String, Object> values, ItemWriter out) {
        out.string(template.text(values));
    }

    @Override
    public Map<String, Object> read(ItemReader in) {
        ScalarCodec.expect(AttributeType.S, String.class, in);
        String key = in.string();
        Map<String, Object> values = template.parse(key);
        template.requireForm(key, values);
        return values;
    }

    /** Whether this is a value of a member, rather than a record of several. */
    boolean takes(Object given) {
        return template.parts().stream()
                .anyMatch(part -> part.value().codec().javaClass().isInstance(given));
    }

    /** The key for what a user gives: the value of its only member, a record of all, or the key as stored. */
    AttributeValue key(Object given) {
        if (given instanceof AttributeValue stored) {
            return stored(stored);
        }
        return new AttributeValue.S(template.text(values(given)));
    }

    private AttributeValue stored(AttributeValue stored) {
        if (!(stored instanceof AttributeValue.S text)) {
            throw new CodecException(
                    "", "found a value of type " + stored.type() + "; the key is a string of the template", null);
        }
        return always ? new AttributeValue.S(template.text(template.parse(text.value()))) : text;
    }

    private Map<String, Object> values(Object given) {
        Set<String> members = Set.copyOf(template.names());
        if (members.isEmpty()) {
            throw new CodecException("", "the key is always \"" + template + "\"; leave it out", null);
        } else if (!isRecord(given) && members.size() == 1) {
            return Map.of(template.names().get(0), given);
        }
        Map<String, Object> values = isRecord(given) && records != null ? records.values(given) : Map.of();
        if (!values.keySet().equals(members)) {
            throw new CodecException(
                    "",
                    "found a " + given.getClass().getName() + "; the key is made of " + template.names()
                            + ", so give a record with components of these names",
                    null);
        }
        return values;
    }

    private boolean isRecord(Object given) {
        return given.getClass().isRecord() && !takes(given);
    }

    /** The beginning of the keys of which a user gives the first members, or the beginning of the first. */
    AttributeValue prefix(Object given) {
        if (given instanceof AttributeValue stored) {
            return stored;
        } else if (isRecord(given) && records != null) {
            return new AttributeValue.S(template.prefix(records.values(given)));
        } else if (given instanceof String text && template.beginsWithText()) {
            return new AttributeValue.S(template.textPrefix(text));
        }
        return new AttributeValue.S(
                template.prefix(Map.of(template.names().stream().findFirst().orElse(""), given)));
    }
}
