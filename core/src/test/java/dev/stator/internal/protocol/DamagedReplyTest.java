package dev.stator.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that are JSON and yet no answer to the request. */
class DamagedReplyTest {
    private static GetItemOperation<Item> get(int id) {
        return new GetItemOperation<>("t", Item.of("id", id), false, Optional.empty(), Item::readFrom);
    }

    private static BatchGetItemOperation batch(int... ids) {
        Map<ItemId, GetItemOperation<?>> gets = new LinkedHashMap<>();
        for (int id : ids) {
            gets.put(new ItemId("t", Item.of("id", id)), get(id));
        }
        return new BatchGetItemOperation(gets);
    }

    private static <R> R decode(Operation<R> operation, String reply) {
        return operation.decode(reply.getBytes(UTF_8), Meter.ofRequests());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Responses\":{\"other\":[{\"id\":{\"N\":\"1\"}}]}}",
                "{\"UnprocessedKeys\":{\"other\":{\"Keys\":[{\"id\":{\"N\":\"1\"}}]}}}",
                "{\"UnprocessedKeys\":{\"t\":{\"Keys\":[{\"id\":{\"N\":\"3\"}}]}}}",
                "{\"UnprocessedKeys\":{\"t\":{\"Keys\":[{}]}}}",
                "{\"Responses\":[]}",
                "[]"
            })
    void aBatchReplyThatSpeaksOfOtherItemsIsDamaged(String reply) {
        assertThatThrownBy(() -> decode(batch(1, 2), reply)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void aBatchReplyThatSpeaksOfItsItemsIsRead() {
        BatchReply reply = decode(
                batch(1, 2),
                "{\"Responses\":{\"t\":[{\"id\":{\"N\":\"1\"},\"a\":{\"S\":\"x\"}}]},"
                        + "\"UnprocessedKeys\":{\"t\":{\"ConsistentRead\":true,\"Keys\":[{\"id\":{\"N\":\"2.0\"}}]}}}");
        assertThat(reply.found()).containsOnlyKeys(new ItemId("t", Item.of("id", 1)));
        assertThat(reply.unprocessed()).containsExactly(new ItemId("t", Item.of("id", 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Responses\":[]}", "{\"Responses\":[{}]}", "{\"Responses\":[{},{},{}]}"})
    void aTransactionThatAnswersAnotherNumberOfGetsIsDamaged(String reply) {
        TransactGetItemsOperation two = new TransactGetItemsOperation(List.of(get(1), get(2)));
        assertThatThrownBy(() -> decode(two, reply)).isInstanceOf(MalformedJsonException.class);
        assertThat(decode(two, "{\"Responses\":[{},{}]}")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Table\":{\"AttributeDefinitions\":[{\"AttributeName\":\"a\",\"AttributeType\":\"Q\"}]}}",
                "{\"Table\":[]}"
            })
    void aDescriptionThatIsNoneIsDamaged(String reply) {
        assertThatThrownBy(() -> decode(new DescribeTableOperation("t"), reply))
                .isInstanceOf(MalformedJsonException.class);
        assertThat(decode(new DescribeTableOperation("t"), "{\"Table\":{\"TableStatus\":\"ARCHIVED\"}}")
                        .status())
                .as("a state that nobody has heard of is kept")
                .isEqualTo("ARCHIVED");
    }
}
