package dev.stator;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.Shape;
import dev.stator.codec.UpgradeFrom;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storing old shapes anew: how it ends when something ends it. */
class WritingBackTest {
    @Shape(2)
    record Page(@PartitionKey String id, String title) {
        @UpgradeFrom(1)
        static Item nameTitle(Item old) {
            return old.without("name").with("title", old.string("name").orElseThrow());
        }
    }

    private static String old(String id) {
        return "{\"id\":{\"S\":\"" + id + "\"},\"name\":{\"S\":\"x\"}}";
    }

    private static String page(String items, String rest) {
        return "{\"Items\":[" + items + "],\"Count\":1,\"ScannedCount\":1" + rest + "}";
    }

    private static final String MORE = ",\"LastEvaluatedKey\":{\"id\":{\"S\":\"b\"}}";

    private static Call<Long> writeBack(ScriptedTransport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(RetryPolicy.never())
                .build()
                .table("pages", Page.class)
                .scan()
                .writeBack();
    }

    @ParameterizedTest
    @EnumSource
    void allPagesAreStoredAnew(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .expect("Scan")
                .reply(page(old("a"), MORE))
                .expect("UpdateItem")
                .reply("{}")
                .expect("Scan")
                .reply(page(old("c"), ""))
                .expect("UpdateItem")
                .reply("{}");

        assertThat(mode.run(writeBack(transport))).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatFailsTellsHowManyWereStoredBefore(Mode mode) {
        ScriptedTransport transport =
                mode.transport().reply(page(old("a"), MORE)).reply("{}").error(400, "AccessDeniedException");

        assertThatThrownBy(() -> mode.run(writeBack(transport)))
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasCauseInstanceOf(AccessDeniedException.class)
                .hasMessageContainingAll("pages", "had stored 1 items anew", "Call it again");
    }

    @ParameterizedTest
    @EnumSource
    void aWriteThatFailsCountsThoseOfItsPage(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .reply(page(old("a") + "," + old("b"), ""))
                .always(request -> new String(request.body(), UTF_8).contains("\"a\"")
                        ? failure(400, "ValidationException")
                        : ok("{}"));

        assertThatThrownBy(() -> mode.run(writeBack(transport)))
                .isInstanceOf(BatchIncompleteException.class)
                .hasMessageContaining("had stored 1 items anew");
    }

    @ParameterizedTest
    @EnumSource
    void whatStoredNothingFailsAsItIs(Mode mode) {
        ScriptedTransport transport =
                mode.transport().reply(page(old("a"), MORE)).error(400, "AccessDeniedException");

        assertThatThrownBy(() -> mode.run(writeBack(transport)))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isFalse());
    }

    @Test
    void whatMayBeStoredIsToldWhateverTheOthersFailedWith() {
        ScriptedTransport service = new ScriptedTransport()
                .reply(page(old("a") + "," + old("b"), ""))
                .always(silence());
        CompletableFuture<Long> call = writeBack(service).executeAsync();
        service.pending()
                .get(1)
                .completeExceptionally(new TransportException(Kind.CONNECTION_LOST, "The line is dead", null));
        service.pending().get(0).complete(failure(400, "AccessDeniedException"));

        assertThat(call)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .withMessageContaining("The line is dead");
    }
}
