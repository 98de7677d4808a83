package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.HoldsCounters;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.error.ItemNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.tabular.DataTable;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counters send, and when again. */
class CounterTest {
    /** A record whose key is a number. */
    @HoldsCounters
    record Ticket(@PartitionKey long id, @SortKey String kind) {
        static Ticket of(long id) {
            return new Ticket(id, "bus");
        }
    }

    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<Ticket> tickets = db.table("tickets", Ticket.class);
    private final Counter counter = tickets.counter();
    private final NumberedPut<Ticket> put = tickets.create(counter, Ticket::of);

    private static TransportException lost() {
        return new TransportException(TransportException.Kind.CONNECTION_LOST, "lost", null);
    }

    private void replyWithCounter(int value) {
        service.reply("{\"Item\":{\"current_counter_value\":{\"N\":\"" + value + "\"}}}");
    }

    private static WireReply cancelled(String... codes) {
        String reasons =
                Stream.of(codes).map(code -> "{\"Code\":\"" + code + "\"}").collect(Collectors.joining(","));
        return new WireReply(
                400,
                Map.of(),
                ("{\"__type\":\"TransactionCanceledException\",\"CancellationReasons\":[" + reasons + "]}")
                        .getBytes(UTF_8));
    }

    private void cancel(String... codes) {
        service.answer(request -> cancelled(codes));
    }

    private long transactionsWhenAllAreCancelled(String... codes) {
        service.always(request -> request.action().equals("GetItem")
                ? ScriptedTransport.ok("{\"Item\":{\"current_counter_value\":{\"N\":\"4\"}}}")
                : cancelled(codes));
        assertThatThrownBy(put::execute).isInstanceOf(StatorException.class);
        return actions().stream().filter("TransactWriteItems"::equals).count();
    }

    @Test
    void aCounterThatIsMissingNamesTheCallThatMissedIt() {
        service.error(400, "ConditionalCheckFailedException");
        assertThatThrownBy(() -> counter.next().execute())
                .isInstanceOfSatisfying(
                        ItemNotFoundException.class,
                        missing -> assertThat(missing.toMap())
                                .containsEntry("action", "UpdateItem")
                                .containsEntry("table", "tickets")
                                .containsEntry("requestId", "R1")
                                .containsEntry("code", "ItemNotFound"));
        service.reply("{}");
        assertThatThrownBy(() -> counter.last().execute())
                .isInstanceOfSatisfying(
                        ItemNotFoundException.class,
                        missing -> assertThat(missing.action()).contains("GetItem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConditionalCheckFailed", "TransactionConflict"})
    void othersAreNotTriedAgainstForEver(String code) {
        assertThat(transactionsWhenAllAreCancelled("None", code)).isEqualTo(1 + 100);
    }

    @Test
    void aServiceThatAsksToSlowDownIsAskedAsOftenAsByOtherWrites() {
        assertThat(transactionsWhenAllAreCancelled("None", "ThrottlingError")).isEqualTo(Mode.QUICK.maxAttempts());
    }

    @Test
    void oneCreateIsNotTwoActionsNorAreTwoOfOneKey() {
        replyWithCounter(4);
        replyWithCounter(4);
        NumberedPut<Ticket> same = tickets.create(counter, n -> Ticket.of(1));

        assertThatThrownBy(() -> db.transact(put, put))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> db.transact(same, tickets.create(counter, n -> Ticket.of(1)))
                        .execute())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two actions on one item of table tickets");
        assertThatThrownBy(() -> db.transact(same, tickets.delete(1, "bus")).execute())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two actions on one item of table tickets");
        assertThat(actions()).containsOnly("GetItem");
        replyWithCounter(4);
        service.reply("{}");
        db.transact(put, tickets.create(counter, Ticket::of), tickets.delete(1, "bus"))
                .execute();
    }

    private List<String> actions() {
        return service.requests().stream().map(request -> request.action()).toList();
    }

    private String token(int request) {
        Matcher token = Pattern.compile("\"ClientRequestToken\":\"([^\"]+)\"")
                .matcher(service.bodies().get(request));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    @ParameterizedTest
    @EnumSource
    void anotherNumberIsTakenAfterALostReply(Mode mode) {
        service.fail(lost()).reply("{\"Attributes\":{\"current_counter_value\":{\"N\":\"7\"}}}");

        assertThat(mode.run(counter.next(3))).isEqualTo(new NumberRange(5, 7));

        assertThat(service.requests()).hasSize(2);
        assertThat(service.bodies().get(0))
                .contains("ADD", "\"ReturnValues\":\"UPDATED_NEW\"", "#n1 <= :v2", "{\"N\":\"9223372036854775804\"}");
    }

    @ParameterizedTest
    @EnumSource
    void anItemWithANumberIsStoredOnceHoweverOftenItIsSent(Mode mode) {
        replyWithCounter(4);
        service.fail(lost()).reply("{}");

        assertThat(mode.run(put)).isEqualTo(Ticket.of(5));

        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems", "TransactWriteItems");
        assertThat(service.bodies().get(0)).contains("\"ConsistentRead\":true");
        assertThat(service.bodies().get(1)).isEqualTo(service.bodies().get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConditionalCheckFailed", "TransactionConflict"})
    void theCounterIsReadAgainWhenOthersMovedIt(String code) {
        replyWithCounter(4);
        cancel("None", code);
        replyWithCounter(9);
        service.reply("{}");

        assertThat(put.execute()).isEqualTo(Ticket.of(10));

        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems", "GetItem", "TransactWriteItems");
        assertThat(token(1)).isNotEqualTo(token(3));
    }

    @Test
    void aNumberThatOthersUsedIsTriedAnewOnlyIfTheCounterMoved() {
        replyWithCounter(4);
        cancel("ConditionalCheckFailed", "ConditionalCheckFailed");
        replyWithCounter(5);
        cancel("ConditionalCheckFailed", "None");

        assertThat(put.attempt().execute().isApplied()).isFalse();

        assertThat(service.requests()).hasSize(4);
    }

    @Test
    void theCallersActionsAreNotRetriedForTheCountersSake() {
        Delete<Ticket> delete = tickets.delete(1, "bus").ifExists();
        replyWithCounter(4);
        cancel("None", "ConditionalCheckFailed", "ConditionalCheckFailed");

        assertThatThrownBy(() -> db.transact(put, delete).execute())
                .isInstanceOfSatisfying(TransactionRefusedException.class, refusal -> {
                    assertThat(refusal.reasons()).hasSize(2);
                    assertThat(refusal.reasonOf(delete).isConditionFailed()).isTrue();
                });
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void keysOfCountersInTablesOfNumbersAreWhereNobodyCounts() {
        for (String name : List.of("a", "b", "c")) {
            service.reply("{}");
            tickets.counter(name).create().execute();
        }

        Matcher numbers = Pattern.compile(
                        "\"Key\":\\{\"id\":\\{\"N\":\"([^\"]+)\"\\},\"kind\":\\{\"S\":\"__PK_VALUE_\"}}")
                .matcher(String.join("", service.bodies()));
        assertThat(numbers.results()
                        .map(found -> new BigDecimal(found.group(1)))
                        .toList())
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(number -> {
                    assertThat(number).isLessThan(new BigDecimal("-1e37"));
                    assertThat(number.precision()).isLessThanOrEqualTo(38);
                });
    }

    @Test
    void theKeysOfCountersAreNoKeysOfItems() {
        Table<Bill> bills = db.table("bills", Bill.class);
        BigDecimal reserved = new BigDecimal("-1e37");

        assertThatThrownBy(() -> bills.delete(reserved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("bills", "counters", "38 digits");
        assertThatThrownBy(() -> bills.put(new Bill(reserved))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> db.table("named", Named.class)
                        .batchDelete(DataTable.of(Map.of("id", List.of("__PK_VALUE_COUNTER__")))))
                .isInstanceOf(IllegalArgumentException.class);
        bills.delete(reserved.add(BigDecimal.ONE));
        bills.put(new Bill(reserved.add(BigDecimal.ONE)));
    }

    /** A record whose key is any number. */
    @HoldsCounters
    record Bill(@PartitionKey BigDecimal id) {}

    /** A record whose key is a string. */
    @HoldsCounters
    record Named(@PartitionKey String id) {}

    @Test
    void aDryRunTellsTheReadOfTheCounterAndTheTransaction() {
        List<WireRequest> requests = put.dryRun();

        assertThat(requests).extracting(WireRequest::action).containsExactly("GetItem", "TransactWriteItems");
        assertThat(new String(requests.get(1).body(), UTF_8))
                .contains(
                        "\"Item\":{\"id\":{\"N\":\"1\"},\"kind\":{\"S\":\"bus\"}}",
                        "\"current_counter_value\"",
                        "{\"N\":\"0\"}");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void whatIsInATransactionBesideANumberIsExplained() {
        Table<Bill> bills = db.table("bills", Bill.class);
        Counter other = bills.counter();

        List<Explanation.Request> requests = db.transact(
                        put,
                        bills.delete(BigDecimal.TEN),
                        tickets.create(counter, Ticket::of),
                        bills.create(other, n -> new Bill(BigDecimal.valueOf(n))))
                .explain()
                .requests();

        assertThat(requests)
                .extracting(Explanation.Request::action)
                .containsExactly("BatchGetItem", "TransactWriteItems");
        assertThat(requests.get(1).kind()).isEqualTo(Explanation.Kind.WRITE);
        assertThat(requests.get(1).tables()).containsExactlyInAnyOrder("tickets", "bills");
        assertThat(requests.get(1).estimate().writeUnits()).isEqualTo(12);
        assertThat(requests.get(1).json()).contains("{\"id\":{\"N\":\"2\"},\"kind\"", "\"Delete\"");
    }

    @Test
    void countersAreToldApartByTableAndName() {
        assertThat(tickets.counter("a")).isEqualTo(tickets.counter("a")).hasSameHashCodeAs(tickets.counter("a"));
        assertThat(tickets.counter("a"))
                .isNotEqualTo(tickets.counter("b"))
                .isNotEqualTo(db.table("other", Ticket.class).counter("a"));
    }
}
