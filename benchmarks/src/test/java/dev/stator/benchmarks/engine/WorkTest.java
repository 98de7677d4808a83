package dev.stator.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.engine.Engine;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkTest {
    private final Engine engine = Engine.inMemory();

    @Test
    void aTemplateIsFilledWithZerosBeforeItsNumbersAndWithTheirLastDigits() {
        Template template = new Template("a~~~~b~~");
        assertThat(new String(template.fill(17, 345), UTF_8)).isEqualTo("a0017b45");
        assertThatThrownBy(() -> template.fill(17)).hasMessageContaining("2 places are not for 1 numbers");
    }

    @ParameterizedTest
    @CsvSource({"20,1", "20,16", "17,16"})
    void callersShareTheTeamsAndNoneIsLeftOut(int teams, int callers) {
        Set<Integer> all = new HashSet<>();
        int sum = 0;
        for (int caller = 0; caller < callers; caller++) {
            Dice dice = new Dice(teams, caller, callers);
            Set<Integer> own = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                own.add(dice.team());
            }
            sum += own.size();
            all.addAll(own);
        }
        assertThat(all).hasSize(teams).allMatch(team -> team < teams);
        assertThat(sum).isEqualTo(teams);
    }

    /** The line fails for whatever is no success. */
    @ParameterizedTest
    @EnumSource(Work.class)
    void eachRequestIsAnsweredAndLeavesTheTableAsLargeAsItWas(Work work) {
        Subject subject = Subject.inProcess(engine);
        try (Subject.Line line = subject.lines().get()) {
            line.send("CreateTable", Work.CREATE_TABLE.getBytes(UTF_8));
            Dice dice = new Dice(1, 0, 1);
            for (int first = 0; first < Dice.PLAYERS; first += 25) {
                line.send(Work.BATCH_WRITE.action(), Work.batch(0, first, dice));
            }
            for (int i = 0; i < 20; i++) {
                line.send(work.action(), work.body(dice));
            }
        }
        assertThat(engine.connect().table(Sample.TABLE, Profile.class).scan().execute())
                .hasSize(Dice.PLAYERS);
    }

    @Test
    void aRequestThatIsRefusedFails() {
        try (Subject.Line line = Subject.inProcess(engine).lines().get()) {
            assertThatThrownBy(() -> line.send(Work.PUT.action(), Work.PUT.body(new Dice(1, 0, 1))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("PutItem")
                    .hasMessageContaining("400");
        }
    }
}
