package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.internal.protocol.ListTablesOperation;
import dev.stator.internal.protocol.ListTablesOperation.Names;
import org.junit.jupiter.api.Test;

class AllPagesTest {
    private final Workbench bench = new Workbench();

    @Test
    void allPagesOfNamesAreGatheredInOrder() {
        assertThat(bench.run(
                        new AllPages<>(bench.context(), ListTablesOperation::new, Names::names, Names::last),
                        request -> ok(
                                bench.sent.size() == 1
                                        ? "{\"TableNames\":[\"a\",\"b\"],\"LastEvaluatedTableName\":\"b\"}"
                                        : "{\"TableNames\":[\"c\"]}")))
                .containsExactly("a", "b", "c");
        assertThat(bench.sent.stream().map(request -> new String(request.body(), UTF_8)))
                .containsExactly("{}", "{\"ExclusiveStartTableName\":\"b\"}");
    }
}
