package dev.stator;

import static dev.stator.expression.Path.attr;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Order;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransportException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryCause;
import dev.stator.transport.WireReply;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a transaction is sent, and how its end is asked about. */
class TransactionTest {
    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<Order> orders = db.table("orders", Order.class);
    private final Put<Order> put = orders.put(new Order(1, Optional.empty()));
    private final Delete<Order> delete = orders.delete(2).ifExists();
    private final Transaction transaction = db.transact(put, delete);

    private static WireReply cancelled(String... codes) {
        String reasons =
                Stream.of(codes).map(code -> "{\"Code\":\"" + code + "\"}").collect(Collectors.joining(","));
        return new WireReply(
                400,
                Map.of(),
                ("{\"__type\":\"TransactionCanceledException\",\"CancellationReasons\":[" + reasons + "]}")
                        .getBytes(UTF_8));
    }

    private List<String> tokens() {
        return service.bodies().stream()
                .map(body -> body.replaceAll(".*\"ClientRequestToken\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    @Test
    void theResultIsOfPutsThatTookPart() {
        service.reply("{}");

        Committed done = transaction.execute();

        assertThat(done.of(put)).isEqualTo(put.item());
        assertThatThrownBy(() -> done.of(delete))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask with a put");
        assertThatThrownBy(() -> done.of(orders.put(put.item())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same object");
    }

    @Test
    void theReasonsAreOfActionsThatTookPart() {
        service.answer(request -> cancelled("None", "ConditionalCheckFailed"));

        TransactionRefusedException failure =
                catchThrowableOfType(TransactionRefusedException.class, transaction::execute);

        assertThat(failure.reasonOf(delete).condition()).contains("attribute_exists(id)");
        assertThat(failure.reasonOf(put).isFailure()).isFalse();
        assertThatThrownBy(() -> failure.reasonOf(orders.delete(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same object");
    }

    @Test
    void reasonsThatCannotBeMatchedStayAsTheyCame() {
        service.answer(request -> cancelled("ConditionalCheckFailed"));

        assertThatThrownBy(transaction::execute)
                .isInstanceOf(TransactionCanceledException.class)
                .isNotInstanceOf(TransactionRefusedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aConflictIsRetriedOnceItIsAskedFor(Mode mode) {
        service.answer(request -> cancelled("TransactionConflict", "None"));
        assertThatThrownBy(() -> mode.run(transaction))
                .isInstanceOfSatisfying(
                        TransactionRefusedException.class,
                        failure -> assertThat(failure.mayPass()).isTrue());
        assertThat(service.requests()).hasSize(1);

        service.answer(request -> cancelled("TransactionConflict", "None"))
                .answer(request -> cancelled("None", "ThrottlingError"))
                .reply("{}");
        mode.run(transaction.retryingConflicts(2));
        assertThat(service.requests()).hasSize(4);
        assertThat(tokens()).as("each attempt is a transaction of its own").doesNotHaveDuplicates();
    }

    @Test
    void theNumberOfRetriesIsKept() {
        service.always(request -> cancelled("TransactionConflict", "None"));

        assertThatThrownBy(() -> transaction.retryingConflicts(3).execute())
                .isInstanceOf(TransactionRefusedException.class);

        assertThat(service.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConditionalCheckFailed", "ValidationError", "ItemCollectionSizeLimitExceeded", "Unknown"})
    void aReasonThatDoesNotPassEndsItAtOnce(String code) {
        service.always(request -> cancelled("TransactionConflict", code));

        assertThatThrownBy(() -> transaction.retryingConflicts(3).execute())
                .isInstanceOf(TransactionRefusedException.class);

        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void aTokenOfTheCallersIsKeptInAllAttempts() {
        service.error(500, "InternalServerError")
                .answer(request -> cancelled("TransactionConflict", "None"))
                .reply("{}");

        transaction.token("mine").retryingConflicts(1).execute();

        assertThat(tokens()).containsExactly("mine", "mine", "mine");
    }

    @Test
    void theDeadlineEndsTheRetries() {
        service.always(request -> cancelled("TransactionConflict", "None"));
        Stator slow = Stator.builder()
                .transport(service)
                .retry(Mode.QUICK.withBackoff(RetryCause.CONFLICT, Backoff.fixed(Duration.ofMinutes(2))))
                .build();

        assertThatThrownBy(() -> slow.transact(slow.table("orders", Order.class).delete(1), delete)
                        .retryingConflicts(9)
                        .execute())
                .isInstanceOf(TransactionRefusedException.class);

        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void aLostReplyDoesNotBeginAnew() {
        service.fail(new TransportException(TransportException.Kind.CONNECTION_LOST, "lost", null))
                .answer(request -> cancelled("None", "ConditionalCheckFailed"));

        TransactionRefusedException failure =
                catchThrowableOfType(TransactionRefusedException.class, transaction.retryingConflicts(5)::execute);

        assertThat(failure.mayHaveApplied())
                .as("the lost one may still be on its way")
                .isTrue();
        assertThat(tokens().get(0)).isEqualTo(tokens().get(1));
    }

    @Test
    void aConflictAfterALostReplyDoesNotBeginAnewWithAnotherToken() {
        service.fail(new TransportException(TransportException.Kind.CONNECTION_LOST, "lost", null))
                .answer(request -> cancelled("TransactionConflict", "None"))
                .reply("{}");

        TransactionRefusedException failure =
                catchThrowableOfType(TransactionRefusedException.class, transaction.retryingConflicts(5)::execute);

        assertThat(failure).hasMessageContaining("may be done all the same");
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void moreThanFourMegabytesAreNotSent() {
        Table<Item> items = db.table("items", TableSchema.items(KeyAttribute.number("id")));
        List<Put<Item>> puts = IntStream.range(0, 11)
                .mapToObj(id -> items.put(Item.of("id", id, "text", "x".repeat(390 * 1024))))
                .toList();

        assertThatThrownBy(() -> db.transact(puts).execute())
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("takes 4194304");
        assertThat(service.requests()).isEmpty();

        service.reply("{}");
        db.transact(puts.subList(0, 10)).execute();
    }

    @Test
    void whatTheBlockAddsIsTheTransaction() {
        service.reply("{}");

        Transaction made = db.transaction(tx -> {
            tx.add(put);
            assertThat(tx.actions()).containsExactly(put);
            tx.add(orders.check(3).onlyIf(attr("total").exists()));
        });

        assertThat(service.requests()).as("nothing is sent before execute()").isEmpty();
        assertThat(made.execute().of(put)).isEqualTo(put.item());
    }
}
