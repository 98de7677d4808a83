package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of random requests of PartiQL statements; some have a word too many, too few or out of place. */
final class RandomStatement {
    private static final List<String> PATHS = List.of(
            "a", "b", "c", "d", "e", "m", "l", "m.x", "m.y", "m.y.z", "m.l[0]", "l[0]", "l[1]", "l[5]", "e", "c");
    private static final List<String> COMPARATORS = List.of("=", "=", "<>", "<", "<=", ">", ">=");
    private static final List<String> WORDS = List.of(
            "(",
            ")",
            ",",
            "=",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "MISSING",
            "SET",
            "REMOVE",
            "WHERE",
            "FROM",
            "SELECT",
            "*",
            "?",
            "'x'",
            "\"x\"",
            "1",
            "-",
            "+",
            "[",
            "]",
            "{",
            "}",
            "<<",
            ">>",
            "a",
            "a.b",
            "size(c)",
            "foo(c)",
            ";",
            "RETURNING",
            "''");
    private static final List<String> RETURNING = List.of(
            "RETURNING ALL OLD *", "RETURNING ALL NEW *", "RETURNING MODIFIED OLD *", "RETURNING MODIFIED NEW *");

    private final Random random;
    private final WireTables table;
    private final WireValues values;
    private final RandomText texts;
    private final ArrayNode parameters = JSON.createArrayNode();

    RandomStatement(Random random) {
        this.random = random;
        this.values = new WireValues(random, 60);
        this.texts = new RandomText(random, WORDS);
        this.table = values.pick(List.of(WireTables.values()));
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    /** The body of {@code ExecuteStatement}. */
    static ObjectNode one(Random random) {
        RandomStatement statement = new RandomStatement(random);
        ObjectNode body = statement.body(statement.any());
        if (statement.one(4)) {
            body.put("ConsistentRead", statement.one(2));
        }
        if (statement.one(6)) {
            body.put("Limit", 1 + random.nextInt(4));
        }
        if (statement.one(6)) {
            body.put("ReturnValuesOnConditionCheckFailure", statement.one(2) ? "ALL_OLD" : "NONE");
        }
        return body;
    }

    /** The body of {@code BatchExecuteStatement}. */
    static ObjectNode batch(Random random) {
        boolean reads = random.nextBoolean();
        return several(random, "Statements", statement -> reads ? statement.get() : statement.write());
    }

    /** The body of {@code ExecuteTransaction}. */
    static ObjectNode transaction(Random random) {
        boolean reads = random.nextInt(3) == 0;
        ObjectNode body = several(
                random,
                "TransactStatements",
                statement -> reads ? statement.get() : statement.one(4) ? statement.check() : statement.write());
        if (random.nextInt(3) == 0) {
            body.put("ClientRequestToken", "s" + random.nextInt(1_000_000_000));
        }
        return body;
    }

    private static ObjectNode several(Random random, String member, Function<RandomStatement, String> text) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray(member);
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            RandomStatement statement = new RandomStatement(random);
            list.add(statement.body(text.apply(statement)));
        }
        return body;
    }

    private ObjectNode body(String text) {
        ObjectNode body = JSON.createObjectNode().put("Statement", texts.disturbed(text));
        if (one(60)) {
            parameters.add(values.value());
        } else if (!parameters.isEmpty() && one(60)) {
            parameters.remove(0);
        }
        if (!parameters.isEmpty()) {
            body.set("Parameters", parameters);
        }
        return body;
    }

    private String any() {
        return one(2) ? select() : write();
    }

    private String select() {
        String text = "SELECT " + columns() + " FROM " + source();
        if (!one(4)) {
            text += " WHERE " + (one(4) ? condition(2) : found());
        }
        return text;
    }

    /** The conditions of a query, and those by which it filters. */
    private String found() {
        String text = "a = " + constant(values.of(table.key().get("a")));
        if (table.key().containsKey("b") && one(2)) {
            String type = table.key().get("b");
            text += one(5)
                    ? " AND b BETWEEN " + constant(values.of(type)) + " AND " + constant(values.of(type))
                    : " AND b " + values.pick(COMPARATORS) + " " + constant(values.of(type));
        }
        return one(3) ? text + " AND " + condition(1) : text;
    }

    private String get() {
        return "SELECT " + columns() + " FROM " + name() + " WHERE " + key();
    }

    private String check() {
        return "EXISTS ( SELECT * FROM " + name() + " WHERE " + key() + " AND " + condition(1) + " )";
    }

    private String write() {
        return switch (random.nextInt(3)) {
            case 0 -> "INSERT INTO " + name() + " VALUE " + item();
            case 1 -> {
                StringBuilder text = new StringBuilder("UPDATE " + name());
                for (int count = 1 + random.nextInt(2); count > 0; count--) {
                    text.append(one(3) ? " REMOVE " + path() : " SET " + path() + " = " + assigned());
                }
                yield text + " WHERE " + key() + (one(4) ? " AND " + condition(1) : "") + returning();
            }
            default ->
                "DELETE FROM " + name() + " WHERE " + key() + (one(4) ? " AND " + condition(1) : "") + returning();
        };
    }

    private String returning() {
        return one(4) ? " " + values.pick(RETURNING) : "";
    }

    private String assigned() {
        return switch (random.nextInt(8)) {
            case 0 -> path() + " + " + constant(values.of("N"));
            case 1 -> path();
            case 2 -> "list_append( " + path() + " , " + constant(values.list()) + " )";
            case 3 -> "set_add( " + path() + " , " + constant(values.set()) + " )";
            case 4 -> "set_delete( " + path() + " , " + constant(values.set()) + " )";
            default -> constant(values.value());
        };
    }

    private String key() {
        List<String> parts = new ArrayList<>();
        table.key().forEach((name, type) -> parts.add(name + " = " + constant(values.of(type))));
        if (one(30)) {
            parts.remove(0);
        }
        return parts.isEmpty() ? "e = 1" : String.join(" AND ", parts);
    }

    private String columns() {
        if (one(2)) {
            return "*";
        }
        List<String> paths = new ArrayList<>(List.of(path()));
        while (one(2)) {
            paths.add(path());
        }
        return String.join(" , ", paths);
    }

    private String name() {
        return one(40) ? "absent" : one(2) ? table.tableName() : '"' + table.tableName() + '"';
    }

    private String source() {
        return !table.indexes().isEmpty() && one(4)
                ? '"' + table.tableName() + "\".\"" + values.pick(table.indexes()) + '"'
                : name();
    }

    private String path() {
        return values.pick(PATHS);
    }

    private String condition(int depth) {
        return texts.logic(depth, this::comparison);
    }

    private String comparison() {
        return switch (random.nextInt(11)) {
            case 0 -> path() + " BETWEEN " + constant(values.of("N")) + " AND " + constant(values.of("N"));
            case 1 -> path() + " IN [ " + constant(values.value()) + " , " + constant(values.value()) + " ]";
            case 2 -> path() + " IS " + values.pick(List.of("MISSING", "NOT MISSING", "NULL", "NOT NULL"));
            case 3 -> "begins_with( " + path() + " , " + constant(values.of("S")) + " )";
            case 4 -> "contains( " + path() + " , " + constant(values.value()) + " )";
            case 5 -> "attribute_type( " + path() + " , '" + values.pick(List.of("S", "N", "L", "X")) + "' )";
            case 6 -> "size( " + path() + " ) " + values.pick(COMPARATORS) + " " + constant(values.of("N"));
            default -> path() + " " + values.pick(COMPARATORS) + " " + constant(values.value());
        };
    }

    private String item() {
        List<String> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : values.item(table).properties()) {
            members.add("'" + each.getKey() + "' : " + constant(each.getValue()));
        }
        return "{ " + String.join(" , ", members) + " }";
    }

    /** A literal, or a parameter. */
    private String constant(JsonNode value) {
        String literal = one(3) ? null : literal(value);
        if (literal == null) {
            parameters.add(value);
            return "?";
        }
        return literal;
    }

    /** Null if the value has no literal. */
    private static String literal(JsonNode value) {
        if (!value.isObject() || value.size() != 1) {
            return null;
        }
        Map.Entry<String, JsonNode> only = value.properties().iterator().next();
        JsonNode inside = only.getValue();
        return switch (only.getKey()) {
            case "S" -> inside.isString() ? "'" + inside.stringValue() + "'" : null;
            case "N" -> inside.isString() ? inside.stringValue() : null;
            case "BOOL" -> inside.toString();
            case "NULL" -> "NULL";
            case "SS" -> inside.isArray() ? elements("<<", inside, ">>", "'") : null;
            case "NS" -> inside.isArray() ? elements("<<", inside, ">>", "") : null;
            default -> null;
        };
    }

    private static String elements(String begin, JsonNode list, String end, String quote) {
        return list.valueStream()
                .map(element -> quote + element.asString("") + quote)
                .collect(Collectors.joining(",", begin, end));
    }
}
