package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a query or scan in the form of boto3's paginators, whose {@code NextToken} and {@code StartingToken} it is: JSON
 * in base64, as its {@code TokenEncoder} and {@code TokenDecoder} write and read it. {@link Listing#fullResult} gives and takes
 * its text; this is for those who look inside. It hides nothing and proves nothing: for places that pass through strangers' hands use {@link Page#cursor}.
 *
 * @param startKey the key behind which the page begins; the beginning if empty
 * @param truncateAmount how many items of that page were given already
 */
public record PaginationToken(Optional<Item> startKey, int truncateAmount) {
    private static final String START_KEY = "ExclusiveStartKey";
    private static final String TRUNCATE_AMOUNT = "boto_truncate_amount";
    private static final String ENCODED_KEYS = "boto_encoded_keys";

    /** Checks the number. */
    public PaginationToken {
        if (truncateAmount < 0) {
            throw new IllegalArgumentException("truncateAmount is " + truncateAmount + "; it is 0 or more");
        }
    }

    /** The text, to the byte what boto3 makes of it. */
    public String encode() {
        StringBuilder json = new StringBuilder("{\"" + START_KEY + "\": ");
        List<String> binaries = new ArrayList<>();
        if (startKey.isEmpty()) {
            json.append("null");
        } else {
            String separator = "{";
            for (Map.Entry<String, AttributeValue> attribute :
                    startKey.get().asMap().entrySet()) {
                AttributeValue value = attribute.getValue();
                String type = value.type().name();
                json.append(separator).append(quoted(attribute.getKey())).append(": {\"" + type + "\": ");
                json.append(quoted(scalar(value))).append('}');
                if (value instanceof AttributeValue.B) {
                    binaries.add("[\"" + START_KEY + "\", " + quoted(attribute.getKey()) + ", \"B\"]");
                }
                separator = ", ";
            }
            json.append('}');
        }
        if (truncateAmount > 0) {
            json.append(", \"" + TRUNCATE_AMOUNT + "\": ").append(truncateAmount);
        }
        if (!binaries.isEmpty()) {
            json.append(", \"" + ENCODED_KEYS + "\": [")
                    .append(String.join(", ", binaries))
                    .append(']');
        }
        return Base64.getEncoder().encodeToString(json.append('}').toString().getBytes(UTF_8));
    }

    /** The content of a key attribute as it is on the wire. */
    private static String scalar(AttributeValue value) {
        JsonWriter json = new JsonWriter();
        value.writeTo(json.items());
        JsonReader reader = new JsonReader(json.toByteArray());
        reader.startObject();
        reader.nextField();
        return reader.text();
    }

    /** As Python's {@code json.dumps} writes a string: in ASCII. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /**
     * The token of a text.
     *
     * @throws IllegalArgumentException if it is no text of such a token
     */
    public static PaginationToken decode(String token) {
        if (token == null) {
            throw new IllegalArgumentException("The pagination token is null; leave it out to begin at the beginning");
        }
        try {
            return read(new JsonReader(Base64.getDecoder().decode(token)));
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | MalformedJsonException e) {
            throw new IllegalArgumentException(
                    "The pagination token is damaged: pass what nextToken or boto3's NextToken gave, unchanged", e);
        }
    }

    private static PaginationToken read(JsonReader json) {
        Optional<Item> startKey = Optional.empty();
        int truncateAmount = 0;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case START_KEY -> {
                    if (json.isNull()) {
                        json.skip();
                    } else {
                        startKey = Optional.of(readKey(json));
                    }
                }
                case TRUNCATE_AMOUNT -> truncateAmount = Math.toIntExact(json.integer());
                case ENCODED_KEYS ->
                    json.skip(); // The bytes of a key are base64 under "B", whether or not this says so.
                default -> throw new IllegalArgumentException("A token has nothing called so");
            }
        }
        return new PaginationToken(startKey, truncateAmount);
    }

    private static Item readKey(JsonReader json) {
        Item key = Item.empty();
        json.startObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (json.isObject()) {
                key = key.with(name, AttributeValue.readFrom(json.items()));
            } else {
                // The paginators of a resource's client have plain values, which can only be strings.
                key = key.with(name, json.text());
            }
        }
        return key;
    }
}
