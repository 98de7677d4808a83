package dev.stator;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.error.ServiceException;
import dev.stator.error.StatorException;
import dev.stator.expression.UpdateExpression;
import dev.stator.json.WireJson;
import dev.stator.testing.ScriptedTransport;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawRequestTest {
    private static final String KEY =
            "{\"email\":{\"S\":\"a@x.org\"},\"joined\":{\"S\":\"2020-01-31T12:00:00.000000000Z\"}}";

    private final ScriptedTransport service = new ScriptedTransport();
    private final Table<User> users = client(service).table("users", User.class);

    private static Stator client(ScriptedTransport transport) {
        return Stator.builder().transport(transport).retry(Mode.QUICK).build();
    }

    @Test
    void keysAndItemsAreInTheServicesForm() {
        assertThat(users.request("GetItem").key("a@x.org", User.JOINED).json())
                .isEqualTo("{\"TableName\":\"users\",\"Key\":" + KEY + "}");
        assertThat(users.request("GetItem").key(User.ANN).json())
                .isEqualTo("{\"TableName\":\"users\",\"Key\":" + KEY + "}");
        assertThat(WireJson.readIn(users.request("PutItem").item(User.ANN).json(), "Item"))
                .contains(users.schema().toItem(User.ANN));
    }

    @Test
    void whereToGoOnIsAKeyOrAReadyItem() {
        Item ofIndex = users.schema().keyOf(User.ANN).with("name", "Ann");
        assertThat(users.request("Query").startKey(User.ANN).json())
                .isEqualTo("{\"TableName\":\"users\",\"ExclusiveStartKey\":" + KEY + "}");
        assertThat(WireJson.readIn(users.request("Query").startKey(ofIndex).json(), "ExclusiveStartKey"))
                .contains(ofIndex);
        Table<User.Order> orders = client(service).table("orders", User.Order.class);
        assertThat(orders.request("Scan").startKey(7).json())
                .isEqualTo("{\"TableName\":\"orders\",\"ExclusiveStartKey\":{\"id\":{\"N\":\"7\"}}}");
    }

    @Test
    void expressionsShareTheirPlaceholders() {
        assertThat(users.request("UpdateItem")
                        .update(UpdateExpression.empty().set(attr(User::points), 5))
                        .condition(attr(User::points).lt(5))
                        .json())
                .isEqualTo(
                        "{\"TableName\":\"users\",\"UpdateExpression\":\"SET #n0 = :v0\",\"ConditionExpression\":\"#n0 < :v1\","
                                + "\"ExpressionAttributeNames\":{\"#n0\":\"points\"},\"ExpressionAttributeValues\":{\":v0\":{\"N\":\"5\"},\":v1\":{\"N\":\"5\"}}}");
        assertThat(users.request("Query")
                        .keyCondition(attr(User::email).eq("a@x.org"))
                        .filter(attr(User::name).exists())
                        .projection(attr(User::name))
                        .json())
                .contains(
                        "\"KeyConditionExpression\":\"#n0 = :v0\"",
                        "\"FilterExpression\":\"attribute_exists(#n1)\"",
                        "\"ProjectionExpression\":\"#n1\"");
    }

    @Test
    void otherFieldsAreJsonOfEveryKind() {
        Map<String, Object> nested = Map.of("key", users.schema().keyOf(User.ANN));
        assertThat(users.request("Any")
                        .field("Text", "a\"b")
                        .field("Count", 10)
                        .field("Share", 0.5)
                        .field("Flag", true)
                        .field("All", List.of(nested, List.of()))
                        .json())
                .isEqualTo("{\"TableName\":\"users\",\"Text\":\"a\\\"b\",\"Count\":10,\"Share\":0.5,\"Flag\":true,"
                        + "\"All\":[{\"key\":" + KEY + "},[]]}");
    }

    @Test
    void aRequestIsAValueAndALaterPartReplacesTheEarlier() {
        RawRequest<User> request = users.request("Scan").field("Limit", 1);
        assertThat(request.field("Limit", 2).json()).contains("\"Limit\":2").doesNotContain("\"Limit\":1");
        assertThat(request.json()).contains("\"Limit\":1");
    }

    @ParameterizedTest
    @CsvSource({
        "ReturnValues, UPDATED_OLD, ALL",
        "ReturnValuesOnConditionCheckFailure, ALL_OLD, ALL_NEW",
        "ReturnConsumedCapacity, INDEXES, ALL",
        "ReturnItemCollectionMetrics, SIZE, TOTAL",
        "Select, COUNT, NONE"
    })
    void aWordThatTheServiceDoesNotHaveIsRefused(String field, String right, String wrong) {
        assertThat(users.request("Any").field(field, right).json()).contains(right);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.request("Any").field(field, wrong))
                .withMessageContaining("users")
                .withMessageContaining(field)
                .withMessageContaining(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TableName", "ExpressionAttributeNames", "ExpressionAttributeValues"})
    void whatTheRequestWritesItselfIsRefused(String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.request("Any").field(field, "x"))
                .withMessageContaining(field);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.request("Any").field("List", List.of(new Object())))
                .withMessageContaining("java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.request("Any").field("List", Arrays.asList("a", null)))
                .withMessageContaining("null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.request("Any").field("Share", Double.NaN));
    }

    @ParameterizedTest
    @EnumSource
    void aRawRequestIsRepeatedAndNamesItsTableLikeEveryCall(Mode mode) {
        ScriptedTransport transport =
                mode.transport().error(400, "ThrottlingException").reply("{\"Item\":{\"id\":{\"N\":\"1\"}}}");
        Table<User.Order> orders = client(transport).table("orders", User.Order.class);
        String reply = mode.run(orders.request("GetItem").key(1));
        assertThat(WireJson.readIn(reply, "Item")).contains(Item.of("id", 1));
        assertThat(transport.requests())
                .hasSize(2)
                .allMatch(request -> request.action().equals("GetItem"));
    }

    @Test
    void aRawWriteLeavesNoCacheWithWhatItChanged() {
        Table<User.Order> orders = client(
                        service.always(request -> ScriptedTransport.ok("{\"Item\":{\"id\":{\"N\":\"1\"}}}")))
                .table("orders", User.Order.class);
        CachedReads<User.Order> cached = orders.cached(10, Duration.ofMinutes(1));
        cached.get(1).execute();
        cached.get(1).execute();
        assertThat(service.requests()).as("one of the cache").hasSize(1);
        orders.request("UpdateItem").key(1).execute();
        cached.get(1).execute();
        assertThat(service.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Limit\":1,\"TableName\":\"users\"}", "{\"TableName\":7}", "{", "[]", ""})
    void theTableOfACallIsThatOfItsJsonIfItNamesOne(String json) {
        service.error(400, "ValidationException");
        StatorException failure = catchThrowableOfType(
                ServiceException.class, () -> client(service).call("Any", json).execute());
        assertThat(failure.table().isPresent()).isEqualTo(json.contains("users"));
        assertThat(service.bodies()).containsExactly(json);
    }
}
