package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.TablePlan;

class TagResourceContract {
    @Contract(Difference.NO_TAGS)
    void tagsArePutBesideThoseThatThereAre(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        subject.run(things.create().tag("team", "red").tag("cost", "41"));

        TablePlan plan = subject.run(things.plan().tag("cost", "42").tag("new", "x"));
        assertThat(plan.steps()).containsExactly("tag the table with {cost=42, new=x}");
        subject.run(plan.apply());

        assertThat(subject.run(things.plan()
                                .tag("team", "red")
                                .tag("cost", "42")
                                .tag("new", "x"))
                        .isUpToDate())
                .isTrue();
    }
}
