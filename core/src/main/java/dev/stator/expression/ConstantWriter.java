package dev.stator.expression;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.ItemWriter;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the tokens of one constant as an attribute value. */
final class ConstantWriter implements ItemWriter {
    /** The values of the containers that are open, outermost first; the first list is the place of the constant. */
    private final Deque<List<AttributeValue>> open = new ArrayDeque<>(List.of(new ArrayList<>()));

    private final Deque<List<String>> names = new ArrayDeque<>();

    AttributeValue value() {
        if (open.size() != 1 || open.getLast().size() != 1) {
            throw new IllegalStateException("A codec wrote tokens that are not one whole value");
        }
        return open.getLast().get(0);
    }

    private void add(AttributeValue value) {
        open.getLast().add(value);
    }

    @Override
    public void startItem() {
        startMap();
    }

    @Override
    public void endItem() {
        endMap();
    }

    @Override
    public void name(String name) {
        names.getLast().add(name);
    }

    @Override
    public void string(String value) {
        add(new AttributeValue.S(value));
    }

    @Override
    public void number(long value) {
        add(AttributeValue.N.of(value));
    }

    @Override
    public void number(BigDecimal value) {
        add(new AttributeValue.N(value));
    }

    @Override
    public void binary(Binary value) {
        add(new AttributeValue.B(value));
    }

    @Override
    public void bool(boolean value) {
        add(new AttributeValue.Bool(value));
    }

    @Override
    public void nullValue() {
        add(AttributeValue.Null.NULL);
    }

    @Override
    public void startMap() {
        names.addLast(new ArrayList<>());
        open.addLast(new ArrayList<>());
    }

    @Override
    public void endMap() {
        List<AttributeValue> values = open.removeLast();
        List<String> keys = names.removeLast();
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        add(new AttributeValue.M(map));
    }

    @Override
    public void startList() {
        open.addLast(new ArrayList<>());
    }

    @Override
    public void endList() {
        add(new AttributeValue.L(open.removeLast()));
    }

    @Override
    public void startSet(AttributeType type) {
        open.addLast(new ArrayList<>());
    }

    @Override
    public void endSet() {
        Set<AttributeValue> elements = new LinkedHashSet<>(open.removeLast());
        Set<Object> plain = new LinkedHashSet<>();
        for (AttributeValue element : elements) {
            plain.add(
                    element instanceof AttributeValue.S string
                            ? string.value()
                            : element instanceof AttributeValue.N number ? number.value() : element);
        }
        add(AttributeValue.of(plain));
    }
}
