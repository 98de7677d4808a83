package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ServiceFailure;
import dev.stator.expression.UpdateExpression;
import dev.stator.json.WireJson;
import dev.stator.value.Item;

/** What holds for requests of any action. */
class ProtocolContract {
    @Contract
    void anUnknownActionIsRefused(Subject subject) {
        assertThat(failure(subject, "NoSuchAction", "{}").code()).isEqualTo("UnknownOperationException");
    }

    @Contract(Difference.BROKEN_JSON)
    void aBodyThatIsNoJsonIsRefused(Subject subject) {
        assertThat(failure(subject, "ListTables", "{").code()).isEqualTo("SerializationException");
        assertThat(failure(subject, "ListTables", "[]").code()).isEqualTo("SerializationException");
    }

    @Contract(Difference.BROKEN_JSON)
    void aParameterOfAWrongJsonTypeIsRefused(Subject subject) {
        assertThat(failure(subject, "ListTables", "{'Limit':'many'}").code()).isEqualTo("SerializationException");
        assertThat(failure(subject, "DescribeTable", "{'TableName':{}}").code()).isEqualTo("SerializationException");
    }

    @Contract
    void anUnknownParameterIsIgnored(Subject subject) {
        assertThat(subject.run(subject.raw("ListTables", "{'Limit':1,'NoSuchParameter':true}")))
                .contains("TableNames");
    }

    @Contract
    void failuresCarryStatusAndRequestId(Subject subject) {
        ServiceFailure failure = failure(subject, "DescribeTable", "{'TableName':'x'}");

        assertThat(failure.code()).isEqualTo("ValidationException");
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.requestId()).isPresent();
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    @Contract
    void aRequestMadeOfItsPartsIsUnderstood(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Thing thing = Thing.full(subject.newKey(), 1);
        Item stored = things.schema().toItem(thing);

        subject.run(
                things.request("PutItem").item(thing).condition(attr(Thing::id).notExists()));
        String old = subject.run(things.request("UpdateItem")
                .key(thing)
                .update(UpdateExpression.empty().set(attr(Thing::number), 8))
                .condition(attr(Thing::number).eq(7))
                .field("ReturnValues", "ALL_OLD"));
        String read = subject.run(things.request("Query")
                .keyCondition(attr(Thing::id).eq(thing.id()))
                .filter(attr(Thing::number).eq(8))
                .projection(attr(Thing::text))
                .field("ConsistentRead", true)
                .field("Limit", 10));
        String behind = subject.run(things.request("Query")
                .keyCondition(attr(Thing::id).eq(thing.id()))
                .startKey(thing));

        assertThat(WireJson.readIn(old, "Attributes")).contains(stored);
        assertThat(WireJson.readAllIn(read, "Items")).containsExactly(Item.of("text", "text"));
        assertThat(WireJson.readAllIn(behind, "Items")).isEmpty();
    }

    private static ServiceFailure failure(Subject subject, String action, String json) {
        return subject.failure(InvalidRequestException.class, subject.raw(action, "%s", json))
                .failure();
    }
}
