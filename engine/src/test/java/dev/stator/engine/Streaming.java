package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The latest stream of a table, read with calls of an engine whose replies have single quotes. */
public record Streaming(Calls db, String arn) {
    /** The latest stream of a table. */
    public static Streaming of(Calls db, String table) {
        return new Streaming(db, member("LatestStreamArn", db.ok("DescribeTable", "{'TableName': '" + table + "'}")));
    }

    /** {@code CreateTable}'s body with a stream. */
    public static String with(String view, String table) {
        return table.replaceFirst(
                "\\{", "{'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': '" + view + "'}, ");
    }

    /** A string that a reply has as a member. */
    public static String member(String name, String reply) {
        Matcher member = Pattern.compile("'" + name + "':'([^']*)'").matcher(reply);
        assertThat(member.find()).as(name + " in " + reply).isTrue();
        return member.group(1);
    }

    public String describe() {
        return db.ok("DescribeStream", "{'StreamArn': '" + arn + "'}");
    }

    /** The ids of the shards that are described, in their order. */
    public List<String> shards() {
        return members("ShardId", describe());
    }

    /** The latest shard. */
    public String shard() {
        List<String> shards = shards();
        return shards.get(shards.size() - 1);
    }

    /** The body of a request for an iterator in the latest shard. */
    public String place(String type, String number) {
        return place(shard(), type, number);
    }

    /** The same in any shard. */
    public String place(String shard, String type, String number) {
        return "{'StreamArn': '" + arn + "', 'ShardId': '" + shard + "', 'ShardIteratorType': '" + type + "'"
                + (number.isEmpty() ? "}" : ", 'SequenceNumber': '" + number + "'}");
    }

    /** A place in the latest shard. */
    public String iterator(String type, String number) {
        return iterator(shard(), type, number);
    }

    /** A place in any shard. */
    public String iterator(String shard, String type, String number) {
        return member("ShardIterator", db.ok("GetShardIterator", place(shard, type, number)));
    }

    public String oldest() {
        return iterator("TRIM_HORIZON", "");
    }

    public String latest() {
        return iterator("LATEST", "");
    }

    public String records(String iterator) {
        return db.ok("GetRecords", "{'ShardIterator': '" + iterator + "'}");
    }

    /** The event, the images and who did it, of each record from the oldest on, shard by shard. */
    public List<String> all() {
        return shards().stream()
                .flatMap(shard -> told(records(iterator(shard, "TRIM_HORIZON", ""))).stream())
                .toList();
    }

    /** The same of the records in a reply, as {@code INSERT {new} {old}}. */
    public static List<String> told(String reply) {
        Matcher record = Pattern.compile(
                        "'eventName':'(\\w+)'.*?'Keys':(.*?)"
                                + "(?:,'NewImage':(.*?))?(?:,'OldImage':(.*?))?,'SequenceNumber':'(\\d+)'.*?}(,'userIdentity'.*?})?}")
                .matcher(reply);
        List<String> told = new ArrayList<>();
        while (record.find()) {
            told.add(record.group(1) + " new " + record.group(3) + " old " + record.group(4)
                    + (record.group(6) == null ? "" : " by the service"));
        }
        return told;
    }

    /** The sequence numbers in a reply. */
    public static List<String> numbers(String reply) {
        return members("SequenceNumber", reply);
    }

    private static List<String> members(String name, String reply) {
        Matcher member = Pattern.compile("'" + name + "':'([^']*)'").matcher(reply);
        return member.results().map(each -> each.group(1)).toList();
    }
}
