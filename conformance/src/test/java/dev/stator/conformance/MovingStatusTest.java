package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.testing.ManualClock;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What who waits for a table sees while its status moves, on an engine whose tables take a minute, by a clock that the waits
 * themselves move. DynamoDB Local cannot be asked: a table that it creates late is used at once.
 */
class MovingStatusTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final TableSchema<Item> PLAIN = TableSchema.items(KeyAttribute.string("id"));
    private static final TableSchema<Item> INDEXED =
            PLAIN.withIndex(IndexSchema.global("by-owner", KeyAttribute.string("owner")));
    private static final Pattern STATUS =
            Pattern.compile("\"(?:TableStatus|IndexStatus)\":\"([A-Z]+)\"|\"(Backfilling)\":true|(ResourceNotFound)");

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> seen = new ArrayList<>();
    private final Stator db = Stator.builder()
            .transport(Engine.inMemory(EngineOptions.standard()
                    .withClock(clock)
                    .withExpiryEvery(Duration.ZERO)
                    .withStatusDelay(MINUTE)))
            .wrapTransport(Watched::new)
            .timer(clock)
            .callTimeout(Duration.ofMinutes(10))
            .build();
    private final Table<Item> plain = db.table("items", PLAIN);
    private final Table<Item> indexed = db.table("items", INDEXED);

    /** Takes note of what each look at a table shows, once as long as it stays the same. */
    private final class Watched implements Transport {
        private final Transport engine;

        Watched(Transport engine) {
            this.engine = engine;
        }

        @Override
        public WireReply send(WireRequest request) {
            WireReply reply = engine.send(request);
            if (request.action().equals("DescribeTable")) {
                note(new String(reply.body(), StandardCharsets.UTF_8));
            }
            return reply;
        }

        private void note(String body) {
            String look = STATUS.matcher(body)
                    .results()
                    .map(found -> found.group().replaceAll("\"|:|true|TableStatus|IndexStatus", ""))
                    .sorted()
                    .collect(Collectors.joining(" "));
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(look)) {
                seen.add(look);
            }
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return CompletableFuture.completedFuture(send(request));
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @AfterEach
    void close() {
        db.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoCreatesATableWaitsUntilItCanBeUsed(Mode mode) {
        assertThat(mode.run(indexed.create()).isSettled()).isTrue();

        assertThat(seen).containsExactly("CREATING CREATING", "ACTIVE ACTIVE");
        mode.run(indexed.put(Item.of("id", "1", "owner", "ann")));
        assertThat(mode.run(indexed.index("by-owner").query("ann"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoAddsAnIndexWaitsUntilItHoldsTheItemsOfBefore(Mode mode) {
        mode.run(plain.create());
        mode.run(plain.put(Item.of("id", "1", "owner", "ann")));
        seen.clear();

        assertThat(mode.run(indexed.alter().createIndex("by-owner")).isSettled())
                .isTrue();

        assertThat(seen).containsExactly("CREATING UPDATING", "ACTIVE Backfilling CREATING", "ACTIVE ACTIVE");
        assertThat(mode.run(indexed.index("by-owner").query("ann"))).hasSize(1);

        seen.clear();
        assertThat(mode.run(indexed.alter().dropIndex("by-owner")).indexes()).isEmpty();
        assertThat(seen).containsExactly("DELETING UPDATING", "ACTIVE");
    }

    @ParameterizedTest
    @EnumSource
    void whoDropsATableWaitsUntilItIsGoneAndMayMakeItAnew(Mode mode) {
        mode.run(plain.create());
        seen.clear();

        mode.run(plain.drop());

        assertThat(seen).containsExactly("DELETING", "ResourceNotFound");
        assertThat(mode.run(plain.create()).isActive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotWaitIsRefusedUntilTheTimeIsOver(Mode mode) {
        mode.run(db.call("CreateTable", """
                {"TableName":"items","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}"""));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> mode.run(plain.put(Item.of("id", "1"))));
        assertThatExceptionOfType(ResourceInUseException.class)
                .isThrownBy(() -> mode.run(db.call("DeleteTable", "{\"TableName\":\"items\"}")));
        clock.advance(MINUTE);
        mode.run(plain.put(Item.of("id", "1")));

        mode.run(db.call("DeleteTable", "{\"TableName\":\"items\"}"));
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> mode.run(plain.get("1")));
    }
}
