package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Random texts of expressions and the placeholders they use; some with a word too many, too few or out of place. */
final class WireText {
    private static final List<String> PATHS = List.of(
            "a", "b", "c", "d", "e", "m", "l", "m.x", "m.y", "m.y.z", "m.l[0]", "l[0]", "l[1]", "l[5]", "l[1][0]", "e",
            "c");
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> WORDS = List.of(
            "(",
            ")",
            ",",
            "=",
            "<>",
            "AND",
            "OR",
            "NOT",
            "BETWEEN",
            "IN",
            "SET",
            "REMOVE",
            "ADD",
            "DELETE",
            "+",
            "-",
            "foo ( a )",
            "size ( a )",
            "contains ( a , b )",
            "attribute_exists ( a )",
            "if_not_exists ( a , b )",
            "list_append ( l , l )",
            "[0]",
            "[99999999999]",
            ".",
            ":zz",
            "#zz",
            ":",
            "#",
            "1",
            "size",
            "name",
            "status",
            "a",
            "l [ 0 ]",
            "Attribute_Exists ( a )",
            "and",
            "set",
            "\"a\"",
            "a-b",
            "\u00e9");

    private final Random random;
    private final WireValues values;
    private final RandomText texts;
    private final ObjectNode names = JSON.createObjectNode();
    private final ObjectNode constants = JSON.createObjectNode();

    WireText(Random random, WireValues values) {
        this.random = random;
        this.values = values;
        this.texts = new RandomText(random, WORDS);
    }

    /** Gives a request the placeholders of the texts made so far, and now and then other ones. */
    void addPlaceholders(ObjectNode body) {
        if (random.nextInt(40) == 0) {
            names.put(values.pick(List.of("#unused", "unused", "#", "#a-b", "")), values.pick(List.of("a", "")));
        }
        if (random.nextInt(40) == 0) {
            constants.set(values.pick(List.of(":unused", "unused", ":", ":a-b", "")), values.value());
        }
        drop(names);
        drop(constants);
        if (!names.isEmpty() || random.nextInt(60) == 0) {
            body.set("ExpressionAttributeNames", names);
        }
        if (!constants.isEmpty() || random.nextInt(60) == 0) {
            body.set("ExpressionAttributeValues", constants);
        }
    }

    private void drop(ObjectNode placeholders) {
        if (!placeholders.isEmpty() && random.nextInt(40) == 0) {
            placeholders.remove(values.pick(List.copyOf(placeholders.propertyNames())));
        }
    }

    String condition() {
        return texts.disturbed(condition(2));
    }

    private String condition(int depth) {
        return texts.logic(depth, this::comparison);
    }

    private String comparison() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> operand() + " " + values.pick(COMPARATORS) + " " + operand();
            case 4 -> operand() + " BETWEEN " + operand() + " AND " + operand();
            case 5 -> operand() + " IN ( " + operand() + " , " + operand() + " )";
            case 6 -> "attribute_exists ( " + path() + " )";
            case 7 -> "attribute_not_exists ( " + path() + " )";
            case 8 -> "attribute_type ( " + path() + " , " + constant(type()) + " )";
            case 9 -> "begins_with ( " + path() + " , " + operand() + " )";
            default -> "contains ( " + operand() + " , " + operand() + " )";
        };
    }

    private JsonNode type() {
        return JSON.createObjectNode()
                .put("S", values.pick(List.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL", "X")));
    }

    private String operand() {
        return switch (random.nextInt(9)) {
            case 0 -> "size ( " + path() + " )";
            case 1, 2, 3 -> path();
            default -> constant(values.value());
        };
    }

    /** A condition on the keys of a table or an index. */
    String keyCondition(String partition, JsonNode constant, List<String> sorts, String sortType) {
        String text = reference(partition) + " = " + constant(constant);
        if (!sorts.isEmpty() && random.nextInt(3) > 0) {
            String sort = reference(sorts.get(0));
            text += " AND "
                    + switch (random.nextInt(8)) {
                        case 0 ->
                            sort + " BETWEEN " + constant(values.of(sortType)) + " AND "
                                    + constant(values.of(sortType));
                        case 1 -> "begins_with ( " + sort + " , " + constant(values.of(sortType)) + " )";
                        default -> sort + " " + values.pick(COMPARATORS) + " " + constant(values.of(sortType));
                    };
        }
        return texts.disturbed(text);
    }

    String projection() {
        StringBuilder text = new StringBuilder(path());
        for (int more = random.nextInt(3); more > 0; more--) {
            text.append(" , ").append(path());
        }
        return texts.disturbed(text.toString());
    }

    String update() {
        StringBuilder text = new StringBuilder();
        List<String> sections = new ArrayList<>(List.of("SET", "SET", "REMOVE", "ADD", "DELETE"));
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            String section = sections.remove(random.nextInt(sections.size()));
            text.append(text.isEmpty() ? "" : " ").append(section).append(' ').append(change(section));
            for (int more = random.nextInt(3); more > 0; more--) {
                text.append(" , ").append(change(section));
            }
        }
        return texts.disturbed(text.toString());
    }

    private String change(String section) {
        return switch (section) {
            case "SET" -> path() + " = " + assigned();
            case "REMOVE" -> path();
            case "ADD" -> path() + " " + constant(random.nextBoolean() ? values.of("N") : values.set());
            default -> path() + " " + constant(values.set());
        };
    }

    private String assigned() {
        return switch (random.nextInt(12)) {
            case 0 -> path() + " + " + constant(values.of("N"));
            case 1 -> constant(values.of("N")) + " - " + path();
            case 2 -> "if_not_exists ( " + path() + " , " + simple() + " )";
            case 3 -> "list_append ( " + path() + " , " + constant(values.list()) + " )";
            case 4 ->
                "list_append ( if_not_exists ( " + path() + " , " + constant(values.list()) + " ) , " + simple() + " )";
            case 5 -> "if_not_exists ( " + path() + " , " + constant(values.of("N")) + " ) + " + simple();
            case 6 -> path() + " - " + path();
            case 7 -> path();
            default -> constant(values.value());
        };
    }

    private String simple() {
        return random.nextBoolean() ? path() : constant(values.value());
    }

    private String path() {
        String path = values.pick(PATHS);
        return random.nextInt(4) == 0 ? reference(path.substring(0, 1)) + path.substring(1) : path;
    }

    /** A name, or a placeholder for it. */
    private String reference(String name) {
        if (random.nextInt(3) > 0) {
            return name;
        }
        names.put("#" + name, name);
        return "#" + name;
    }

    private String constant(JsonNode value) {
        String placeholder = ":" + (char) ('p' + constants.size() % 10) + constants.size() / 10;
        constants.set(placeholder, value);
        return placeholder;
    }
}
