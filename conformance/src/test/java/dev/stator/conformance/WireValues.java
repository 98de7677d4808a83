package dev.stator.conformance;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attribute values, keys and items in their JSON form, of few names and values so that they often meet; now and then one
 * that no item can have.
 */
final class WireValues {
    static final ObjectMapper JSON = new ObjectMapper();

    /** The names of attributes; a, b, c and d are keys of the tables in {@link WireTables}. */
    static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "m", "l");

    private static final List<String> STRINGS = List.of("x", "y", "z", "xy", "\u00e9");
    private static final List<String> NUMBERS =
            List.of("1", "2", "-5", "0", "1.0", "1e2", "0.5", "12345678901234567890");
    private static final List<String> BINARIES = List.of("AQ==", "Ag==", "AQI=", "/w==");
    private static final List<String> SETS = List.of(
            "{'SS':['x','y']}",
            "{'SS':['y']}",
            "{'NS':['1','2']}",
            "{'NS':['2']}",
            "{'BS':['AQ==','Ag==']}",
            "{'BS':['AQ==']}");
    private static final List<String> DOCUMENTS = List.of(
            "{'L':[]}",
            "{'L':[{'N':'1'},{'S':'x'}]}",
            "{'L':[{'M':{'x':{'N':'1'}}},{'L':[{'N':'1'}]}]}",
            "{'M':{}}",
            "{'M':{'x':{'N':'1'},'y':{'M':{'z':{'N':'2'}}},'l':{'L':[{'N':'1'},{'N':'2'}]}}}");
    private static final List<String> UNSOUND = List.of(
            "{'S':''}",
            "{'B':''}",
            "{'N':''}",
            "{'N':'abc'}",
            "{'N':' 1'}",
            "{'N':'+5'}",
            "{'N':'1e400'}",
            "{'N':'1E126'}",
            "{'N':'-1E126'}",
            "{'N':'1E-131'}",
            "{'N':'9.9999999999999999999999999999999999999E125'}",
            "{'N':'123456789012345678901234567890123456789'}",
            "{'N':'0.000000000000000000000000000000000000000001'}",
            "{'N':'NaN'}",
            "{'SS':[]}",
            "{'NS':[]}",
            "{'BS':[]}",
            "{'SS':['x','x']}",
            "{'NS':['1','1.0']}",
            "{'NS':['1','x']}",
            "{'BS':['AQ==','AQ==']}",
            "{'SS':['']}",
            "{'SS':['x',null]}",
            "{'NULL':false}",
            "{'NULL':true}",
            "{'BOOL':'true'}",
            "{'BOOL':'maybe'}",
            "{}",
            "{'S':'x','N':'1'}",
            "{'S':null}",
            "{'X':'x'}",
            "{'S':1}",
            "{'N':1}",
            "{'S':{}}",
            "{'L':{}}",
            "{'M':[]}",
            "{'L':[{'S':''},{}]}",
            "{'M':{'':{'S':'x'}}}",
            "{'M':{'x':{}}}",
            "{'B':'AQ'}",
            "{'B':'?'}",
            "{'SS':'x'}",
            "{'NS':[1]}",
            "null",
            "'x'",
            "[]");

    private final Random random;

    /** One in how many values is unsound. */
    private final int unsound;

    WireValues(Random random, int unsound) {
        this.random = random;
        this.unsound = unsound;
    }

    /** JSON in which ' stands for ". */
    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    JsonNode value() {
        if (random.nextInt(unsound) == 0) {
            return json(pick(UNSOUND));
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> of("S");
            case 3, 4, 5 -> of("N");
            case 6 -> random.nextBoolean() ? of("B") : json(random.nextBoolean() ? "{'BOOL':true}" : "{'NULL':true}");
            case 7, 8 -> json(pick(DOCUMENTS));
            default -> set();
        };
    }

    JsonNode set() {
        return json(pick(SETS));
    }

    JsonNode list() {
        return json(pick(DOCUMENTS.subList(0, 3)));
    }

    /** A sound value of a key's type. */
    JsonNode of(String type) {
        List<String> values = switch (type) {
            case "S" -> STRINGS;
            case "N" -> NUMBERS;
            default -> BINARIES;
        };
        return JSON.createObjectNode().put(type, pick(values));
    }

    ObjectNode key(WireTables table) {
        ObjectNode key = JSON.createObjectNode();
        table.key().forEach((name, type) -> key.set(name, of(type)));
        return key;
    }

    ObjectNode item(WireTables table) {
        ObjectNode item = key(table);
        for (String name : NAMES) {
            if (!item.has(name) && random.nextInt(3) > 0) {
                String type = table.types().get(name);
                item.set(name, type == null || random.nextInt(12) == 0 ? value() : of(type));
            }
        }
        return item;
    }

    String name() {
        return pick(NAMES);
    }

    <V> V pick(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }
}
