package dev.stator.internal.http;

import java.util.Set;

/** The actions that read streams: they have a target and, at AWS, a host of their own. */
final class StreamActions {
    private static final Set<String> NAMES = Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

    private StreamActions() {}

    static boolean contains(String action) {
        return NAMES.contains(action);
    }

    /** What stands before the action in the header that names it. */
    static String target(String action) {
        return contains(action) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
    }
}
