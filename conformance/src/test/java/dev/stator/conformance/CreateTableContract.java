package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.value.AttributeType;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.Optional;

class CreateTableContract {
    @Contract
    void aCreatedTableCanBeUsed(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        subject.failure(ResourceNotFoundException.class, things.get("a", 1));

        TableDescription description = subject.run(things.create());

        assertThat(description.name()).isEqualTo(things.name());
        assertThat(description.isActive()).isTrue();
        subject.run(things.put(Thing.of("a", 1)));
        assertThat(subject.run(things.get("a", 1).consistent())).isPresent();
    }

    @Contract
    void keysOfEachTypeAreKept(Subject subject) {
        Table<Item> table =
                subject.missing(TableSchema.items(KeyAttribute.binary("partition"), KeyAttribute.number("sort")));

        TableDescription description = subject.run(table.create());

        assertThat(description.partitionKey()).isEqualTo(new TableDescription.Key("partition", AttributeType.B));
        assertThat(description.sortKey()).contains(new TableDescription.Key("sort", AttributeType.N));
        assertThat(description.indexes()).isEmpty();
    }

    @Contract
    void aTableMayGoWithoutSortKey(Subject subject) {
        TableDescription description = subject.run(
                subject.missing(TableSchema.items(KeyAttribute.string("id"))).create());

        assertThat(description.sortKey()).isEmpty();
    }

    @Contract
    void indexesOfBothKindsAreKept(Subject subject) {
        TableDescription description =
                subject.run(subject.missing(Reading.class).create());

        TableDescription.Key sensor = new TableDescription.Key("sensor", AttributeType.S);
        TableDescription.Key place = new TableDescription.Key("place", AttributeType.S);
        TableDescription.Key value = new TableDescription.Key("value", AttributeType.N);
        assertThat(description.indexes())
                .containsExactlyInAnyOrder(
                        index("by-place", false, "ACTIVE", place, Optional.of(value)),
                        index("by-place-only", false, "ACTIVE", place, Optional.empty()),
                        index("by-value", true, "", sensor, Optional.of(value)));
    }

    private static TableDescription.Index index(
            String name,
            boolean local,
            String status,
            TableDescription.Key partition,
            Optional<TableDescription.Key> sort) {
        return new TableDescription.Index(
                name,
                local,
                status,
                List.of(partition),
                sort.stream().toList(),
                "ALL",
                List.of(),
                Optional.empty(),
                0,
                0);
    }

    @Contract
    void aTableThatExistsIsInUse(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);

        assertThat(subject.failure(ResourceInUseException.class, things.create())
                        .code())
                .isEqualTo("ResourceInUseException");
    }

    @Contract(Difference.EXISTING_TABLE_MESSAGE)
    void theMessageForAnExistingTableIsTheServices(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);

        assertThat(subject.failure(ResourceInUseException.class, things.create())
                        .failure()
                        .message())
                .isEqualTo("Table already exists: " + things.name());
    }

    @Contract
    void aTableThatMayExistIsLeftAsItIs(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        subject.run(things.create().ifMissing());
        subject.run(things.put(Thing.of("a", 1)));
        subject.run(things.create().ifMissing());

        assertThat(subject.run(things.get("a", 1).consistent())).isPresent();
    }

    @Contract
    void aTableThatMayExistMustHaveTheSameKeys(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Item> other = subject.db().table(things.name(), TableSchema.items(KeyAttribute.string("other")));

        assertThat(subject.failure(StatorException.class, other.create().ifMissing()))
                .hasMessageContaining(things.name())
                .hasMessageContaining("other");
    }

    @Contract
    void namesOutsideTheAlphabetAreRefused(Subject subject) {
        assertThat(refusal(subject, "no/slash", "'BillingMode':'PAY_PER_REQUEST'"))
                .isNotEmpty();
        assertThat(refusal(subject, "ab", "'BillingMode':'PAY_PER_REQUEST'")).isNotEmpty();
    }

    @Contract(Difference.TABLE_MESSAGES)
    void aTableWithoutThroughputIsRefused(Subject subject) {
        assertThat(refusal(subject, Tables.newName(), "'BillingMode':'PROVISIONED'"))
                .isEqualTo("One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits "
                        + "must both be specified when BillingMode is PROVISIONED");
    }

    @Contract(Difference.UNUSED_THROUGHPUT)
    void throughputOfATablePaidByRequestIsRefused(Subject subject) {
        assertThat(
                        refusal(
                                subject,
                                Tables.newName(),
                                "'BillingMode':'PAY_PER_REQUEST','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}"))
                .isEqualTo(
                        "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits "
                                + "can be specified when BillingMode is PAY_PER_REQUEST");
    }

    private static String refusal(Subject subject, String name, String more) {
        return subject.refusal(subject.raw(
                "CreateTable",
                "{'TableName':'%s','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                        + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],%s}",
                name,
                more));
    }

    @Contract(Difference.TABLE_MESSAGES)
    void keysWithoutDefinitionAreRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw(
                        "CreateTable",
                        "{'TableName':'%s','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                                + "'AttributeDefinitions':[{'AttributeName':'other','AttributeType':'S'}],"
                                + "'BillingMode':'PAY_PER_REQUEST'}",
                        Tables.newName())))
                .startsWith("One or more parameter values were invalid: Some index key attributes are not defined in "
                        + "AttributeDefinitions.");
    }

    @Contract(Difference.TABLE_MESSAGES)
    void definitionsWithoutUseAreRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw(
                        "CreateTable",
                        "{'TableName':'%s','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                                + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},"
                                + "{'AttributeName':'other','AttributeType':'S'}],'BillingMode':'PAY_PER_REQUEST'}",
                        Tables.newName())))
                .startsWith(
                        "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly "
                                + "match number of attributes defined in AttributeDefinitions");
    }

    @Contract(Difference.TABLE_MESSAGES)
    void aLocalIndexNeedsASortKeyInTheTable(Subject subject) {
        assertThat(subject.refusal(subject.raw(
                        "CreateTable",
                        "{'TableName':'%s','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                                + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},"
                                + "{'AttributeName':'at','AttributeType':'S'}],'BillingMode':'PAY_PER_REQUEST',"
                                + "'LocalSecondaryIndexes':[{'IndexName':'local','Projection':{'ProjectionType':'ALL'},"
                                + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},"
                                + "{'AttributeName':'at','KeyType':'RANGE'}]}]}",
                        Tables.newName())))
                .isEqualTo("One or more parameter values were invalid: Table KeySchema does not have a range key, "
                        + "which is required when specifying a LocalSecondaryIndex");
    }
}
