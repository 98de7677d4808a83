package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.internal.json.JsonReader;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls of an engine with JSON as text, where single quotes stand for double ones. */
public record Calls(Transport engine) {
    /** The table {@code hash}, with the string key {@code a}. */
    public static final String HASH_TABLE = """
            {'TableName': 'hash', 'BillingMode': 'PAY_PER_REQUEST',
             'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}],
             'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}]}
            """;

    /** The table {@code range}, with the keys {@code a} and {@code b} and indexes of every kind. */
    public static final String RANGE_TABLE = """
            {'TableName': 'range', 'BillingMode': 'PAY_PER_REQUEST',
             'AttributeDefinitions': [
               {'AttributeName': 'a', 'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'N'},
               {'AttributeName': 'c', 'AttributeType': 'S'}, {'AttributeName': 'd', 'AttributeType': 'S'}],
             'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'b', 'KeyType': 'RANGE'}],
             'LocalSecondaryIndexes': [
               {'IndexName': 'by-c', 'Projection': {'ProjectionType': 'ALL'},
                'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'c', 'KeyType': 'RANGE'}]},
               {'IndexName': 'by-d', 'Projection': {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': ['c']},
                'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'd', 'KeyType': 'RANGE'}]}],
             'GlobalSecondaryIndexes': [
               {'IndexName': 'of-c', 'Projection': {'ProjectionType': 'ALL'},
                'KeySchema': [{'AttributeName': 'c', 'KeyType': 'HASH'}]},
               {'IndexName': 'of-c-d', 'Projection': {'ProjectionType': 'KEYS_ONLY'},
                'KeySchema': [{'AttributeName': 'c', 'KeyType': 'HASH'}, {'AttributeName': 'd', 'KeyType': 'RANGE'}]}]}
            """;

    /** An engine in memory with both tables. */
    public static Calls withTables() {
        Calls calls = new Calls(Engine.inMemory());
        calls.ok("CreateTable", HASH_TABLE);
        calls.ok("CreateTable", RANGE_TABLE);
        return calls;
    }

    /** The reply to a request. */
    public WireReply send(String action, String body) {
        return send(action, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The reply to a request of these very bytes. */
    public WireReply send(String action, byte[] json) {
        return engine.send(new WireRequest(action, json, Duration.ofSeconds(10)));
    }

    /** The body of a reply that must be a success, with single quotes. */
    public String ok(String action, String body) {
        WireReply reply = send(action, body);
        assertThat(reply.status()).as(text(reply)).isEqualTo(200);
        return text(reply);
    }

    /** The message of a ValidationException that the request must get. */
    public String invalid(String action, String body) {
        return refused("com.amazon.coral.validate#ValidationException", action, body);
    }

    /** The message of an error of this type that the request must get. */
    public String refused(String type, String action, String body) {
        WireReply reply = send(action, body);
        String text = text(reply);
        assertThat(reply.status()).as(text).isEqualTo(400);
        assertThat(text).startsWith("{'__type':'" + type + "'");
        return message(reply);
    }

    private static String message(WireReply reply) {
        String message = "";
        JsonReader in = new JsonReader(reply.body());
        in.startObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            if (field.equalsIgnoreCase("message")) {
                message = in.text();
            } else {
                in.skip();
            }
        }
        return message;
    }

    private static String text(WireReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8).replace('"', '\'');
    }
}
