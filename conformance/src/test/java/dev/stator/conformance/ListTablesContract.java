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
        Table<Thing> things = subject.fresh(Thing.class);
        String name = things.name();
        String justBefore = name.substring(0, name.length() - 1);

        assertThat(subject.run(subject.raw("ListTables", "{'Limit':1,'ExclusiveStartTableName':'%s'}", before(name))))
                .contains("\"LastEvaluatedTableName\":\"" + name + "\"")
                .contains("\"TableNames\":[\"" + name + "\"]");
        assertThat(justBefore).isLessThan(name);
    }

    /** A name that stands right before this one: nothing but a shorter or longer form of it could stand between. */
    private static String before(String name) {
        char last = name.charAt(name.length() - 1);
        return name.substring(0, name.length() - 1) + (char) (last - 1) + "zzz";
    }

    @Contract
    void aLimitOverAHundredIsRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw("ListTables", "{'Limit':101}"))).isNotEmpty();
    }
}
