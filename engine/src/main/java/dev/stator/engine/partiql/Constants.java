package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.NumberText;
import dev.stator.engine.item.SetOrder;
import dev.stator.value.AttributeValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that a statement holds, and those of its parameters. Parameters stand for whole values only. */
final class Constants {
    /** As deep as a value within an attribute may lie. */
    private static final int MAX_DEPTH = 32;

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String UNSUPPORTED_IN_BAG =
            "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags";

    private final List<AttributeValue> parameters;

    /** The values for {@code ?}, in their order, as many as there are. */
    Constants(List<AttributeValue> parameters) {
        this.parameters = parameters;
    }

    /** Whether something is written as a constant, sound or not. */
    static boolean isConstant(Syntax syntax) {
        return syntax instanceof Syntax.Text
                || syntax instanceof Syntax.Numeral
                || syntax instanceof Syntax.Constant
                || syntax instanceof Syntax.Parameter
                || syntax instanceof Syntax.Ion
                || syntax instanceof Syntax.Struct
                || syntax instanceof Syntax.Sequence
                || syntax instanceof Syntax.Bag;
    }

    /** The value of an attribute, or one to compare with. */
    AttributeValue read(Syntax syntax) {
        if (!(syntax instanceof Syntax.Parameter parameter)) {
            return read(syntax, "root", 0);
        }
        return parameters.get(parameter.position());
    }

    /** The attributes of an item. */
    Map<String, AttributeValue> item(Syntax.Struct struct) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (Syntax.Field field : struct.fields()) {
            item.put(key(field, item, "root", field.key().at()), read(field.value()));
        }
        return item;
    }

    private static AttributeValue read(Syntax syntax, String path, int depth) {
        if (depth >= MAX_DEPTH) {
            throw Fault.validation("Nesting Levels have exceeded supported limits under " + path);
        } else if (syntax instanceof Syntax.Text text) {
            return new AttributeValue.S(text.at().text());
        } else if (syntax instanceof Syntax.Numeral number) {
            return new AttributeValue.N(number(number, path));
        } else if (syntax instanceof Syntax.Constant constant) {
            return switch (constant.at().lowerCase()) {
                case "true" -> new AttributeValue.Bool(true);
                case "false" -> new AttributeValue.Bool(false);
                default -> AttributeValue.Null.NULL;
            };
        } else if (syntax instanceof Syntax.Struct struct) {
            Map<String, AttributeValue> entries = new LinkedHashMap<>();
            for (Syntax.Field field : struct.fields()) {
                String key = key(field, entries, path, struct.at());
                entries.put(key, read(field.value(), path + "." + key, depth + 1));
            }
            return new AttributeValue.M(entries);
        } else if (syntax instanceof Syntax.Sequence list) {
            List<AttributeValue> elements = new ArrayList<>();
            for (int i = 0; i < list.elements().size(); i++) {
                elements.add(read(list.elements().get(i), path + "[" + i + "]", depth + 1));
            }
            return new AttributeValue.L(elements);
        } else if (syntax instanceof Syntax.Bag bag) {
            return set(bag, path);
        } else if (syntax instanceof Syntax.Ion) {
            throw Fault.validation("Ion Literals are not supported: "
                    + IonType.of(syntax.at().text()) + " under key " + path
                    + syntax.at().position());
        }
        String position = syntax instanceof Syntax.Path ? "" : syntax.at().position();
        throw Fault.validation("Unsupported data type: " + (depth == 0 ? token(syntax) : kind(syntax)) + " under key "
                + path + position);
    }

    /** What the service calls something that stands for an attribute and is no value. */
    private static String token(Syntax syntax) {
        if (syntax instanceof Syntax.Moment) {
            return "UNKNOWN";
        } else if (syntax instanceof Syntax.Path) {
            return "PATH";
        } else if (syntax instanceof Syntax.Operation operation) {
            return operation.operator();
        }
        return syntax instanceof Syntax.Typed ? "is" : syntax.at().text();
    }

    /** What the service calls something that is no value within a list or a map. */
    private static String kind(Syntax syntax) {
        if (syntax instanceof Syntax.Name) {
            return "VariableReference";
        } else if (syntax instanceof Syntax.Operation || syntax instanceof Syntax.Call) {
            return "NAry";
        } else if (syntax instanceof Syntax.Missing) {
            return "LiteralMissing";
        }
        return syntax instanceof Syntax.Moment moment
                ? moment.type()
                : syntax.getClass().getSimpleName();
    }

    private static BigDecimal number(Syntax.Numeral syntax, String path) {
        NumberText number = NumberText.of(syntax.text());
        if (number.value() == null) {
            throw Fault.validation(number.problem() + " under " + path);
        }
        return number.value();
    }

    /**
     * The key of an entry.
     *
     * @param twice where the service says that a key stands twice
     */
    private static String key(Syntax.Field field, Map<String, AttributeValue> before, String path, Token twice) {
        if (!(field.key() instanceof Syntax.Text text)) {
            throw Fault.validation("Tuple keys must be of type String. Actual type: " + keyType(field.key()) + " under "
                    + path + field.key().at().position());
        }
        String key = text.at().text();
        if (key.isEmpty()) {
            throw Fault.validation("Path component cannot be an empty string");
        } else if (before.containsKey(key)) {
            throw Fault.validation("Duplicate keys in tuple. Key: " + key + " under " + path + twice.position());
        }
        return key;
    }

    private static String keyType(Syntax key) {
        if (key instanceof Syntax.Numeral number) {
            return number.text().contains(".") || number.text().contains("E") ? "DECIMAL" : "INT";
        }
        return key instanceof Syntax.Name ? "VariableReference" : key.getClass().getSimpleName();
    }

    private static AttributeValue set(Syntax.Bag bag, String path) {
        if (bag.elements().isEmpty()) {
            throw Fault.validation("Empty bags are not supported");
        }
        List<String> texts = new ArrayList<>();
        Set<String> strings = new LinkedHashSet<>();
        Set<BigDecimal> numbers = new LinkedHashSet<>();
        for (Syntax element : bag.elements()) {
            if (element instanceof Syntax.Text text) {
                texts.add(text.at().text());
                strings.add(text.at().text());
            } else if (element instanceof Syntax.Numeral number) {
                texts.add(number.text());
                numbers.add(number(number, path));
            } else {
                throw Fault.validation(UNSUPPORTED_IN_BAG + element.at().position());
            }
        }
        if (!strings.isEmpty() && !numbers.isEmpty()) {
            throw Fault.validation(UNSUPPORTED_IN_BAG);
        } else if (strings.size() + numbers.size() < texts.size()) {
            throw Fault.validation(INVALID + "Input collection " + texts
                    + (numbers.isEmpty() ? " contains duplicates." : " contains duplicates! under " + path));
        }
        return numbers.isEmpty() ? SetOrder.strings(strings) : SetOrder.numbers(numbers);
    }
}
