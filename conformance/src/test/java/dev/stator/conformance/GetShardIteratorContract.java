package dev.stator.conformance;

import dev.stator.Table;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;

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
}
