package dev.stator.testing;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.L;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.S;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The reply to a transaction that met another one on one of its items. */
final class Cancellation {
    private static final Set<String> ACTIONS = Set.of("TransactWriteItems", "TransactGetItems", "ExecuteTransaction");

    private Cancellation() {}

    static boolean canBeOf(WireRequest request) {
        return ACTIONS.contains(request.action());
    }

    static WireReply of(WireRequest request, RandomGenerator random) {
        Map<String, AttributeValue> body =
                Body.read(request.body()).map(M::values).orElse(Map.of());
        String member = request.action().equals("ExecuteTransaction") ? "TransactStatements" : "TransactItems";
        int actions = body.get(member) instanceof L list ? list.values().size() : 0;
        int hit = random.nextInt(Math.max(1, actions));
        List<String> codes = new ArrayList<>();
        List<AttributeValue> reasons = new ArrayList<>();
        for (int i = 0; i < actions; i++) {
            codes.add(i == hit ? "TransactionConflict" : "None");
            S code = new S(codes.get(i));
            reasons.add(new M(i == hit ? Map.of("Code", code, "Message", new S(Fault.ONGOING)) : Map.of("Code", code)));
        }
        return Refusal.of(
                400,
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                        + String.join(", ", codes) + "]",
                Map.of("CancellationReasons", new L(reasons)));
    }
}
