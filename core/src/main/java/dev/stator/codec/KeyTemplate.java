package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a key is made from other members: literal text and placeholders, as in {@code "ORDER#{placed}#{number:08}"}.
 *
 * <p>A placeholder names a member that is stored as a string, or a whole number that is not negative, with the width to
 * which it is padded, so that keys sort as the numbers do. Every key can be parsed back: a member of no fixed width is
 * followed by literal text that its values may not contain, or stands last.
 */
public final class KeyTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)(?::0(\\d+))?}");

    /**
     * A placeholder, and the text behind it.
     *
     * @param value checks and converts its values
     * @param attribute the stored name of the member
     * @param own whether the member is an attribute of that name, and not stored in a key alone
     * @param width the number of digits; 0 for a text
     */
    record Part(KeyAttribute value, String attribute, boolean own, int width, String literal) {
        String name() {
            return value.name();
        }

        private ScalarCodec<?> scalar() {
            return (ScalarCodec<?>) value.codec();
        }
    }

    private final String text;
    private final String start;
    private final List<Part> parts;
    /** Whether no other key can be parsed than one that the template makes of what is parsed. */
    private final boolean exact;

    private KeyTemplate(String text, String start, List<Part> parts) {
        this.text = text;
        this.start = start;
        this.parts = List.copyOf(parts);
        this.exact = parts.stream().allMatch(part -> part.scalar().isExact());
    }

    /** The names of the members in a template, in order. */
    static List<String> names(String template) {
        return PLACEHOLDER
                .matcher(template)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /**
     * Reads a template.
     *
     * @param members the members of the class, by their Java names
     * @throws IllegalArgumentException if it names no member, or one of a type that no key has, or its keys could not be
     *     parsed back or would not sort
     */
    static KeyTemplate of(String template, Function<String, Optional<Component>> members) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        List<Part> parts = new ArrayList<>();
        String start = template;
        int end = -1;
        String name = "";
        String width = "";
        while (placeholder.find()) {
            if (end < 0) {
                start = template.substring(0, placeholder.start());
            } else {
                parts.add(part(template, name, width, template.substring(end, placeholder.start()), false, members));
            }
            name = placeholder.group(1);
            width = Optional.ofNullable(placeholder.group(2)).orElse("");
            end = placeholder.end();
        }
        if (end >= 0) {
            parts.add(part(template, name, width, template.substring(end), true, members));
        }
        List<String> names = names(template);
        if (names.size() > Set.copyOf(names).size()) {
            throw refusal(template, "names a member twice, and a key could say two values of it; name each once");
        }
        boolean braces = start.matches("(?s).*[{}].*")
                || parts.stream().anyMatch(part -> part.literal().matches("(?s).*[{}].*"));
        if (braces) {
            throw refusal(template, "has a brace that is no placeholder; write {name}, or {name:08} for a number");
        } else if (template.isEmpty()) {
            throw refusal(template, "is empty, and no key can be");
        }
        return new KeyTemplate(template, start, parts);
    }

    private static Part part(
            String template,
            String name,
            String width,
            String literal,
            boolean last,
            Function<String, Optional<Component>> members) {
        Component component = members.apply(name)
                .orElseThrow(() -> refusal(template, "names " + name + ", which is no member of the class"));
        Codec.Member member = component.member;
        Codec<?> codec = member.codec() instanceof OptionalCodec<?, ?> optional ? optional.present() : member.codec();
        if (!(codec instanceof ScalarCodec<?> scalar) || scalar.type() == AttributeType.B) {
            throw refusal(template, "names " + name + ", which is stored neither as a string nor as a number");
        }
        boolean number = scalar.type() == AttributeType.N;
        if (number && !scalar.isWhole()) {
            throw refusal(
                    template,
                    "names " + name + ", which may have a fraction, so keys would not sort by it;"
                            + " use a whole number");
        } else if (number && width.isEmpty()) {
            throw refusal(
                    template,
                    "names the number " + name + " without a width, so keys would not sort by it; write {" + name
                            + ":08} for 8 digits");
        } else if (!number && !width.isEmpty()) {
            throw refusal(template, "gives " + name + " a width, and it is no number; write {" + name + "}");
        } else if (!number && literal.isEmpty() && !last) {
            throw refusal(template, "has nothing behind " + name + " that tells where it ends; put a separator there");
        }
        int digits = number ? Integer.parseInt(width) : 0;
        if (number && (digits < 1 || digits > 38)) {
            throw refusal(template, "gives " + name + " a width that is not from 1 to 38");
        }
        Codec<?> guarded = KeyCodec.ofIndex(codec);
        KeyAttribute value = new KeyAttribute(name, scalar.type(), guarded);
        return new Part(value, member.name(), component.isAttribute(), digits, literal);
    }

    private static IllegalArgumentException refusal(String template, String problem) {
        return new IllegalArgumentException("the key template \"" + template + "\" " + problem);
    }

    /** The names of the members in it, in order. */
    public List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /** The stored names of the members in it, by their Java names, in order. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        parts.forEach(part -> attributes.put(part.name(), part.attribute()));
        return attributes;
    }

    /**
     * What a key tells of the attributes of its item: the members of which it is made, as they are stored, by their stored
     * names. Those that are stored in a key alone are not among them.
     *
     * @throws CodecException if the template makes no such key
     */
    public Item attributesOf(String key) {
        Map<String, Object> values = parse(key);
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.own) {
                attributes.put(part.attribute, part.value.stored(values.get(part.name())));
            }
        }
        return Item.copyOf(attributes);
    }

    List<Part> parts() {
        return parts;
    }

    /**
     * Checks that keys sort as the members do, for a sort key.
     *
     * @throws IllegalArgumentException if they do not
     */
    void checkSorting() {
        for (Part part : parts) {
            ScalarCodec<?> codec = part.scalar();
            if (codec.sorting() == Sorting.NONE) {
                throw refusal(text, "of a sort key names " + part.name() + ", and " + unsorted(codec));
            } else if (!codec.sorting().sortsBefore(part.literal())) {
                throw refusal(
                        text,
                        "of a sort key names " + part.name() + ", a "
                                + codec.javaClass().getName()
                                + ", whose texts are of several lengths, so that keys would not sort by it in front of \""
                                + part.literal() + "\"; put a # behind it, or use an Instant");
            }
        }
    }

    /** What is wrong with a class as a sort key. */
    static String unsorted(Codec<?> codec) {
        return "the texts of a " + codec.javaClass().getName()
                + " do not sort as its values do; use an Instant or a number, or give it a converter to what sorts";
    }

    /**
     * The key that these values make.
     *
     * @param values a value for each of {@link #names}; those of the members' classes, or their attribute values
     * @throws CodecException if one cannot be told from the text around it, is negative, or has too many digits; its path
     *     is the member's name
     */
    public String text(Map<String, ?> values) {
        StringBuilder key = new StringBuilder(start);
        for (Part part : parts) {
            key.append(text(part, values.get(part.name()))).append(part.literal);
        }
        if (key.length() == 0) {
            throw new CodecException("", "the key is empty", null);
        }
        return key.toString();
    }

    /** The beginning of the keys with these values, which are those of the first members. */
    String prefix(Map<String, ?> values) {
        StringBuilder key = new StringBuilder(start);
        int given = 0;
        for (Part part : parts) {
            if (!values.containsKey(part.name())) {
                break;
            }
            key.append(text(part, values.get(part.name()))).append(part.literal);
            given++;
        }
        if (given < values.size()) {
            throw new IllegalArgumentException("A prefix of a key of the template \"" + text
                    + "\" gives values that are not those of its first members, " + names());
        }
        return key.toString();
    }

    /** Whether the first member is a text, of which a beginning can be given. */
    boolean beginsWithText() {
        return !parts.isEmpty() && parts.get(0).width == 0;
    }

    /** The beginning of the keys whose first member begins with this text. */
    String textPrefix(String value) {
        Part first = parts.get(0);
        if (!first.literal.isEmpty() && value.contains(first.literal)) {
            throw new CodecException(
                    first.name(),
                    "the prefix has \"" + first.literal + "\" in it, which ends the value in the key template \"" + text
                            + "\"; give a record of the first members, or the prefix as stored, as an AttributeValue",
                    null);
        }
        return start + value;
    }

    private String text(Part part, @Nullable Object value) {
        try {
            AttributeValue stored = part.value.stored(value);
            return stored instanceof AttributeValue.N number
                    ? digits(part, number.value())
                    : delimited(part, ((AttributeValue.S) stored).value());
        } catch (CodecException e) {
            throw e.within(part.name());
        }
    }

    private String delimited(Part part, String value) {
        if (!part.literal.isEmpty() && (value + part.literal).indexOf(part.literal) != value.length()) {
            throw new CodecException(
                    "",
                    "the value has \"" + part.literal + "\" in it, which ends it in the key template \"" + text
                            + "\"; use another separator there",
                    null);
        }
        return value;
    }

    private String digits(Part part, BigDecimal value) {
        String digits = value.toBigIntegerExact().toString();
        if (value.signum() < 0 || digits.length() > part.width) {
            throw new CodecException(
                    "",
                    "the number is " + (value.signum() < 0 ? "negative" : "too wide") + " for the key template \""
                            + text + "\", whose keys sort by " + part.width
                            + " digits; give it more, or store another number",
                    null);
        }
        return "0".repeat(part.width - digits.length()) + digits;
    }

    /**
     * The values that made a key, by the names of the members.
     *
     * @throws CodecException if the template makes no such key
     */
    public Map<String, Object> parse(String key) {
        Map<String, Object> values = new HashMap<>();
        int at = start.length();
        boolean fits = key.startsWith(start);
        for (int i = 0; fits && i < parts.size(); i++) {
            Part part = parts.get(i);
            int end;
            if (part.width > 0) {
                end = at + part.width;
            } else if (part.literal.isEmpty()) {
                end = key.length();
            } else if (i == parts.size() - 1) {
                end = key.length() - part.literal.length();
            } else {
                end = key.indexOf(part.literal, at);
            }
            fits = end > at && end <= key.length() && key.startsWith(part.literal, end);
            if (fits) {
                values.put(part.name(), value(part, key.substring(at, end)));
                at = end + part.literal.length();
            }
        }
        if (!fits || at != key.length()) {
            throw misfit();
        }
        return values;
    }

    private Object value(Part part, String found) {
        if (part.width > 0 && !found.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw misfit();
        }
        AttributeValue value =
                part.width > 0 ? new AttributeValue.N(new BigDecimal(found)) : new AttributeValue.S(found);
        try {
            return part.value.codec().read(new TreeItemReader(value));
        } catch (CodecException e) {
            throw e.within(part.name());
        }
    }

    /**
     * Checks that a key is the one that the template makes of what was parsed.
     *
     * @throws CodecException if the service has it otherwise, so that what was read would be put as another item
     */
    void requireForm(String key, Map<String, ?> values) {
        if (!exact && !text(values).equals(key)) {
            throw new CodecException(
                    "",
                    "found a key that the template \"" + text
                            + "\" makes in another form of the same members, so the record"
                            + " would be put as another item; store the item with the key in the form of the template, by a"
                            + " table of items, or give the members converters to the form that is stored",
                    null);
        }
    }

    /**
     * Checks that a key is the one that the template makes of all its members, which are stored beside it.
     *
     * @throws CodecException if it is another, so that what was read would be put as another item
     */
    void requireMembers(String key, Map<String, ?> values) {
        if (!text(values).equals(key)) {
            requireForm(key, parse(key));
            throw contradiction();
        }
    }

    /**
     * Checks that members that are stored beside a key are those that were parsed from it.
     *
     * @throws CodecException if they are others, so that what was read would be put as another item
     */
    void requireSame(Map<String, ?> parsed, Map<String, ?> beside) {
        for (Part part : parts) {
            Object value = beside.get(part.name());
            if (value != null && !text(part, value).equals(text(part, parsed.get(part.name())))) {
                throw contradiction();
            }
        }
    }

    private CodecException contradiction() {
        return new CodecException(
                "",
                "found members beside the key of which the template \"" + text
                        + "\" makes another key, so the record would be put as another item; store them as the key says,"
                        + " or the item with the other key, by a table of items",
                null);
    }

    private CodecException misfit() {
        return new CodecException("", "found a key that is none of the template \"" + text + "\"", null);
    }

    @Override
    public String toString() {
        return text;
    }
}
