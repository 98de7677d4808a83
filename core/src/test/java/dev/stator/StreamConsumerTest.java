package dev.stator;

import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a consumer has read when its polls fail, or nobody waits for them any more. */
class StreamConsumerTest {
    private static final String RECORD =
            "{\"Records\":[{\"eventName\":\"INSERT\",\"dynamodb\":{\"Keys\":{\"id\":{\"S\":\"k\"}},\"SequenceNumber\":\"1\"}}],"
                    + "\"NextShardIterator\":\"next\"}";

    private final ScriptedTransport service = new ScriptedTransport();
    private final Checkpoints checkpoints = Checkpoints.inMemory();
    private final StreamConsumer<Item> consumer = Stator.builder()
            .transport(service)
            .retry(RetryPolicy.never())
            .build()
            .table("users", TableSchema.items(KeyAttribute.string("id")))
            .stream()
            .consumer(checkpoints);

    private ScriptedTransport upToRecords() {
        return service.reply(
                        "{\"Table\":{\"TableName\":\"users\",\"TableStatus\":\"ACTIVE\",\"LatestStreamArn\":\"arn\",\"StreamSpecification\":"
                                + "{\"StreamEnabled\":true,\"StreamViewType\":\"KEYS_ONLY\"},\"KeySchema\":[{\"AttributeName\":\"id\","
                                + "\"KeyType\":\"HASH\"}],\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}}")
                .reply("{\"StreamDescription\":{\"Shards\":[{\"ShardId\":\"a\",\"SequenceNumberRange\":"
                        + "{\"StartingSequenceNumber\":\"0\"}}]}}")
                .reply("{\"ShardIterator\":\"first\"}");
    }

    @Test
    void whatNobodyTookComesAgain() {
        upToRecords().answer(silence());
        CompletableFuture<StreamBatch<Item>> poll = consumer.poll().executeAsync();
        CompletableFuture<WireReply> reply = service.pending().get(0);
        poll.cancel(true);
        reply.complete(ok(RECORD));
        consumer.commit();
        assertThat(checkpoints.load()).isEmpty();

        service.always(StreamConsumerTest::again);
        List<StreamRecord<Item>> records =
                new ArrayList<>(consumer.poll().execute().records());
        assertThat(records).extracting(StreamRecord::sequenceNumber).containsExactly("1");
        consumer.commit();
        assertThat(checkpoints.load()).containsEntry("a", "1");
    }

    @Test
    void aPollThatFailedHasReadNothing() {
        upToRecords().error(500, "InternalServerError");
        assertThatThrownBy(() -> consumer.poll().execute()).isInstanceOf(StatorException.class);
        service.always(StreamConsumerTest::again);
        assertThat(consumer.poll().execute().records()).hasSize(1);
    }

    private static WireReply again(WireRequest request) {
        return switch (request.action()) {
            case "DescribeStream" ->
                ok("{\"StreamDescription\":{\"Shards\":[{\"ShardId\":\"a\",\"SequenceNumberRange\":"
                        + "{\"StartingSequenceNumber\":\"0\"}}]}}");
            case "GetShardIterator" -> ok("{\"ShardIterator\":\"first\"}");
            default -> {
                assertThat(new String(request.body(), UTF_8)).contains("first");
                yield ok(RECORD);
            }
        };
    }
}
