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

    public String shard() {
        return member("ShardId", describe());
    }

    /** The body of a request for an iterator. */
    public String place(String type, String number) {
        return "{'StreamArn': '" + arn + "', 'ShardId': '" + shard() + "', 'ShardIteratorType': '" + type + "'"
                + (number.isEmpty() ? "}" : ", 'SequenceNumber': '" + number + "'}");
    }

    public String iterator(String type, String number) {
        return member("ShardIterator", db.ok("GetShardIterator", place(type, number)));
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

    /** The event, the images and who did it, of each record from the oldest on. */
    public List<String> all() {
        return told(records(oldest()));
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
        Matcher number = Pattern.compile("'SequenceNumber':'(\\d+)'").matcher(reply);
        List<String> numbers = new ArrayList<>();
        while (number.find()) {
            numbers.add(number.group(1));
        }
        return numbers;
    }
}
