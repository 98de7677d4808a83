package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.StreamView;
import dev.stator.value.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

class DescribeStreamContract {
    @Contract(Difference.NO_STREAMS)
    void aStreamThatIsEnabledLaterHasShards(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        TableDescription with = subject.run(things.alter().stream(StreamView.OLD_IMAGE));
        TableDescription.Stream stream = with.options().stream().orElseThrow();
        assertThat(stream.view()).isEqualTo("OLD_IMAGE");

        assertThat(subject.run(subject.raw("DescribeStream", "{'StreamArn':'%s'}", stream.arn())))
                .contains("\"Shards\"", "\"ShardId\"");
        assertThat(subject.run(subject.raw("ListStreams", "{'TableName':'%s'}", things.name())))
                .contains(stream.arn());

        assertThat(subject.run(things.alter().withoutStream()).options().stream())
                .isEmpty();
    }

    @Contract(Difference.NO_STREAMS)
    void aStreamOfAnotherViewIsPlannedAsTwoSteps(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        subject.run(things.create().stream());
        var plan = subject.run(things.plan().stream(StreamView.KEYS_ONLY));
        assertThat(plan.steps()).hasSize(2);

        TableDescription after = subject.run(plan.apply());

        assertThat(after.options().stream().orElseThrow().view()).isEqualTo("KEYS_ONLY");
        assertThat(subject.run(things.plan().stream(StreamView.KEYS_ONLY)).isUpToDate())
                .isTrue();
    }

    @Contract(Difference.NO_STREAMS)
    void aStreamThatIsNotThereIsNotFound(Subject subject) {
        subject.failure(
                ResourceNotFoundException.class,
                subject.raw(
                        "DescribeStream",
                        "{'StreamArn':'arn:aws:dynamodb:ddblocal:000000000000:table/none/stream/2020-01-01T00:00:00.000'}"));
    }

    @Contract(Difference.NO_STREAMS)
    void aStreamThatIsDisabledHasClosedShardsAndTheNextIsAnother(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        String first = arn(subject.run(things.create().stream()));
        assertThat(described(subject, first))
                .contains("\"StreamStatus\":\"ENABLED\"")
                .doesNotContain("EndingSequenceNumber");

        subject.run(things.alter().withoutStream());

        assertThat(described(subject, first))
                .contains(
                        "\"StreamStatus\":\"DISABLED\"",
                        "\"EndingSequenceNumber\"",
                        "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"");
        String second = arn(subject.run(things.alter().stream(StreamView.NEW_IMAGE)));
        assertThat(second).isNotEqualTo(first);
        assertThat(subject.run(subject.raw("ListStreams", "{'TableName':'%s'}", things.name())))
                .contains(first, second);
    }

    @Contract(Difference.NO_STREAMS)
    void shardsAreDescribedPageByPage(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        String arn = arn(subject.run(things.create().stream()));
        List<String> all = shards(described(subject, arn));
        assertThat(all).isNotEmpty();
        List<String> found = new ArrayList<>();
        String after = "";
        for (int page = 0; page < all.size(); page++) {
            String reply = subject.run(subject.raw("DescribeStream", "{'StreamArn':'%s','Limit':1%s}", arn, after));
            found.addAll(shards(reply));
            after = ",'ExclusiveStartShardId':'" + found.get(page) + "'";
            assertThat(reply.contains("\"LastEvaluatedShardId\"")).isEqualTo(page + 1 < all.size());
        }
        assertThat(found).isEqualTo(all);
        assertThat(shards(subject.run(subject.raw("DescribeStream", "{'StreamArn':'%s'%s}", arn, after))))
                .isEmpty();
    }

    private static List<String> shards(String described) {
        return Pattern.compile("\"ShardId\":\"([^\"]*)\"")
                .matcher(described)
                .results()
                .map(shard -> shard.group(1))
                .toList();
    }

    private static String arn(TableDescription table) {
        return table.options().stream().orElseThrow().arn();
    }

    private static String described(Subject subject, String arn) {
        return subject.run(subject.raw("DescribeStream", "{'StreamArn':'%s'}", arn));
    }

    @Contract({Difference.NO_STREAMS, Difference.TABLE_MESSAGES})
    void theServiceItselfRefusesWhatChangesNothing(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        String change = "{'TableName':'%s','StreamSpecification':%s}";
        String enable = "{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}";
        assertThat(subject.refusal(subject.raw("UpdateTable", change, things.name(), "{'StreamEnabled':false}")))
                .isEqualTo("Table has no stream to disable: TableName: " + things.name());
        assertThat(subject.refusal(subject.raw("UpdateTable", change, things.name(), "{'StreamEnabled':true}")))
                .isEqualTo(
                        "One or more parameter values were invalid: If stream is being enabled then UpdateViewType is"
                                + " required");
        subject.run(subject.raw("UpdateTable", change, things.name(), enable));
        assertThat(subject.refusal(subject.raw("UpdateTable", change, things.name(), enable)))
                .isEqualTo("Table already has an enabled stream: TableName: " + things.name());
    }
}
