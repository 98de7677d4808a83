package dev.stator.engine.action.table;

import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.DELETION_PROTECTION;
import static dev.stator.engine.table.TableShape.ON_DEMAND;
import static dev.stator.engine.table.TableShape.SSE;
import static dev.stator.engine.table.TableShape.STREAM;
import static dev.stator.engine.table.TableShape.TABLE_CLASS;
import static dev.stator.engine.table.TableShape.THROUGHPUT;
import static dev.stator.engine.table.TableShape.WARM;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import java.util.List;
import java.util.stream.Stream;

/** Which changes of a table one request can make together: nearly none. */
final class ChangesTogether {
    private record Alone(Field<?> member, String name) {}

    /** What must stand alone beside anything; the first one that is there is told. */
    private static final List<Alone> ALONE = List.of(
            new Alone(SSE, "Server-Side Encryption modification"),
            new Alone(TABLE_CLASS, "TableClass modification"),
            new Alone(DELETION_PROTECTION, "DeletionProtection modification"));

    private final Parameters in;
    private final List<Parameters> indexUpdates;

    private ChangesTogether(Parameters in, List<Parameters> indexUpdates) {
        this.in = in;
        this.indexUpdates = indexUpdates;
    }

    /**
     * Checks what a request asks for at once.
     *
     * @throws Fault a ValidationException if it cannot be had together
     */
    static void check(Parameters in, List<Parameters> indexUpdates) {
        new ChangesTogether(in, indexUpdates).check();
    }

    private void check() {
        long changes =
                Stream.of(SSE, TABLE_CLASS, DELETION_PROTECTION, WARM, ON_DEMAND, STREAM, THROUGHPUT, BILLING_MODE)
                                .filter(this::asks)
                                .count()
                        + (indexUpdates.isEmpty() ? 0 : 1);
        if (changes < 2) {
            return;
        }
        ALONE.stream().filter(each -> in.has(each.member)).findFirst().ifPresent(each -> {
            throw Fault.invalidParameter(each.name + " must be the only operation in the request");
        });
        if (asks(ON_DEMAND) && (in.has(STREAM) || asks(WARM) || !indexUpdates.isEmpty())) {
            throw Fault.invalidParameter(
                    "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
        } else if (asks(WARM) && updates(UpdateTable.CREATE)) {
            throw Fault.invalidParameter(
                    "Create global secondary index cannot be specified when updating WarmThroughput");
        } else if (asks(WARM)
                // Indexes that are there can be warmed with their table.
                && (changes > 2 || !updates(UpdateTable.UPDATE) || updates(UpdateTable.DELETE))) {
            throw Fault.invalidParameter("WarmThroughput must be the only operation in the request");
        }
        checkCapacity();
    }

    /** Whether a member is there; one that could have members of its own, and has none, does not count. */
    private boolean asks(Field<?> member) {
        if (member == WARM) {
            return BoundsRule.warms(in);
        }
        return member == ON_DEMAND ? BoundsRule.limits(in) : in.has(member);
    }

    private void checkCapacity() {
        boolean provisions = in.has(THROUGHPUT) || "PROVISIONED".equals(in.get(BILLING_MODE));
        boolean online = updates(UpdateTable.CREATE) || updates(UpdateTable.DELETE);
        if (provisions && in.has(STREAM)) {
            throw Fault.invalidParameter("You cannot modify stream status while updating table IOPS");
        } else if (provisions && online) {
            throw Fault.invalidParameter("You cannot create or delete index while updating table IOPS");
        } else if (in.has(STREAM) && online) {
            throw Fault.invalidParameter("You cannot create or delete index while changing stream status");
        }
    }

    private boolean updates(Field<Parameters> kind) {
        return indexUpdates.stream().anyMatch(update -> update.has(kind));
    }
}
