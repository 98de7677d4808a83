package dev.stator.internal.json;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.ItemWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Tokens to DynamoDB JSON. A value is an object with its type descriptor as the only field; a set holds bare texts. */
final class JsonItemWriter implements ItemWriter {
    private static final byte[] S = wrapper("S");
    private static final byte[] N = wrapper("N");
    private static final byte[] B = wrapper("B");
    private static final byte[] L = wrapper("L");
    private static final byte[] M = wrapper("M");
    private static final byte[] SS = wrapper("SS");
    private static final byte[] NS = wrapper("NS");
    private static final byte[] BS = wrapper("BS");
    private static final byte[] TRUE = ascii("{\"BOOL\":true}");
    private static final byte[] FALSE = ascii("{\"BOOL\":false}");
    private static final byte[] NULL = ascii("{\"NULL\":true}");

    /** So many digits always fit into a long. */
    private static final int LONG_DIGITS = 18;

    private final JsonText json;
    /** A number with all around it; a long takes up to 20 characters. */
    private final byte[] number = new byte[28];

    private boolean inSet;

    JsonItemWriter(JsonText json) {
        this.json = json;
    }

    /** The beginning of the object around a value, up to where the value begins. */
    private static byte[] wrapper(String descriptor) {
        return ascii("{\"" + descriptor + "\":");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void startItem() {
        json.startObject();
    }

    @Override
    public void endItem() {
        json.endObject();
    }

    @Override
    public void name(String name) {
        json.name(name);
    }

    @Override
    public void string(String value) {
        scalar(S, value);
    }

    @Override
    public void number(long value) {
        int end = number.length - 2;
        int start = Digits.write(value, number, end);
        number[end] = '"';
        number[--start] = '"';
        if (inSet) {
            json.raw(number, start, end + 1 - start);
        } else {
            number[end + 1] = '}';
            start -= N.length;
            System.arraycopy(N, 0, number, start, N.length);
            json.raw(number, start, number.length - start);
        }
    }

    @Override
    public void number(BigDecimal value) {
        if (value.scale() == 0 && value.precision() <= LONG_DIGITS) {
            number(value.longValue());
        } else {
            scalar(N, new AttributeValue.N(value).text());
        }
    }

    @Override
    public void binary(Binary value) {
        scalar(B, value.toBase64());
    }

    private void scalar(byte[] wrapper, String text) {
        if (inSet) {
            json.text(text);
        } else {
            json.textWithin(wrapper, text);
        }
    }

    @Override
    public void bool(boolean value) {
        whole(value ? TRUE : FALSE);
    }

    @Override
    public void nullValue() {
        whole(NULL);
    }

    private void whole(byte[] value) {
        json.raw(value, 0, value.length);
    }

    @Override
    public void startMap() {
        json.startWithin(M, '{');
    }

    @Override
    public void endMap() {
        json.endWithin('}');
    }

    @Override
    public void startList() {
        json.startWithin(L, '[');
    }

    @Override
    public void endList() {
        json.endWithin(']');
    }

    @Override
    public void startSet(AttributeType type) {
        json.startWithin(
                switch (type) {
                    case SS -> SS;
                    case NS -> NS;
                    case BS -> BS;
                    default -> throw new IllegalArgumentException(type + " is not a set type");
                },
                '[');
        inSet = true;
    }

    @Override
    public void endSet() {
        inSet = false;
        json.endWithin(']');
    }
}
