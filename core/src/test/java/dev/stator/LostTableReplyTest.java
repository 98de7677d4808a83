package dev.stator;

import static dev.stator.expression.Path.attr;
import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Order;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.UnconfirmedException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireRequest;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of creating and deleting a table of which a reply is lost. */
class LostTableReplyTest {
    private static final ScriptedTransport.Service LOST = request -> {
        throw new TransportException(TransportException.Kind.CONNECTION_LOST, "lost", null);
    };
    private static final ScriptedTransport.Service IN_USE = request -> failure(400, "ResourceInUseException");
    private static final ScriptedTransport.Service MISSING = request -> failure(400, "ResourceNotFoundException");
    private static final ScriptedTransport.Service ACTIVE = described("orders");
    private static final ScriptedTransport.Service CREATED =
            request -> ok(golden("orders").replaceFirst("\"Table\"", "\"TableDescription\""));
    private static final ScriptedTransport.Service OTHER_KEYS = described("active");

    private ScriptedTransport service = new ScriptedTransport();

    private static String golden(String file) {
        return new String(Golden.file("DescribeTable/" + file + ".reply.json"), UTF_8);
    }

    private static ScriptedTransport.Service described(String file) {
        return request -> ok(golden(file));
    }

    private static ScriptedTransport.Service withStatus(String status) {
        return request -> ok(golden("orders").replaceFirst("\"ACTIVE\"", "\"" + status + "\""));
    }

    private <R> R run(
            Mode mode, RetryPolicy policy, Function<Table<Order>, Call<R>> call, ScriptedTransport.Service... answers) {
        service = mode.transport();
        List.of(answers).forEach(service::answer);
        Stator db = Stator.builder().transport(service).retry(policy).build();
        return mode.run(call.apply(db.table("orders", Order.class)));
    }

    private <R> R run(Mode mode, Function<Table<Order>, Call<R>> call, ScriptedTransport.Service... answers) {
        return run(mode, Mode.QUICK, call, answers);
    }

    private <E extends StatorException> E refused(
            Class<E> type, Mode mode, Function<Table<Order>, Call<?>> call, ScriptedTransport.Service... answers) {
        return catchThrowableOfType(type, () -> run(mode, orders -> (Call<?>) call.apply(orders), answers));
    }

    private List<String> actions() {
        return service.requests().stream().map(WireRequest::action).toList();
    }

    @AfterEach
    void allOfTheScriptWasPlayed() {
        service.verify();
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsThereAfterALostReplyWasCreated(Mode mode) {
        TableDescription created = run(mode, Table::create, LOST, IN_USE, ACTIVE, ACTIVE);
        assertThat(created.name()).isEqualTo("orders");
        assertThat(actions()).containsExactly("CreateTable", "CreateTable", "DescribeTable", "DescribeTable");

        run(mode, orders -> orders.create().withoutWaiting(), LOST, IN_USE, withStatus("CREATING"));
        run(mode, orders -> orders.create().ifMissing(), LOST, IN_USE, ACTIVE, ACTIVE);
        run(mode, Table::create, LOST, CREATED, ACTIVE);
        run(mode, Table::create, LOST, IN_USE, MISSING, MISSING, ACTIVE); // too new to be seen at once
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasThereBeforeOrIsAnotherWasNot(Mode mode) {
        assertThat(refused(ResourceInUseException.class, mode, Table::create, IN_USE)
                        .mayHaveApplied())
                .isFalse();
        assertThat(refused(ResourceInUseException.class, mode, Table::create, LOST, IN_USE, OTHER_KEYS)
                        .mayHaveApplied())
                .isTrue();
        refused(ResourceInUseException.class, mode, Table::create, LOST, IN_USE, withStatus("DELETING"));
        refused(ResourceInUseException.class, mode, orders -> orders.create().withoutWaiting(), LOST, IN_USE, MISSING);
        refused(
                StatorException.class,
                mode,
                orders -> orders.create().ifMissing(),
                LOST,
                IN_USE,
                OTHER_KEYS,
                OTHER_KEYS);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThereButDoesNotExpireIsTold(Mode mode) {
        UnconfirmedException there = refused(
                UnconfirmedException.class,
                mode,
                orders -> orders.create().timeToLive(attr(Order::total)),
                CREATED,
                ACTIVE,
                ACTIVE,
                request -> failure(400, "AccessDeniedException"));
        assertThat(there).hasMessageContaining("Table orders is there").hasMessageContaining("expire");
        assertThat(there.mayHaveApplied()).isTrue();
        assertThat(there.action()).contains("DescribeTimeToLive");
        assertThat(there.table()).contains("orders");
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsAnotherIsAFailureOfTheRequestThatSawIt(Mode mode) {
        StatorException other =
                refused(StatorException.class, mode, orders -> orders.create().ifMissing(), IN_USE, OTHER_KEYS);
        assertThat(other.action()).contains("DescribeTable");
        assertThat(other.table()).contains("orders");
        assertThat(other.attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aLookThatFailsLeavesItOpen(Mode mode) {
        ResourceInUseException open = refused(
                ResourceInUseException.class,
                mode,
                Table::create,
                LOST,
                IN_USE,
                request -> failure(400, "AccessDeniedException"));
        assertThat(open.mayHaveApplied()).isTrue();
        assertThat(open.getSuppressed()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsGoneAfterALostReplyWasDeleted(Mode mode) {
        run(mode, Table::drop, LOST, MISSING, MISSING, MISSING);
        assertThat(actions()).containsExactly("DeleteTable", "DeleteTable", "DescribeTable", "DescribeTable");

        run(mode, Table::drop, LOST, IN_USE, withStatus("DELETING"), withStatus("DELETING"), MISSING);
        run(mode, orders -> orders.drop().withoutWaiting(), LOST, IN_USE, withStatus("DELETING"));
        run(mode, orders -> orders.drop().ifExists(), LOST, MISSING, MISSING, MISSING);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasMissingBeforeOrIsThereStillWasNot(Mode mode) {
        assertThat(refused(ResourceNotFoundException.class, mode, Table::drop, MISSING)
                        .mayHaveApplied())
                .isFalse();
        assertThat(refused(ResourceInUseException.class, mode, Table::drop, LOST, IN_USE, ACTIVE)
                        .mayHaveApplied())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withoutRetriesTheFailureSaysThatItMayBeDone(Mode mode) {
        assertThat(catchThrowableOfType(
                                TransportException.class, () -> run(mode, RetryPolicy.never(), Table::create, LOST))
                        .mayHaveApplied())
                .isTrue();
        assertThat(catchThrowableOfType(
                                TransportException.class, () -> run(mode, RetryPolicy.never(), Table::drop, LOST))
                        .mayHaveApplied())
                .isTrue();
    }
}
