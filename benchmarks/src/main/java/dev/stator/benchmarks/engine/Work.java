package dev.stator.benchmarks.engine;

import static java.util.Objects.requireNonNull;

import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.SampleJson;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The requests of the load, on a table of teams of {@link Dice#PLAYERS} items of 1 KB. Every one is made for items that are there, so
 * that the table stays as large as it is; what is written is not what was there.
 */
enum Work {
    PUT("PutItem", "{\"TableName\":\"profiles\",\"Item\":" + Parts.ITEM + "}") {
        @Override
        byte[] body(Dice dice) {
            return fill(dice.team(), dice.player(1), dice.number());
        }
    },
    GET("GetItem", "{\"TableName\":\"profiles\",\"Key\":" + Parts.KEY + "}") {
        @Override
        byte[] body(Dice dice) {
            return fill(dice.team(), dice.player(1));
        }
    },
    UPDATE("UpdateItem", "{\"TableName\":\"profiles\",\"Key\":" + Parts.KEY + "," + Parts.ADD + "}") {
        @Override
        byte[] body(Dice dice) {
            return fill(dice.team(), dice.player(1));
        }
    },
    /** All of a team. */
    QUERY("Query", """
            {"TableName":"profiles","KeyConditionExpression":"team = :team",\
            "ExpressionAttributeValues":{":team":{"S":"team-~~~~~~"}}}""") {
        @Override
        byte[] body(Dice dice) {
            return fill(dice.team());
        }
    },
    /** As many as a query, from anywhere. */
    SCAN(
            "Scan",
            "{\"TableName\":\"profiles\",\"Limit\":" + Dice.PLAYERS + ",\"ExclusiveStartKey\":" + Parts.KEY + "}") {
        @Override
        byte[] body(Dice dice) {
            return fill(dice.team(), dice.player(1));
        }
    },
    BATCH_WRITE(
            "BatchWriteItem",
            "{\"RequestItems\":{\"profiles\":["
                    + Parts.times(Sample.BATCH, "{\"PutRequest\":{\"Item\":" + Parts.ITEM + "}}") + "]}}") {
        @Override
        byte[] body(Dice dice) {
            return batch(dice.team(), dice.player(Sample.BATCH), dice);
        }
    },
    BATCH_GET(
            "BatchGetItem",
            "{\"RequestItems\":{\"profiles\":{\"Keys\":[" + Parts.times(Sample.BATCH, Parts.KEY) + "]}}}") {
        @Override
        byte[] body(Dice dice) {
            long team = dice.team();
            long first = dice.player(Sample.BATCH);
            long[] numbers = new long[2 * Sample.BATCH];
            for (int i = 0; i < Sample.BATCH; i++) {
                numbers[2 * i] = team;
                numbers[2 * i + 1] = first + i;
            }
            return fill(numbers);
        }
    },
    /** A put, a conditional update and a check of another item, with a token as clients send it. */
    TRANSACTION("TransactWriteItems", """
            {"ClientRequestToken":"benchmark-~~~~~~~~~~~~~~~~~~","TransactItems":[\
            {"Put":{"TableName":"profiles","Item":%s}},\
            {"Update":{"TableName":"profiles","Key":%s,"ConditionExpression":"attribute_exists(id)",%s}},\
            {"ConditionCheck":{"TableName":"profiles","Key":%s,"ConditionExpression":"attribute_exists(id)"}}]}\
            """.formatted(Parts.ITEM, Parts.KEY, Parts.ADD, Parts.KEY)) {
        @Override
        byte[] body(Dice dice) {
            long team = dice.team();
            long first = dice.player(3);
            return fill(dice.number(), team, first, dice.number(), team, first + 1, team, first + 2);
        }
    };

    static final String CREATE_TABLE = """
            {"TableName":"profiles","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[\
            {"AttributeName":"team","AttributeType":"S"},{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[\
            {"AttributeName":"team","KeyType":"HASH"},{"AttributeName":"id","KeyType":"RANGE"}]}""";

    private final String action;
    private final String body;

    Work(String action, String body) {
        this.action = action;
        this.body = body;
    }

    /** A request that was not made before. */
    abstract byte[] body(Dice dice);

    /** The service's name for it. */
    String action() {
        return action;
    }

    /** Its name in words. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    byte[] fill(long... numbers) {
        return requireNonNull(Templates.ALL.get(this)).fill(numbers);
    }

    /** A batch of puts to a team, from one player on. */
    static byte[] batch(long team, long first, Dice dice) {
        long[] numbers = new long[3 * Sample.BATCH];
        for (int i = 0; i < Sample.BATCH; i++) {
            numbers[3 * i] = team;
            numbers[3 * i + 1] = first + i;
            numbers[3 * i + 2] = dice.number();
        }
        return BATCH_WRITE.fill(numbers);
    }

    /** Apart from the constants, which are values. */
    private static final class Templates {
        static final Map<Work, Template> ALL = Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(work -> work, work -> new Template(work.body)));
    }

    /** What bodies are made of. */
    private static final class Parts {
        static final String KEY = "{\"team\":{\"S\":\"team-~~~~~~\"},\"id\":{\"S\":\"player-~~~~~\"}}";
        static final String ADD =
                "\"UpdateExpression\":\"SET #p = #p + :one\",\"ExpressionAttributeNames\":{\"#p\":\"points\"},"
                        + "\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}";
        static final String ITEM = SampleJson.item(0)
                .replace(Sample.TEAM, "team-~~~~~~")
                .replace("player-00000", "player-~~~~~")
                .replace("1234567890123", "~~~~~~~~~~~~~");

        static String times(int times, String part) {
            return IntStream.range(0, times).mapToObj(i -> part).collect(Collectors.joining(","));
        }
    }
}
