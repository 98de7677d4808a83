package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class GetShardIteratorContract {
    @Contract(Difference.NO_STREAMS)
    void aShardThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        String arn = subject.run(things.create().stream()).options().stream()
                .orElseThrow()
                .arn();

        subject.failure(
                ResourceNotFoundException.class,
                subject.raw(
                        "GetShardIterator",
                        "{'StreamArn':'%s','ShardId':'shardId-00000000000000000000-00000000','ShardIteratorType':'LATEST'}",
                        arn));
        subject.failure(
                InvalidRequestException.class,
                subject.raw("GetShardIterator", "{'StreamArn':'%s','ShardIteratorType':'LATEST'}", arn));
    }

    @Contract(Difference.NO_STREAMS)
    void aPlaceIsBesideARecordOrAtAnEnd(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        String arn = subject.run(things.create().stream()).options().stream()
                .orElseThrow()
                .arn();
        String described = subject.run(subject.raw("DescribeStream", "{'StreamArn':'%s'}", arn));
        String shard = member("ShardId", described);
        String start = member("StartingSequenceNumber", described);
        for (String type : List.of("LATEST", "TRIM_HORIZON")) {
            assertThat(subject.run(place(subject, arn, shard, type, ""))).contains(arn + "|");
            assertThat(subject.refusal(place(subject, arn, shard, type, start)))
                    .isEqualTo("One or more parameter values were invalid: SequenceNumber should not be passed for this"
                            + " iterator type");
        }
        for (String type : List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
            assertThat(subject.run(place(subject, arn, shard, type, start))).contains(arn + "|");
            assertThat(subject.refusal(place(subject, arn, shard, type, "")))
                    .isEqualTo("One or more parameter values were invalid: Invalid SequenceNumber");
            assertThat(subject.refusal(place(subject, arn, shard, type, "0".repeat(21))))
                    .isEqualTo("Invalid SequenceNumber for the shard");
        }
    }

    private static Call<String> place(Subject subject, String arn, String shard, String type, String number) {
        return subject.raw(
                "GetShardIterator",
                "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'%s'%s}",
                arn,
                shard,
                type,
                number.isEmpty() ? "" : ",'SequenceNumber':'" + number + "'");
    }

    private static String member(String name, String reply) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(reply);
        assertThat(member.find()).as(name).isTrue();
        return member.group(1);
    }
}
