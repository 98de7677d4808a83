package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;

class ListTablesContract {
    @Contract
    void tablesAreListedByName(Subject subject) {
        Table<Thing> one = subject.fresh(Thing.class);
        Table<Thing> two = subject.fresh(Thing.class);
        Table<Thing> missing = subject.missing(Thing.class);

        assertThat(subject.run(subject.db().tableNames()))
                .contains(one.name(), two.name())
                .doesNotContain(missing.name())
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Contract
    void aDroppedTableIsNoLongerListed(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);

        subject.run(things.drop());

        assertThat(subject.run(subject.db().tableNames())).doesNotContain(things.name());
    }

    @Contract
    void aPageEndsWithTheNameBehindWhichToGoOn(Subject subject) {
        Table<Thing> first = subject.fresh(Thing.class);
        Table<Thing> second = subject.fresh(Thing.class);
        subject.fresh(Thing.class);

        String page =
                subject.run(subject.raw("ListTables", "{'Limit':1,'ExclusiveStartTableName':'%s'}", first.name()));

        assertThat(page)
                .contains("\"TableNames\":[\"" + second.name() + "\"]")
                .contains("\"LastEvaluatedTableName\":\"" + second.name() + "\"");
    }

    @Contract
    void aLimitOverAHundredIsRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw("ListTables", "{'Limit':101}"))).isNotEmpty();
    }
}
