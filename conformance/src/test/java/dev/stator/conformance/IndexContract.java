package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.value.CollectionSize;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;

/** What secondary indexes hold, refuse and cost, beyond what Query and Scan promise of them. */
class IndexContract {
    @Contract(Difference.KEY_MESSAGES)
    void anIndexKeyOfAWrongTypeIsRefused(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);

        assertThat(subject.refusal(putting(subject, readings, "'value':{'S':'x'}")))
                .startsWith(
                        "One or more parameter values were invalid: Type mismatch for Index Key value Expected: N Actual: S");
        assertThat(subject.refusal(subject.raw(
                        "UpdateItem",
                        "{'TableName':'%s','Key':{'sensor':{'S':'a'},'time':{'S':'t'}},'UpdateExpression':'SET #v = :x',"
                                + "'ExpressionAttributeNames':{'#v':'value'},"
                                + "'ExpressionAttributeValues':{':x':{'S':'x'}}}",
                        readings.name())))
                .contains("Actual: S");
    }

    @Contract
    void anEmptyIndexKeyIsRefused(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);

        assertThat(subject.refusal(putting(subject, readings, "'place':{'S':''}")))
                .startsWith(
                        "One or more parameter values are not valid. "
                                + "A value specified for a secondary index key is not supported. "
                                + "The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-place")
                .endsWith("IndexKey: place");
    }

    private static Call<String> putting(Subject subject, Table<?> readings, String attribute) {
        return subject.raw(
                "PutItem",
                "{'TableName':'%s','Item':{'sensor':{'S':'a'},'time':{'S':'t'},%s}}",
                readings.name(),
                attribute);
    }

    @Contract(Difference.NO_COLLECTION_SIZES)
    void writesTellHowLargeTheItemCollectionsAre(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        String one = subject.newKey();
        String two = subject.newKey();

        assertThat(subject.run(readings.put(Reading.bare(one, "t")).measured()).collections())
                .containsExactly(size(readings, one));
        assertThat(subject.run(subject.db()
                                .batchWrite(
                                        readings.put(Reading.bare(one, "u")),
                                        readings.put(Reading.bare(two, "t")),
                                        readings.put(Reading.bare(two, "u")))
                                .measured())
                        .collections())
                .containsExactlyInAnyOrder(size(readings, one), size(readings, two));
        assertThat(subject.run(subject.db().transact(readings.delete(one, "t")).measured())
                        .collections())
                .containsExactly(size(readings, one));
        assertThat(subject.run(readings.get(one, "u").measured()).collections()).isEmpty();
    }

    private static CollectionSize size(Table<Reading> readings, String sensor) {
        return new CollectionSize(readings.name(), Item.of("sensor", sensor), 0, 1);
    }

    @Contract
    void writesPayForTheIndexesThatTheyTouch(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        String sensor = subject.newKey();

        ConsumedCapacity bare =
                subject.run(readings.put(Reading.bare(sensor, "t")).measured()).capacity();
        ConsumedCapacity all = subject.run(
                        readings.put(Reading.of(sensor, "t", "here", 1)).measured())
                .capacity();
        ConsumedCapacity moved = subject.run(
                        readings.put(Reading.of(sensor, "t", "there", 1)).measured())
                .capacity();
        ConsumedCapacity same = subject.run(
                        readings.put(Reading.of(sensor, "t", "there", 1)).measured())
                .capacity();

        assertThat(bare.total()).isEqualTo(1);
        assertThat(all.total()).as("one for the table, one for each index").isEqualTo(4);
        assertThat(all.indexes())
                .hasSize(3)
                .allSatisfy((index, units) -> assertThat(units).isEqualTo(1));
        assertThat(moved.total())
                .as("a delete and a put in two indexes, a put in the third")
                .isEqualTo(6);
        assertThat(same.total()).as("indexes that do not change cost nothing").isEqualTo(1);
    }

    @Contract
    void projectionsOfIndexesHoldWhatTheySay(Subject subject) {
        Table<Item> table = partlyProjected(subject);
        Item item =
                Item.of("id", "a", "at", "1", "kind", "k").with("included", 1).with("other", 2);
        subject.run(table.put(item));

        assertThat(subject.run(table.index("keys").scan()))
                .containsExactly(item.without("included").without("other"));
        assertThat(subject.run(table.index("included").query("k"))).containsExactly(item.without("other"));
        assertThat(subject.run(table.describe()).indexes())
                .extracting(TableDescription.Index::name, TableDescription.Index::projection)
                .containsExactlyInAnyOrder(
                        tuple("keys", "KEYS_ONLY"), tuple("included", "INCLUDE"), tuple("local", "KEYS_ONLY"));
    }

    @Contract
    void aLocalIndexFetchesFromTheTableWhatItDoesNotHold(Subject subject) {
        Table<Item> table = partlyProjected(subject);
        Item item = Item.of("id", "a", "at", "1", "kind", "k").with("other", 2);
        subject.run(table.put(item));

        assertThat(subject.run(table.index("local").query("a").consistent())).containsExactly(item.without("other"));
        assertThat(subject.run(table.index("local").query("a").consistent().select(attr("id"), attr("other"))))
                .containsExactly(Item.of("id", "a", "other", 2));
    }

    @Contract
    void aGlobalIndexCannotBringWhatItDoesNotHold(Subject subject) {
        Table<Item> table = partlyProjected(subject);

        assertThat(subject.refusal(table.index("included").query("k").select(attr("other"))))
                .startsWith(
                        "One or more parameter values were invalid: Global secondary index included does not project")
                .contains("other");
        assertThat(subject.refusal(subject.raw(
                        "Scan", "{'TableName':'%s','IndexName':'keys','Select':'ALL_ATTRIBUTES'}", table.name())))
                .startsWith(
                        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
                                + "secondary index keys");
    }

    /** A table with indexes that hold parts of the items; by its name, since a schema knows no projections. */
    private static Table<Item> partlyProjected(Subject subject) {
        Table<Item> name = subject.missing(TableSchema.items(KeyAttribute.string("id"), KeyAttribute.string("at")));
        subject.run(subject.raw(
                "CreateTable",
                "{'TableName':'%s','BillingMode':'PAY_PER_REQUEST',"
                        + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'at','KeyType':'RANGE'}],"
                        + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},"
                        + "{'AttributeName':'at','AttributeType':'S'},{'AttributeName':'kind','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexes':[{'IndexName':'keys','Projection':{'ProjectionType':'KEYS_ONLY'},"
                        + "'KeySchema':[{'AttributeName':'kind','KeyType':'HASH'}]},"
                        + "{'IndexName':'included','KeySchema':[{'AttributeName':'kind','KeyType':'HASH'}],"
                        + "'Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['included']}}],"
                        + "'LocalSecondaryIndexes':[{'IndexName':'local','Projection':{'ProjectionType':'KEYS_ONLY'},"
                        + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'kind','KeyType':'RANGE'}]}]}",
                name.name()));
        subject.run(name.create().ifMissing());
        return subject.run(subject.db().discover(name.name()));
    }
}
