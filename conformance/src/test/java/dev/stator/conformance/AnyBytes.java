package dev.stator.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.engine.Engine;
import dev.stator.engine.http.HttpFront;
import dev.stator.error.StatorException;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.parse.ExpressionException;
import dev.stator.internal.parse.ExpressionParser;
import dev.stator.internal.parse.KeyConditionForm;
import dev.stator.json.PlainJson;
import dev.stator.json.WireJson;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Whatever reads what strangers send, fed any bytes: it takes them or refuses them in its own words, and nothing else comes
 * of it. The first byte chooses who reads the rest.
 */
final class AnyBytes implements AutoCloseable {
    /** All actions of the engine, which {@code AnyBytesTest} holds; the inputs beside this class name them by their places. */
    static final List<String> ACTIONS = List.of(
            "PutItem",
            "GetItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "BatchGetItem",
            "BatchWriteItem",
            "TransactWriteItems",
            "TransactGetItems",
            "CreateTable",
            "UpdateTable",
            "DescribeTable",
            "DeleteTable",
            "ListTables",
            "UpdateTimeToLive",
            "NoSuchAction",
            "BatchExecuteStatement",
            "CreateBackup",
            "DeleteBackup",
            "DeleteResourcePolicy",
            "DescribeBackup",
            "DescribeContinuousBackups",
            "DescribeContributorInsights",
            "DescribeEndpoints",
            "DescribeExport",
            "DescribeGlobalTable",
            "DescribeGlobalTableSettings",
            "DescribeImport",
            "DescribeKinesisStreamingDestination",
            "DescribeLimits",
            "DescribeStream",
            "DescribeTableReplicaAutoScaling",
            "DescribeTimeToLive",
            "ExecuteStatement",
            "ExecuteTransaction",
            "GetRecords",
            "GetResourcePolicy",
            "GetShardIterator",
            "ListBackups",
            "ListContributorInsights",
            "ListExports",
            "ListGlobalTables",
            "ListImports",
            "ListStreams",
            "ListTagsOfResource",
            "PutResourcePolicy",
            "RestoreTableFromBackup",
            "RestoreTableToPointInTime",
            "TagResource",
            "UntagResource",
            "UpdateContinuousBackups");

    private static final List<String> STATEMENTS =
            List.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");
    private static final Map<String, AttributeValue> VALUES = Map.of(
            ":s", new AttributeValue.S("s"),
            ":n", new AttributeValue.N(BigDecimal.ONE),
            ":l", new AttributeValue.L(List.of()));
    private static final int CONNECT_MILLIS = 10_000;
    private static final int MOST_PARAMETERS = 20;
    private static final String TABLE = """
            {"TableName":"tab","BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"},
              {"AttributeName":"c","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],
             "GlobalSecondaryIndexes":[{"IndexName":"by-c","KeySchema":[{"AttributeName":"c","KeyType":"HASH"}],
              "Projection":{"ProjectionType":"ALL"}}]}""";

    private final Engine engine = Engine.inMemory();
    private final HttpFront front = HttpFront.start(engine, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    void read(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        String text = new String(rest, UTF_8);
        switch (bytes[0] & 15) {
            case 0 -> parse(text, parser -> parser.condition(text));
            case 1 -> parse(text, parser -> parser.update(text));
            case 2 -> parse(text, parser -> parser.projection(text));
            case 3 -> parse(text, parser -> KeyConditionForm.of(parser.condition(text)));
            case 4 -> json(rest, text);
            case 5, 6 -> engine(rest);
            case 7 -> http(rest);
            case 8, 9, 10 -> statement(STATEMENTS.get((bytes[0] & 15) - 8), text);
            default -> engine(rest);
        }
    }

    private interface Parse {
        Object with(ExpressionParser parser);
    }

    private static void parse(String text, Parse parse) {
        try {
            parse.with(new ExpressionParser(Map.of("#n", "n", "#dot", "a.b"), VALUES));
        } catch (ExpressionException e) {
            require(e.getMessage() != null && !e.getMessage().isEmpty(), "a refusal without words", text);
        }
    }

    private static void json(byte[] bytes, String text) {
        try {
            Item.readFrom(new JsonReader(bytes).items());
        } catch (StatorException | IllegalArgumentException e) {
            // In its own words; values say that they are none with the latter.
        }
        try {
            Item item = PlainJson.read(text);
            require(PlainJson.read(PlainJson.writeLossy(item)).size() == item.size(), "another item", text);
        } catch (StatorException e) {
            // In its own words.
        }
        try {
            Item item = WireJson.read(text);
            require(WireJson.read(WireJson.write(item)).equals(item), "another item", text);
        } catch (StatorException e) {
            // In its own words.
        }
    }

    /** A request of an action that the first byte chooses. */
    private void engine(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
        String action = ACTIONS.get((bytes[0] & 0xFF) % ACTIONS.size());
        send(action, body);
    }

    private WireReply send(String action, byte[] body) {
        WireReply reply = engine.send(new WireRequest(action, body, Duration.ofSeconds(10)));
        require(reply.status() == 200 || reply.status() == 400, action + " gives " + reply.status(), body);
        return reply;
    }

    /** A statement with a parameter for each of its question marks, alone, in a batch or in a transaction, on a table that is made when it is not there. */
    private void statement(String action, String text) {
        send("CreateTable", TABLE.getBytes(UTF_8));
        JsonWriter out = new JsonWriter();
        out.startObject();
        if (action.equals("ExecuteStatement")) {
            members(out, text);
        } else {
            out.field(action.equals("ExecuteTransaction") ? "TransactStatements" : "Statements");
            out.startArray();
            out.startObject();
            members(out, text);
            out.endObject();
            out.endArray();
        }
        out.endObject();
        send(action, out.toByteArray());
    }

    private static void members(JsonWriter out, String text) {
        out.field("Statement");
        out.text(text);
        // The service refuses parameters that the statement has no place for.
        int places = (int) text.chars().filter(each -> each == '?').count();
        if (places > 0) {
            out.field("Parameters");
            out.startArray();
            for (int i = 0; i < Math.min(places, MOST_PARAMETERS); i++) {
                out.startObject();
                out.field(i % 2 == 0 ? "S" : "N");
                out.text("" + i);
                out.endObject();
            }
            out.endArray();
        }
    }

    /** Bytes on a connection of their own, which ends when they do. */
    private void http(byte[] bytes) {
        String answer;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.connect(
                    new InetSocketAddress(front.uri().getHost(), front.uri().getPort()), CONNECT_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            answer = read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        require(
                answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 [1245]\\d\\d .*"),
                "no answer of HTTP: " + answer,
                bytes);
        // The service fails over a body that is not compressed as its header says.
        require(
                !answer.startsWith("HTTP/1.1 500") || answer.contains("#InternalFailure\"}"),
                "a failure inside: " + answer,
                bytes);
    }

    /** What comes until the other side closes; one that breaks off has said all it had to. */
    private static String read(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[4_096];
        try {
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                answer.append(new String(some, 0, length, ISO_8859_1));
            }
        } catch (SocketException reset) {
            return answer.toString();
        }
        return answer.toString();
    }

    private static void require(boolean holds, String what, String text) {
        require(holds, what, text.getBytes(UTF_8));
    }

    private static void require(boolean holds, String what, byte[] bytes) {
        if (!holds) {
            throw new AssertionError(what + ", for " + Arrays.toString(bytes));
        }
    }

    @Override
    public void close() {
        front.close();
        engine.close();
    }
}
