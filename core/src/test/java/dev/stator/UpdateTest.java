package dev.stator;

import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Value.param;
import static dev.stator.expression.Value.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Address;
import dev.stator.User.Order;
import dev.stator.codec.Discriminator;
import dev.stator.codec.EpochMillis;
import dev.stator.codec.EpochSeconds;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.NullRule;
import dev.stator.codec.Nulls;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Shape;
import dev.stator.codec.TableSchema;
import dev.stator.codec.UpgradeFrom;
import dev.stator.expression.Condition;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.UpdateExpression;
import dev.stator.testing.ScriptedTransport;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An update never leaves an item that its record cannot read: what would do so is refused at the call. */
class UpdateTest {
    record Visit(@PartitionKey String id, Instant at, int points, Optional<Integer> best, Set<String> tags) {}

    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<User> users = db.table("users", User.class);
    private final Table<Order> orders = db.table("orders", Order.class);
    private final Table<Visit> visits = db.table("visits", Visit.class);
    private final Table<Item> items = db.table("items", TableSchema.items(KeyAttribute.string("id")));

    private String sent(Update<?> update) {
        service.reply("{}");
        update.execute();
        return service.bodies().get(service.bodies().size() - 1);
    }

    private static void refused(ThrowingCallable misuse, String... words) {
        assertThatThrownBy(misuse).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    record Nulled(
            @PartitionKey String id,
            @Nulls(NullRule.STORED) Optional<Integer> n,
            @Nulls(NullRule.STORED) Optional<List<String>> notes,
            Optional<Integer> free) {}

    @Test
    void whereNoValueIsStoredAsNullNothingDependsOnItsAbsence() {
        Update<Nulled> update = db.table("nulled", Nulled.class).update("a");
        refused(() -> update.setIfAbsent(Nulled::n, 5), "n", "explicit null", "@Nulls(OMITTED)");
        refused(() -> update.add(Nulled::n, 5), "n", "explicit null");
        refused(() -> update.apply(UpdateExpression.empty().append(attr("notes"), List.of("x"))), "notes", "null");
        assertThat(sent(update.set(Nulled::n, 5).add(Nulled::free, 1))).contains("SET", "ADD");
        assertThat(sent(update.setIfAbsent(Nulled::free, 5))).contains("if_not_exists");
    }

    @Shape(2)
    record Home(String street, String city) {
        @UpgradeFrom(1)
        static Item split(Item old) {
            return old;
        }
    }

    record Letter(
            @PartitionKey String id,
            Home to,
            Optional<Home> from,
            List<Home> copies,
            Map<String, Home> byName,
            Sealed seal) {}

    record Sealed(Home maker, String colour) {}

    @Test
    void withinAClassOfSeveralShapesNothingIsChangedAlone() {
        Update<Letter> update = db.table("letters", Letter.class).update("a");
        Home bern = new Home("Gasse 1", "Bern");
        refused(
                () -> update.set(attr(Letter::to).dot(Home::city), "Bern"),
                "Table letters: An update changes to.city, and what is stored at to may be of an older @Shape, or of"
                        + " another class under its @Discriminator; set the whole of to, or put the item");
        refused(() -> update.set(attr("to").dot("shape"), 2), "changes to.shape", "the whole of to");
        refused(() -> update.remove(attr("to").dot("more")), "changes to.more");
        refused(() -> update.add(attr("to").dot("more"), 1), "changes to.more");
        refused(() -> update.set(attr("from").dot("city"), "Bern"), "the whole of from");
        refused(() -> update.set(attr("copies").at(1).dot("city"), "Bern"), "the whole of copies[1]");
        refused(() -> update.set(attr("byName").dot("x").dot("city"), "Bern"), "the whole of byName.x");
        refused(
                () -> update.set(attr(Letter::seal).dot(Sealed::maker).dot(Home::city), "Bern"),
                "changes seal.maker.city",
                "the whole of seal.maker");

        assertThat(sent(update.set(attr(Letter::to), bern)
                        .set(attr(Letter::from), bern)
                        .set(attr("copies").at(1), bern)
                        .set(attr("byName").dot("x"), bern)
                        .set(attr(Letter::seal).dot(Sealed::maker), bern)
                        .set(attr(Letter::seal).dot(Sealed::colour), "red")
                        .onlyIf(attr(Letter::to).dot(Home::city).eq("Bern"))))
                .contains("\"shape\":{\"N\":\"2\"}");
    }

    @Discriminator("kind")
    sealed interface Payment permits Card, Cash {
        long cents();
    }

    record Card(long cents, String number, Home holder) implements Payment {}

    record Cash(long cents) implements Payment {}

    record Bill(@PartitionKey String id, Payment payment, List<Payment> parts, Card card) {}

    @Test
    void withinAClassUnderADiscriminatorOnlyWhatAllHaveIsChangedAlone() {
        Update<Bill> update = db.table("bills", Bill.class).update("a");
        refused(
                () -> update.setIfAbsent(attr("payment").dot("number"), "1"),
                "changes payment.number",
                "set the whole of payment");
        refused(() -> update.set(attr("payment").dot("number"), "1"), "the whole of payment");
        refused(() -> update.set(attr("payment").dot("kind"), "Cash"), "changes payment.kind");
        refused(() -> update.remove(attr("payment").dot("unknown")), "changes payment.unknown");
        refused(() -> update.set(attr("parts").at(0).dot("number"), "1"), "the whole of parts[0]");
        refused(() -> update.set(attr(Bill::card).dot(Card::holder).dot(Home::city), "Bern"), "card.holder");

        assertThat(sent(update.set(attr(Bill::payment).dot(Payment::cents), 5L)
                        .set(attr("parts").at(0).dot("cents"), 5)
                        .set(attr(Bill::card).dot(Card::number), "1")
                        .onlyIf(attr("payment").dot("number").eq("1"))))
                .contains("SET");
    }

    record Span(
            @PartitionKey String id,
            @EpochSeconds Instant from,
            @EpochMillis Instant until,
            @EpochSeconds Optional<Instant> noted,
            Instant text,
            int small,
            long large) {}

    @Test
    void attributesOfOneClassInTwoFormsDoNotStandAgainstEachOther() {
        Table<Span> spans = db.table("spans", Span.class);
        Update<Span> update = spans.update("a");
        String[] words = {"from", "java.time.Instant", "different forms"};
        refused(() -> update.onlyIf(attr(Span::from).lt(attr(Span::until))), words);
        refused(() -> update.onlyIf(attr(Span::text).gt(attr(Span::from))), words);
        refused(() -> update.set(attr(Span::from), attr(Span::until)), words);
        refused(() -> update.set(attr(Span::text), attr(Span::from).ifNotExists(Instant.EPOCH)), words);
        assertThat(sent(update.set(attr(Span::noted), attr(Span::from))
                        .onlyIf(attr("small").lt(attr("large")))))
                .contains("SET", "<");
    }

    @Test
    void aValueOfAnotherClassIsNotSet() {
        Update<User> ann = users.update("a", JOINED);
        refused(() -> ann.set(attr("points"), "x"), "points", "java.lang.String", "java.lang.Integer");
        refused(() -> ann.set(attr("points"), 2.5), "points", "java.lang.Double");
        refused(() -> ann.set(attr("address").dot("city"), 5), "address.city", "java.lang.String");
        refused(() -> ann.set(attr("points"), AttributeValue.of("x")), "points");
        refused(() -> ann.set(attr("points"), attr("points").plus("x")), "points");
        refused(() -> ann.setIfAbsent(attr("name"), 5), "name", "java.lang.Integer", "java.lang.String");
        refused(() -> visits.update("v").set(attr("at"), "yesterday"), "visits", "at", "java.time.Instant");
        assertThat(sent(ann.set(User::name, "Ann").set(attr("points"), 7L).set(attr("more"), "x")))
                .contains("{\"S\":\"Ann\"}", "{\"N\":\"7\"}", "{\"S\":\"x\"}");
        assertThat(sent(visits.update("v").set(Visit::at, JOINED)))
                .contains("{\"S\":\"2020-01-31T12:00:00.000000000Z\"}");
        assertThat(sent(ann.setIfAbsent(User::name, "Ann"))).contains("if_not_exists", "{\"S\":\"Ann\"}");
    }

    @Test
    void aValueOfAnotherClassIsNotAddedOrDeleted() {
        Update<Visit> visit = visits.update("v");
        refused(() -> visit.add(attr("points"), 2.5), "visits", "points", "java.lang.Double", "java.lang.Integer");
        refused(() -> visit.add(attr("points"), "x"), "points", "java.lang.String", "java.lang.Integer");
        refused(() -> visit.add(attr("tags"), Set.of(1)), "tags");
        refused(() -> visit.add(attr("tags"), "x"), "tags", "java.lang.String", "java.util.Set");
        refused(() -> visit.delete(attr("tags"), Set.of(1)), "tags");
        assertThat(sent(visit.add(Visit::points, 2).add(Visit::tags, Set.of("a"))))
                .contains("{\"N\":\"2\"}", "{\"SS\":[\"a\"]}");
        assertThat(sent(visit.add(attr(Visit::points), 2).delete(Visit::tags, Set.of("a"))))
                .contains("{\"N\":\"2\"}", "{\"SS\":[\"a\"]}");
        assertThat(sent(visit.add(attr("points"), 2L).delete(attr("tags"), Set.of("a"))))
                .contains("{\"N\":\"2\"}", "{\"SS\":[\"a\"]}");
    }

    @Test
    void anOptionalComponentTakesWhatItWouldHold() {
        refused(() -> users.update("a", JOINED).set(attr("address"), "Bonn"), "address", "Address");
        assertThat(sent(users.update("a", JOINED).set(User::address, new Address("Bonn"))))
                .contains("{\"M\":{\"city\":{\"S\":\"Bonn\"}}}");
        assertThat(sent(orders.update(1).set(Order::total, 5.0))).contains("{\"N\":\"5\"}");
        assertThat(sent(orders.update(1).set(attr("total"), AttributeValue.Null.NULL)))
                .contains("{\"NULL\":true}");
        refused(() -> visits.update("v").set(attr("points"), AttributeValue.Null.NULL), "points");
        assertThat(sent(visits.update("v").set(attr("best"), Optional.of(5)))).contains("{\"N\":\"5\"}");
    }

    @Test
    void settingNoValueRemovesTheAttribute() {
        Update<Visit> visit = visits.update("v");
        for (Update<Visit> none : List.of(
                visit.set(Visit::best, (Integer) null),
                visit.set(attr(Visit::best), (Integer) null),
                visit.set(attr("best"), Optional.empty()),
                visit.set(Visit::tags, Set.of()),
                visit.set(attr(Visit::tags), (Set<String>) null))) {
            assertThat(sent(none)).contains("REMOVE #n0").doesNotContain("SET", "NULL");
        }
        assertThat(sent(items.update("i").set(attr("any"), Set.of()))).contains("REMOVE #n0");
        assertThat(sent(items.update("i").set(attr("any"), List.of()))).contains("SET #n0", "{\"L\":[]}");
        assertThat(sent(users.update("a", JOINED).set(attr("notes"), Set.of()))).contains("SET #n0", "{\"L\":[]}");
        refused(() -> visit.set(Visit::points, (Integer) null), "sets points to no value", "the record needs");
        refused(() -> items.update("i").set(attr("l").at(0), Optional.empty()), "l[0]", "move up");
        refused(() -> visit.onlyIf(attr("best").eq(Optional.empty())), "best", "notExists()");
    }

    @Test
    void setsAndNumbersInOptionalAndNestedPlacesAreAddedTo() {
        Update<Visit> visit = visits.update("v");
        assertThat(sent(visit.add(Visit::best, 2).add(attr(Visit::tags), Set.of("a"))))
                .contains("ADD #n0 :v0, #n1 :v1");
        assertThat(sent(visit.delete(attr(Visit::tags), Set.of("a")))).contains("DELETE #n0 :v0");
        assertThat(sent(visit.set(attr(Visit::best), value(10).minus(attr(Visit::points)))))
                .contains("SET #n0 = :v0 - #n1");
        assertThat(sent(visit.set(
                        attr(Visit::best), attr(Visit::best).ifNotExists(0).minus(attr(Visit::points)))))
                .contains("if_not_exists(#n0, :v0) - #n1");
    }

    @Test
    void whatIsNoNumberOrListIsNotComputedWith() {
        refused(() -> items.update("i").set(attr("a"), attr("a").plus("x")), "items", "+", "type S", "takes N");
        refused(
                () -> users.update("a", JOINED)
                        .set(attr(User::name), attr(User::name).ifNotExists("x").plus("y")),
                "name",
                "type S");
        refused(() -> items.update("i").set(attr("a"), attr("a").append(5)), "list_append", "type N", "takes L");
        assertThat(sent(items.update("i").set(attr("a"), attr("a").append(List.of(5)))))
                .contains("list_append");
    }

    @Test
    void anExpressionIsAppliedForEachRow() {
        UpdateExpression change = UpdateExpression.empty()
                .set(attr(Visit::best), param("best"))
                .set(attr(Visit::at), param("at"))
                .add(attr(Visit::points).any(), param("delta"));
        Condition below = attr(Visit::points).lt(param("limit"));
        Map<String, Object> row = Map.of("best", 7, "at", JOINED, "delta", -2, "limit", 9, "id", "another");

        assertThat(sent(visits.update("v").apply(change.with(row)).onlyIf(below.with(row))))
                .contains("{\"id\":{\"S\":\"v\"}}", "{\"N\":\"7\"}", "2020-01-31T12", "{\"N\":\"-2\"}", "{\"N\":\"9\"}")
                .doesNotContain("another");
        Item item = Item.of("best", null, "at", "2021-01-31T12:00:00Z", "delta", 1);
        assertThat(sent(visits.update("v").apply(change.with(item.asMap()))))
                .contains("{\"NULL\":true}", "{\"S\":\"2021-01-31T12:00:00Z\"}");
        refused(() -> change.with(Map.of("best", 7)), "\"at\"", "[best]");
        refused(() -> visits.update("v").apply(change), "visits", "\"best\"", "with(…)");
        refused(() -> visits.update("v").onlyIf(below), "visits", "\"limit\"", "with(…)");
        refused(() -> visits.update("v").apply(change.with(Map.of("best", 7, "at", 1, "delta", 1))), "at", "Instant");
        UpdateExpression ofKey = UpdateExpression.empty().set(attr(Visit::id), param("id"));
        refused(() -> visits.update("v").apply(ofKey.with(row)), "id", "key attribute");
    }

    @Test
    void aSortKeyConditionIsFilledForEachRow() {
        KeyCondition since = KeyCondition.between(param("from"), param("to"));
        Query<User> query = users.query("a");
        Map<String, Object> row = Map.of("from", JOINED, "to", JOINED);

        assertThat(query.sortKey(since.with(row))).isNotNull();
        assertThat(since.with(row)).isEqualTo(KeyCondition.between(JOINED, JOINED));
        refused(() -> query.sortKey(since), "users", "\"from\"", "with(…)");
        refused(() -> since.with(Map.of("from", JOINED)), "\"to\"", "[from]");
    }

    @Test
    void whatTheRecordNeedsIsNotRemoved() {
        Update<User> ann = users.update("a", JOINED);
        refused(() -> ann.remove(User::name), "users", "name", "Optional");
        refused(() -> ann.remove(User::points), "users", "points");
        refused(() -> ann.remove(attr("notes")), "users", "notes");
        refused(() -> ann.remove(attr(User::address).dot(Address::city)), "users", "address.city");
        assertThat(sent(ann.remove(User::address).remove(User::tags).remove(attr("more"))))
                .contains("REMOVE");
        assertThat(sent(ann.remove(attr(User::notes).at(0)))).contains("REMOVE");
        assertThat(sent(items.update("i").remove(attr("anything")))).contains("REMOVE");
    }

    @Test
    void listsGrowAtBothEndsAndBeginWhereThereIsNone() {
        Update<User> ann = users.update("a", JOINED);
        assertThat(sent(ann.append(User::notes, List.of("x")))).contains("list_append(if_not_exists(");
        assertThat(sent(ann.append(attr(User::notes), List.of("x")))).contains("list_append(if_not_exists(");
        assertThat(sent(ann.prepend(User::notes, List.of("x")))).contains("list_append(:", "if_not_exists(");
        assertThat(sent(ann.prepend(attr(User::notes), List.of("x")))).contains("list_append(:", "if_not_exists(");
        assertThat(sent(ann.set(attr(User::notes), attr(User::notes).append(List.of("x")))))
                .contains("list_append(")
                .doesNotContain("if_not_exists");
    }

    @Test
    void aKeyIsNotChanged() {
        Update<User> ann = users.update("a", JOINED);
        refused(() -> ann.set(User::email, "b"), "users", "email", "key attribute");
        refused(() -> ann.set(User::joined, JOINED), "joined", "key attribute");
        refused(() -> ann.set(attr("email"), "b"), "email", "key attribute");
        refused(() -> items.update("i").remove(attr("id")), "items", "id", "key attribute");
        refused(() -> items.update("i").add(attr("id"), 1), "id", "key attribute");
        refused(() -> items.update("i").delete(attr("id"), Set.of("a")), "id", "key attribute");
        assertThat(sent(ann.set(User::name, "a key of an index alone"))).contains("SET");
    }

    @Test
    void aQueryTakesTheKeysThatAGetTakes() {
        Table<Item> binaries = db.table("binaries", TableSchema.items(KeyAttribute.binary("id")));
        for (Object key : List.of(new byte[] {1}, ByteBuffer.wrap(new byte[] {1}), AttributeValue.of(new byte[] {1}))) {
            service.reply("{\"Items\":[]}");
            assertThat(binaries.query(key).execute()).isEmpty();
            assertThat(service.bodies().get(service.bodies().size() - 1)).contains("{\"B\":\"AQ==\"}");
            assertThat(binaries.get(key).key()).isEqualTo(Item.of("id", AttributeValue.of(new byte[] {1})));
        }

        Table<Report> reports = db.table("reports", Report.class);
        for (Object key : List.of(Year.of(2020), 2020, 2020L)) {
            service.reply("{\"Items\":[]}").reply("{\"Items\":[]}");
            assertThat(reports.query(key).execute()).isEmpty();
            assertThat(service.bodies().get(service.bodies().size() - 1)).contains("{\"N\":\"2020\"}");
            assertThat(reports.index("by-year")
                            .query("x")
                            .sortKey(KeyCondition.ge(key))
                            .execute())
                    .isEmpty();
        }
        refused(() -> reports.query("2020"), "reports", "year", "java.lang.String", "java.time.Year");
        refused(
                () -> reports.index("by-year").query("x").sortKey(KeyCondition.beginsWith("2")),
                "reports",
                "year",
                "between");
    }

    record Report(
            @PartitionKey @IndexSortKey("by-year") Year year,
            @IndexPartitionKey("by-year") String kind) {}
}
