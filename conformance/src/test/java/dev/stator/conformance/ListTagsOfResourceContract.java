package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;

class ListTagsOfResourceContract {
    @Contract(Difference.NO_TAGS)
    void theTagsOfCreationAreThere(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        String arn = subject.run(things.create().tag("team", "red")).arn();

        assertThat(subject.run(subject.raw("ListTagsOfResource", "{'ResourceArn':'%s'}", arn)))
                .contains("\"team\"", "\"red\"");
        assertThat(subject.run(things.plan().tag("team", "red")).isUpToDate()).isTrue();
        assertThat(subject.run(things.plan().tag("team", "blue")).isUpToDate()).isFalse();
    }
}
