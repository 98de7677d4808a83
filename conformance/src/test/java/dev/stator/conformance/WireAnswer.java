package dev.stator.conformance;

import dev.stator.transport.WireReply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server answered, without what has to differ: times, identities, the form of numbers, and the order
 * of sets and of partitions.
 *
 * @param outcome {@code OK}, or the code and the message of the error
 * @param members the members of the reply, but those that are in the outcome
 */
record WireAnswer(String outcome, JsonNode members) {
    private static final String OK = "OK";
    private static final Set<String> OF_THIS_SERVER = Set.of(
            "CreationDateTime",
            "LatestStreamArn",
            "LatestStreamLabel",
            "TableId",
            "TableArn",
            "IndexArn",
            "LastUpdateToPayPerRequestDateTime",
            "LastIncreaseDateTime",
            "LastDecreaseDateTime",
            "eventID",
            "awsRegion",
            "ApproximateCreationDateTime",
            "SequenceNumber");
    private static final Set<String> UNORDERED = Set.of(
            "SS",
            "NS",
            "BS",
            "AttributeDefinitions",
            "ConsumedCapacity",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes");
    private static final Pattern LISTED = Pattern.compile("([\\[{])([^\\[\\]{}]*)([\\]}])");
    private static final Pattern COMMA = Pattern.compile(", *");

    static WireAnswer of(RandomRequest request, WireReply reply) {
        JsonNode body = WireValues.JSON.readTree(reply.body());
        String outcome = OK;
        if (reply.status() != 200) {
            ObjectNode error = (ObjectNode) body;
            String type = error.remove("__type").stringValue();
            JsonNode told = error.has("message") ? error.remove("message") : error.remove("Message");
            String message = told == null || told.isNull() ? "" : sorted(told.stringValue());
            outcome = (reply.status() == 400 ? "" : reply.status() + " ")
                    + type.substring(type.indexOf('#') + 1)
                    + (message.isEmpty() ? "" : ": " + message);
        }
        return new WireAnswer(
                outcome,
                isPart(request) || isFetched(request)
                        ? WireValues.JSON.createObjectNode()
                        : comparable(body, isUnordered(request)));
    }

    /** Whether items come in an order that each server has of its own: that of partitions, or of equal keys of an index. */
    private static boolean isUnordered(RandomRequest request) {
        return request.action().equals("Scan")
                || request.action().equals("BatchGetItem")
                || request.action().equals("ExecuteStatement")
                || (request.action().equals("Query") && request.body().has("IndexName"));
    }

    /** Whether that order decides what is found. */
    private static boolean isPart(RandomRequest request) {
        return isUnordered(request)
                && Stream.of("Limit", "Segment", "ExclusiveStartKey").anyMatch(request.body()::has);
    }

    /** Whether a scan is filtered by what its index does not hold, which DynamoDB Local fetches, see the page. */
    static boolean isFetched(RandomRequest request) {
        return request.action().equals("Scan")
                && Stream.of("local", "keys", "partial")
                        .anyMatch(request.body().path("IndexName").asString("")::equals)
                && Stream.of("FilterExpression", "ScanFilter").anyMatch(request.body()::has);
    }

    /** What is within brackets is in no order, but for the reasons of a transaction, of which each is that of one action. */
    private static String sorted(String message) {
        return message.startsWith("Transaction cancelled")
                ? message
                : LISTED.matcher(message)
                        .replaceAll(list -> Matcher.quoteReplacement(list.group(1)
                                + String.join(
                                        ", ",
                                        new TreeSet<>(COMMA.splitAsStream(list.group(2))
                                                .toList()))
                                + list.group(3)));
    }

    /** The same JSON without what has to differ. */
    static JsonNode comparable(JsonNode node, boolean unordered) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (OF_THIS_SERVER.contains(name)) {
                    object.put(name, "…");
                } else if (name.equals("N") && value.isString()) {
                    object.put(name, number(value));
                } else {
                    JsonNode inside = comparable(object.get(name), unordered);
                    object.set(
                            name,
                            inside.isArray() && (unordered || UNORDERED.contains(name)) ? ordered(inside) : inside);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, comparable(array.get(i), unordered));
            }
        }
        return node;
    }

    /** In one form: DynamoDB Local keeps that of the request where an update sets it. */
    private static String number(JsonNode text) {
        try {
            return new BigDecimal(text.stringValue()).stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return text.stringValue();
        }
    }

    private static JsonNode ordered(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        elements.sort(Comparator.comparing(element -> element.path("TableName").asString("") + text(element)));
        return WireValues.JSON.createArrayNode().addAll(elements);
    }

    /** The JSON with its members in order. */
    static String text(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new TreeSet<>(object.propertyNames())
                    .stream()
                            .map(name -> name + ":" + text(object.get(name)))
                            .toList()
                            .toString();
        } else if (node instanceof ArrayNode array) {
            return array.valueStream().map(WireAnswer::text).toList().toString();
        }
        return node.toString();
    }

    /** The code of the outcome. */
    String code() {
        int colon = outcome.indexOf(':');
        return colon < 0 ? outcome : outcome.substring(0, colon);
    }

    boolean isOk() {
        return outcome.equals(OK);
    }

    /** The items of this answer that another one does not have. */
    List<JsonNode> itemsBeside(WireAnswer other) {
        List<JsonNode> items = new ArrayList<>();
        members.path("Items").forEach(items::add);
        other.members.path("Items").forEach(items::remove);
        return items;
    }

    /** One place where two answers differ. */
    record Discrepancy(String ours, String theirs) {
        private static final Pattern PARTICULAR =
                Pattern.compile("\\d+|\"[^\"]*\"|[\\[{].*[\\]}]|: [#:]?[^ ;,]+(?=[;,]|$)");

        /** The same for differences that tell of other names, numbers and values. */
        String kind() {
            return PARTICULAR.matcher(ours + "|" + theirs).replaceAll("_");
        }
    }

    /** Where another answer differs from this; empty if nowhere. */
    List<Discrepancy> without(WireAnswer other) {
        if (!outcome.equals(other.outcome)) {
            return List.of(new Discrepancy(outcome, other.outcome));
        }
        List<Discrepancy> found = new ArrayList<>();
        compare("", members, other.members, found);
        return found;
    }

    private static void compare(String path, JsonNode one, JsonNode other, List<Discrepancy> found) {
        if (one instanceof ObjectNode ours && other instanceof ObjectNode theirs) {
            Set<String> names = new TreeSet<>(ours.propertyNames());
            names.addAll(theirs.propertyNames());
            for (String name : names) {
                compare(path + "/" + name, ours.path(name), theirs.path(name), found);
            }
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "/" + i, one.get(i), other.get(i), found);
            }
        } else if (one.isNumber() && other.isNumber()) {
            if (Double.compare(one.doubleValue(), other.doubleValue()) != 0) {
                found.add(new Discrepancy(path + " " + one, path + " " + other));
            }
        } else if (!one.equals(other)) {
            found.add(new Discrepancy(path + " " + shown(one), path + " " + shown(other)));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }
}
