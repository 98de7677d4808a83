package dev.stator;

import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Order;
import dev.stator.codec.Created;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.Modified;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.Version;
import dev.stator.expression.KeyCondition;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Region;
import dev.stator.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a programmer can get wrong is refused at the call that is wrong, with a message that helps; nothing is sent. */
class MisuseTest {
    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<User> users = db.table("users", User.class);
    private final Table<Order> orders = db.table("orders", Order.class);

    private void refused(ThrowingCallable misuse, String... words) {
        assertThatThrownBy(misuse)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContainingAll(words);
        assertThat(service.requests()).isEmpty();
    }

    private static void fine(ThrowingCallable use) {
        assertThatCode(use).doesNotThrowAnyException();
    }

    private List<Delete<Order>> deletes(int count) {
        return IntStream.range(0, count).mapToObj(orders::delete).toList();
    }

    @Test
    void aTableHasAName() {
        refused(() -> db.table("", Order.class), "Order", "empty name");
        fine(() -> db.table("o", Order.class));
    }

    @Nested
    class Stamps {
        record Counted(
                @PartitionKey String id,
                int points,
                @Version long version) {}

        record TwoVersions(
                @PartitionKey String id,
                @Version long one,
                @Version long two) {}

        record KeyVersion(
                @PartitionKey String id, @SortKey @Version long version) {}

        record TextVersion(@PartitionKey String id, @Version String version) {}

        record BothTimes(
                @PartitionKey String id, @Created @Modified Instant time) {}

        record Typo(int pionts) {}

        record Text(String points) {}

        record Points(int points) {}

        private final Table<Counted> counted = db.table("counted", Counted.class);

        @Test
        void aVersionIsOneWholeNumberOutsideTheKey() {
            refused(() -> db.table("t", TwoVersions.class), "two versions", "one", "two");
            refused(() -> db.table("t", KeyVersion.class), "@Version", "version", "key");
            refused(() -> db.table("t", TextVersion.class), "TextVersion.version", "whole number");
            refused(() -> db.table("t", BothTimes.class), "time", "twice", "@Created", "@Modified");
            fine(() -> db.table("t", Counted.class));
        }

        @Test
        void anUpdateLeavesStampsToTheLibrary() {
            refused(() -> counted.update("a").set(attr(Counted::version), 5L), "counted", "version", "withoutStamp");
            Table<Counted> plain = db.table("counted", counted.schema().withoutStamp("version"));
            fine(() -> plain.update("a").set(attr(Counted::version), 5L));
        }

        @Test
        void aBatchChecksNoVersionsUnlessToldNotTo() {
            Counted one = new Counted("a", 1, 1);
            refused(() -> db.batchWrite(counted.put(one)), "counted", "version", "ignoringVersion()");
            refused(() -> db.batchWrite(counted.delete(one)), "counted", "version", "ignoringVersion()");
            refused(() -> counted.putAll(List.of(one)), "counted", "version", "ignoringVersion()");
            fine(() -> db.batchWrite(counted.put(one).ignoringVersion()));
            fine(() -> db.batchWrite(counted.delete("a")));
        }

        @Test
        void anUpsertKeepsWholeAttributesThatAreNoKeys() {
            refused(() -> users.upsert(User.ANN).keeping(attr(User::email)), "users", "email", "setIfAbsent");
            refused(
                    () -> users.upsert(User.ANN).keeping(attr(User::address).dot(User.Address::city)),
                    "users",
                    "address.city");
            fine(() -> users.upsert(User.ANN).keeping(attr(User::address)));
        }

        @Test
        void aPartOfAnItemHasNoOtherKey() {
            refused(() -> counted.update("a").setAll(new Counted("b", 1, 0)), "counted", "another id");
            refused(() -> counted.update("a").setAll("text"), "counted", "java.lang.String", "record");
            refused(() -> counted.update("a").setAll(new Typo(1)), "counted", "pionts", "Typo");
            refused(() -> counted.update("a").setAll(new Text("1")), "counted", "points", "Integer");
            fine(() -> counted.update("a").setAll(new Points(1)));
            fine(() -> counted.update("a").setAll(new Counted("a", 1, 0)));
        }

        @Test
        void aWholeKeyHasTheKeysAttributes() {
            refused(() -> counted.get(Item.of("id", "a", "points", 1)), "counted", "id", "points");
            fine(() -> counted.get(Item.of("id", "a")));
        }
    }

    @Nested
    class Transactions {
        @Test
        void aTransactionHasOneToAHundredActions() {
            refused(() -> db.transact(), "1 to 100", "has 0");
            refused(() -> db.transact(deletes(101)), "1 to 100", "has 101", "batchWrite");
            fine(() -> db.transact(deletes(1)));
            fine(() -> db.transact(deletes(100)));
        }

        @Test
        void aTransactionHasOneActionOnEachItem() {
            refused(
                    () -> db.transact(orders.delete(1), orders.put(new Order(1, Optional.empty()))),
                    "orders",
                    "one item");
            refused(
                    () -> db.transact(
                            orders.check(1).onlyIf(attr("total").exists()),
                            orders.update(1).set(attr("total"), 5)),
                    "orders",
                    "onlyIf");
            fine(() -> db.transact(orders.delete(1), orders.delete(2)));
            fine(() -> db.transact(
                    orders.delete(1), db.table("archive", Order.class).delete(1)));
        }

        @Test
        void aCheckHasACondition() {
            refused(() -> db.transact(orders.check(1)), "orders", "onlyIf");
            fine(() -> db.transact(orders.check(1).onlyIf(attr("total").exists())));
        }

        @Test
        void aTokenHas36CharactersAtMost() {
            Transaction transaction = db.transact(orders.delete(1));
            refused(() -> transaction.token(""), "1 to 36", "has 0");
            refused(() -> transaction.token("x".repeat(37)), "1 to 36", "has 37");
            refused(() -> transaction.retryingConflicts(-1), "-1");
            fine(() -> transaction.token("x".repeat(36)).retryingConflicts(0));
        }

        @Test
        void aBlockAddsSomethingWhileItRuns() {
            List<TransactionScope> escaped = new ArrayList<>();
            refused(() -> db.transaction(escaped::add), "1 to 100", "has 0");
            refused(() -> escaped.get(0).add(orders.delete(1)), "has ended");
            fine(() -> db.transaction(tx -> tx.add(orders.delete(1))));
        }

        @Test
        void aTransactionalGetReadsAnItemInOneWay() {
            refused(
                    () -> db.transactGet(orders.get(1), orders.get(1).select(attr("total"))),
                    "orders",
                    "twice",
                    "read it once");
            fine(() -> db.transactGet(orders.get(1), orders.get(2), orders.get(1)));
        }

        @Test
        void aTransactionalGetReadsOneToAHundredItems() {
            List<Get<Order>> gets =
                    IntStream.range(0, 101).mapToObj(orders::get).toList();
            refused(() -> db.transactGet(), "1 to 100", "has 0");
            refused(() -> db.transactGet(gets), "1 to 100", "has 101", "batchGet");
            fine(() -> db.transactGet(gets.subList(0, 100)));
        }
    }

    @Nested
    class Updates {
        @ParameterizedTest
        @EnumSource
        void anEmptyUpdateIsRefused(Mode mode) {
            refused(() -> mode.run(orders.update(1)), "orders", "changes nothing", "set(…)");
            refused(() -> mode.run(orders.update(1).onlyIf(attr("total").exists())), "orders", "changes nothing");
            refused(() -> orders.update(1).returningNew(), "orders", "changes nothing");
            refused(() -> orders.update(1).returningOld(), "orders", "changes nothing");
            refused(() -> db.transact(orders.update(1)), "orders", "changes nothing");
            service.reply("{}");
            fine(() -> mode.run(orders.update(1).remove(attr("total"))));
        }

        @Test
        void oneAttributeIsChangedOnce() {
            refused(() -> users.update("a", JOINED).set(User::name, "x").set(User::name, "y"), "name");
            fine(() -> users.update("a", JOINED).set(User::name, "x").set(attr("other"), "y"));
        }
    }

    @Nested
    class Batches {
        @Test
        @SuppressWarnings("NullAway") // That is what is tried.
        void thereIsAnItemToWrite() {
            List<User> one = Arrays.asList(User.ANN, null);
            refused(() -> users.put(null), "users", "null");
            refused(() -> users.upsertAll(one), "users", "null");
            refused(() -> users.putAll(one), "users", "null");
            fine(() -> users.putAll(List.of(User.ANN)));
        }

        @Test
        void aBatchKnowsNoConditions() {
            refused(
                    () -> db.batchWrite(orders.delete(1).onlyIf(attr("total").exists())),
                    "orders",
                    "condition",
                    "transaction");
            fine(() -> db.batchWrite(orders.delete(1)));
        }

        @Test
        void anItemIsReadInOneWay() {
            refused(() -> db.batchGet(orders.get(1), orders.get(1).consistent()), "orders", "twice");
            fine(() -> db.batchGet(orders.get(1), orders.get(1)));
            fine(() -> db.batchGet(orders.get(1), orders.get(2).consistent()));
        }

        @Test
        void anItemIsAskedForWithAnEqualGet() {
            service.reply("{\"Responses\":{\"orders\":[]}}");
            FoundItems found = db.batchGet(orders.get(1)).execute();
            assertThatThrownBy(() -> found.of(orders.get(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not part of the call");
            assertThat(found.of(orders.get(1))).isEmpty();
        }

        @Test
        void anEmptyBatchSendsNothing() {
            assertThat(db.batchWrite().execute()).isZero();
            fine(() -> db.batchGet().execute());
            assertThat(service.requests()).isEmpty();
        }
    }

    @Nested
    class Paths {
        @Test
        void aSelectionHasAPath() {
            refused(() -> users.get("a", JOINED).select(), "users", "at least one path");
            refused(() -> users.query("a").select(), "users");
            refused(() -> users.scan().select(), "users");
            fine(() -> users.scan().select(attr(User::name)));
        }
    }

    @Nested
    class Listings {
        record Ride(
                @PartitionKey String user,
                @SortKey int at,
                @IndexPartitionKey("by-note") String note) {}

        @Test
        void thereIsOneConditionOnTheSortKey() {
            Query<User> after = users.query("a").sortKey(KeyCondition.gt(JOINED));
            refused(() -> after.sortKey(KeyCondition.lt(JOINED)), "users", "between");
            refused(() -> users.query("a").sortKey(KeyCondition.gt(7)), "joined");
            refused(() -> orders.query(1).sortKey(KeyCondition.gt(7)), "orders", "no sort key", "where");
            refused(() -> users.index("by-name").query("Ann").sortKey(KeyCondition.gt(7)), "by-name", "no sort key");
            fine(() -> users.query("a").sortKey(KeyCondition.between(JOINED, JOINED)));
        }

        @Test
        void aRangeBeginsWhereItEndsOrBelow() {
            Query<Ride> rides = db.table("rides", Ride.class).query("ann");
            refused(() -> rides.sortKey(KeyCondition.between(5, 1)), "rides", "at", "lower bound first");
            refused(() -> rides.where(attr(Ride::note).between("é", "z")), "rides", "note", "lower bound first");
            fine(() -> rides.sortKey(KeyCondition.between(5, 5)));
            fine(() -> rides.where(attr(Ride::note).between("z", "é")));
        }

        @Test
        void aQueryFiltersByWhatIsNoKeyOfIt() {
            Table<Ride> rides = db.table("rides", Ride.class);
            refused(() -> rides.query("ann").where(attr(Ride::at).gt(4)), "rides", "at", "sortKey(…)");
            refused(
                    () -> rides.query("ann")
                            .where(attr(Ride::note)
                                    .exists()
                                    .and(attr("user").size().gt(1).not())),
                    "rides",
                    "user");
            refused(
                    () -> rides.index("by-note")
                            .query("x")
                            .where(attr(Ride::note).eq("y")),
                    "by-note",
                    "note");
            fine(() -> rides.query("ann").where(attr(Ride::note).eq("at")));
            fine(() -> rides.index("by-note").query("x").where(attr(Ride::at).gt(4)));
            fine(() -> rides.scan().where(attr(Ride::at).gt(4)));
        }

        @Test
        void aGlobalIndexIsNeverConsistent() {
            refused(() -> users.index("by-name").query("Ann").consistent(), "users", "by-name", "eventually");
            refused(() -> users.index("by-name").scan().consistent(), "by-name");
            fine(() -> users.index("by-points").query("a").consistent());
            fine(() -> users.query("a").consistent());
        }

        @Test
        void limitsAreNotNegative() {
            refused(() -> users.query("a").limit(-1), "limit(-1)", "users");
            refused(() -> users.scan().maxEvaluated(-1), "maxEvaluated(-1)", "users");
            refused(() -> users.scan().maxPages(-1), "maxPages(-1)", "users");
            assertThat(users.query("a").limit(0).execute()).isEmpty();
            assertThat(users.scan().maxPages(0).stream()).isEmpty();
            assertThat(service.requests()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"-1, 4", "4, 4", "0, 0", "0, 1000001"})
        void aSegmentIsOneOfThoseThereAre(int segment, int total) {
            refused(() -> users.scan().segment(segment, total), "users", "segment(" + segment);
            fine(() -> users.scan().segment(3, 4));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "%%%", "bm90IGpzb24", "W10", "e30x", "eyJlbWFpbCI6e319", "eyJhIjp7Ik4iOiJ4In19"})
        void aDamagedCursorIsRefused(String cursor) {
            refused(() -> users.query("a").after(cursor), "cursor", "users");
        }

        @Test
        @SuppressWarnings("NullAway") // That is what is tried.
        void thereIsACursorToGoOnFrom() {
            refused(() -> users.query("a").after(null), "cursor", "users", "null", "after(…)");
            refused(() -> users.scan().fullResult(null), "token", "null");
        }

        @Test
        void aStartKeyIsThatOfItsTableOrIndex() {
            Item ofUsers = users.get("a", JOINED).key();
            Item ofOrders = orders.get(1).key();
            refused(() -> users.scan().startKey(ofOrders), "users", "email", "joined");
            refused(() -> users.index("by-name").scan().startKey(ofUsers), "users, index by-name", "name");
            refused(() -> orders.scan().startKey(Item.of("id", "one")), "orders", "id", "type N");
            refused(() -> users.query("b").startKey(ofUsers), "users", "partition");
            refused(() -> users.scan().parallel(4, 2).startKey(ofUsers), "users", "parallel", "after(");
            fine(() -> users.scan().startKey(ofUsers));
            fine(() -> users.query("a").startKey(ofUsers));
            fine(() -> orders.scan().startKey(ofOrders));
        }

        @Test
        void segmentsAreSaidBeforeThePlace() {
            Scan<User> later = users.scan().startKey(users.get("a", JOINED).key());
            refused(() -> later.segment(1, 2), "users", "segment");
            refused(() -> later.parallel(2, 2), "users", "parallel");
            fine(() ->
                    users.scan().segment(1, 2).startKey(users.get("a", JOINED).key()));
        }

        @ParameterizedTest
        @CsvSource({"0,1", "-1,1", "1000001,1", "4,0"})
        void aParallelScanHasSegmentsAndReadsSome(int segments, int atOnce) {
            refused(() -> users.scan().parallel(segments, atOnce), "users", "parallel(" + segments);
            fine(() -> users.scan().parallel(4, 2));
        }

        @Test
        void aPageHasAtLeastOneItemAndARateIsPositive() {
            refused(() -> users.scan().pageSize(0), "users", "pageSize(0)");
            fine(() -> users.scan().pageSize(1));
            for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
                refused(() -> users.scan().unitsPerSecond(rate), "users", "unitsPerSecond(" + rate);
            }
            fine(() -> users.scan().unitsPerSecond(0.1));
        }

        @Test
        void whatToBringIsSaidOnce() {
            refused(() -> users.scan().projectedAttributes(), "users", "projectedAttributes()");
            refused(() -> users.scan().allAttributes().select(attr("name")), "users", "allAttributes()");
            refused(() -> users.scan().select(attr("name")).allAttributes(), "users", "select(");
            fine(() -> users.index("by-name").scan().projectedAttributes());
            fine(() -> users.scan().allAttributes());
        }

        @Test
        void aPaginationTokenIsOneOfThisQuery() {
            String ofOrders = new PaginationToken(Optional.of(orders.get(1).key()), 0).encode();
            refused(() -> users.scan().fullResult(ofOrders), "users", "email");
            refused(() -> orders.scan().fullResult("e30" + ofOrders), "token", "damaged");
            refused(() -> orders.scan().parallel(2, 2).fullResult(), "orders", "parallel");
            refused(() -> new PaginationToken(Optional.empty(), -1), "truncateAmount");
            fine(() -> orders.scan().fullResult(ofOrders));
        }
    }

    @Nested
    class Clients {
        private StatorBuilder builder() {
            return Stator.builder().environment(Map.of()).credentials("id", "secret");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "EU-Central-1", "eu central 1", "eu/central", "-eu", "eu-"})
        void aRegionLooksLikeOne(String region) {
            refused(() -> builder().region(region), "region");
            refused(() -> Region.of(region), "eu-central-1");
            fine(() -> builder().region("eu-central-1"));
        }

        @Test
        void thereIsNoSilentRegion() {
            refused(() -> builder().build(), "AWS_REGION", "region(…)");
            refused(() -> builder().environment(Map.of("AWS_REGION", " ")).build(), "AWS_REGION");
            fine(() -> builder().region("eu-central-1").build().close());
            fine(() -> builder()
                    .environment(Map.of("AWS_REGION", "eu-central-1"))
                    .build()
                    .close());
            fine(() -> builder()
                    .environment(Map.of("AWS_DEFAULT_REGION", "eu-central-1"))
                    .build()
                    .close());
        }

        @ParameterizedTest
        @ValueSource(strings = {"localhost:8000", "ftp://host", "http:///path", "not an address", "http://h/?q=1"})
        void anEndpointIsAnAddress(String endpoint) {
            // What stands behind a question mark may be a secret, so such an address is not shown.
            refused(
                    () -> builder().region("eu-central-1").endpoint(endpoint).build(),
                    endpoint.contains("?") ? "is not an endpoint" : endpoint);
            fine(() -> builder()
                    .region("eu-central-1")
                    .endpoint("http://localhost:8000")
                    .build()
                    .close());
        }

        @Test
        void timesAndNumbersArePositive() {
            refused(() -> builder().attemptTimeout(Duration.ZERO), "attemptTimeout", "positive");
            refused(() -> builder().callTimeout(Duration.ofSeconds(-1)), "callTimeout", "positive");
            refused(() -> builder().connectTimeout(Duration.ZERO), "connectTimeout", "positive");
            refused(() -> builder().maxConnections(0), "onnections");
            fine(() -> builder().attemptTimeout(Duration.ofMillis(1)).maxConnections(1));
        }

        @Test
        void credentialsAreNotBlank() {
            refused(() -> builder().credentials("id", " "), "blank");
            fine(() -> builder().credentials("id", "secret"));
        }

        @Test
        void aCallWithoutTimeIsRefused() {
            assertThatThrownBy(() -> orders.get(1).within(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("positive");
            assertThat(service.requests()).isEmpty();
        }

        @Test
        void closingAClientClosesItsTransport() {
            db.close();
            assertThat(service.isClosed()).isTrue();
        }
    }
}
