package dev.stator;

import static dev.stator.Golden.golden;
import static dev.stator.User.ANN;
import static dev.stator.User.BO;
import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Address;
import dev.stator.User.Order;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.expression.KeyCondition;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Capacity;
import dev.stator.value.CollectionSize;
import dev.stator.value.Item;
import dev.stator.value.ScalableTarget;
import dev.stator.value.StreamView;
import dev.stator.value.TableClass;
import dev.stator.value.TableDescription;
import dev.stator.value.TimeToLiveDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the public requests put on the wire and make of the replies, against hand-written files of both. */
class GoldenWireTest {
    private static Table<User> users(Stator db) {
        return db.table("users", User.class);
    }

    private static Table<Order> orders(Stator db) {
        return db.table("orders", Order.class);
    }

    private static Get<User> ann(Stator db) {
        return users(db).get("a@x.org", JOINED);
    }

    private static Update<User> updateAnn(Stator db) {
        return users(db).update("a@x.org", JOINED);
    }

    @Nested
    class GetItem {
        @Test
        void anItemThatIsThereBecomesARecord() {
            assertThat(golden("GetItem/found").result(GoldenWireTest::ann)).contains(ANN);
        }

        @Test
        void anItemThatIsNotThereIsEmpty() {
            assertThat(golden("GetItem/missing").result(GoldenWireTest::ann)).isEmpty();
        }

        @Test
        void aSelectionGoesIntoNestedRecordsAndLists() {
            Optional<Item> item = golden("GetItem/consistent-selection")
                    .result(db -> ann(db).consistent()
                            .select(
                                    attr(User::name),
                                    attr(User::address).dot(Address::city),
                                    attr(User::notes).at(0)));
            assertThat(item).isPresent();
            assertThat(item.get().asMap()).containsOnlyKeys("name", "address", "notes");
        }

        @Test
        void aMeasuredGetTellsItsCapacity() {
            Measured<Optional<User>> measured = golden("GetItem/measured").result(db -> ann(db).measured());
            assertThat(measured.value()).contains(ANN);
            assertThat(measured.requests()).isEqualTo(1);
            assertThat(measured.capacity().total()).isEqualTo(0.5);
            assertThat(measured.capacity().tables()).isEqualTo(Map.of("users", 0.5));
        }
    }

    @Nested
    class PutItem {
        @Test
        void aPutGivesTheItemThatWasStored() {
            assertThat(golden("PutItem/plain").<User>result(db -> users(db).put(ANN)))
                    .isSameAs(ANN);
        }

        @Test
        void anEmptyOptionalAndAnEmptySetAreLeftOut() {
            assertThat(golden("PutItem/create")
                            .<User>result(db ->
                                    users(db).put(BO).onlyIf(attr(User::email).notExists())))
                    .isSameAs(BO);
        }

        @Test
        void aRefusedPutCarriesTheItemInItsPlace() {
            ConditionFailedException failure = catchThrowableOfType(
                    ConditionFailedException.class,
                    () -> golden("PutItem/refused")
                            .result(db -> users(db)
                                    .put(ANN)
                                    .onlyIf(attr(User::points).lt(7))
                                    .onlyIf(attr(User::tags)
                                            .contains("blue")
                                            .or(attr(User::notes).size().gt(3)))));
            assertThat(failure.existing().flatMap(item -> item.string("name"))).contains("Ann");
            assertThat(failure.mayHaveApplied()).isFalse();
        }

        @Test
        void theItemThatWasReplacedComesBack() {
            Optional<User> old = golden("PutItem/returning-old")
                    .result(db -> users(db).put(ANN).returningOld());
            assertThat(old.map(User::points)).contains(6);
        }

        @Test
        void theCapacityOfIndexesIsToldByTableAndName() {
            Measured<User> measured =
                    golden("PutItem/measured").result(db -> users(db).put(ANN).measured());
            assertThat(measured.capacity().total()).isEqualTo(3);
            assertThat(measured.capacity().tables()).isEqualTo(Map.of("users", 1.0));
            assertThat(measured.capacity().indexes()).isEqualTo(Map.of("users/by-name", 1.0, "users/by-points", 1.0));
            assertThat(measured.collections())
                    .containsExactly(new CollectionSize("users", Item.of("email", "a@x.org"), 0, 1));
        }
    }

    @Nested
    class UpdateItem {
        @Test
        void anUpsertSetsWhatTheRecordHasWhereItIsMissingOrItsConditionHolds() {
            User after = golden("UpdateItem/upsert")
                    .result(db -> users(db)
                            .upsert(BO)
                            .keeping(attr(User::name))
                            .onlyIf(attr(User::points).lt(5)));
            assertThat(after).isEqualTo(BO);
        }

        @Test
        void allKindsOfActionsStandInOneExpression() {
            User after = golden("UpdateItem/all-kinds")
                    .result(db -> updateAnn(db)
                            .add(User::points, 5)
                            .set(User::name, "Bo")
                            .delete(User::tags, Set.of("red"))
                            .remove(User::address)
                            .onlyIf(attr(User::points).lt(100))
                            .returningNew());
            assertThat(after)
                    .isEqualTo(new User("a@x.org", JOINED, "Bo", 12, Set.of(), List.of("first"), Optional.empty()));
        }

        @Test
        void aValueCanComeFromOtherAttributes() {
            assertThat(golden("UpdateItem/from-other-attributes")
                            .<Void>result(db -> updateAnn(db)
                                    .setIfAbsent(User::name, "Bo")
                                    .append(User::notes, List.of("second"))
                                    .set(attr(User::points), attr(User::points).minus(1))))
                    .isNull();
        }

        @Test
        void theItemAsItWasComesBack() {
            assertThat(golden("UpdateItem/returning-old")
                            .<Optional<User>>result(db -> updateAnn(db)
                                    .set(attr(User::address).dot(Address::city), "Köln")
                                    .ifExists()
                                    .returningOld()))
                    .contains(ANN);
        }

        @Test
        void aRefusedUpdateOfAnItemThatIsNotThereHasNoItem() {
            ConditionFailedException failure = catchThrowableOfType(
                    ConditionFailedException.class,
                    () -> golden("UpdateItem/refused")
                            .result(db -> updateAnn(db).add(User::points, 1).ifExists()));
            assertThat(failure.existing()).isEmpty();
            assertThat(failure).hasMessageContaining("users").hasMessageContaining("The conditional request failed");
        }
    }

    @Nested
    class DeleteItem {
        @Test
        void aDeleteSendsTheKey() {
            assertThat(golden("DeleteItem/plain").<Void>result(db -> users(db).delete("a@x.org", JOINED)))
                    .isNull();
        }

        @Test
        void theItemThatWasRemovedComesBack() {
            assertThat(golden("DeleteItem/returning-old")
                            .<Optional<User>>result(db -> users(db)
                                    .delete("a@x.org", JOINED)
                                    .onlyIf(attr(User::name).in("Ann", "Bo"))
                                    .returningOld()))
                    .contains(ANN);
        }

        @Test
        void aRefusedDeleteCarriesTheItem() {
            ConditionFailedException failure = catchThrowableOfType(
                    ConditionFailedException.class,
                    () -> golden("DeleteItem/refused")
                            .result(db -> users(db)
                                    .delete("a@x.org", JOINED)
                                    .onlyIf(attr(User::points).between(1, 9).not())));
            assertThat(failure.existing()).isPresent();
        }
    }

    @Nested
    class Query {
        @Test
        void aPartitionIsRead() {
            assertThat(golden("Query/partition")
                            .<List<User>>result(db -> users(db).query("a@x.org")))
                    .containsExactly(ANN);
        }

        @Test
        void aRangeAFilterASelectionAndALimitStandTogether() {
            Page<Item> page = golden("Query/everything")
                    .result(db -> users(db)
                            .query("a@x.org")
                            .sortKey(KeyCondition.between(
                                    Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")))
                            .where(attr(User::points).gt(3))
                            .newestFirst()
                            .consistent()
                            .limit(1)
                            .select(attr(User::name))
                            .page());
            assertThat(page.items())
                    .as("the key was only brought for the cursor")
                    .containsExactly(Item.of("name", "Ann"));
            assertThat(page.evaluated()).isEqualTo(4);
            assertThat(page.cursor()).isPresent();
        }

        @Test
        void aCursorOfAnIndexGoesOnBehindItsPage() {
            Golden golden = golden("Query/index", "Query/index-behind");
            dev.stator.Query<User> query =
                    users(golden.client()).index("by-name").query("Ann").limit(2);
            Page<User> page = query.page().execute();
            assertThat(page.items()).extracting(User::email).containsExactly("a@x.org", "b@x.org");
            Page<User> next = query.after(page.cursor().orElseThrow()).page().execute();
            assertThat(next.items()).isEmpty();
            assertThat(next.cursor()).isEmpty();
        }

        @Test
        void aLocalIndexIsReadConsistently() {
            assertThat(golden("Query/local-index")
                            .<List<User>>result(db -> users(db)
                                    .index("by-points")
                                    .query("a@x.org")
                                    .sortKey(KeyCondition.ge(5))
                                    .consistent()))
                    .containsExactly(ANN);
        }

        @Test
        void aCountBringsNoItems() {
            assertThat(golden("Query/prefix-count")
                            .<Long>result(db -> users(db)
                                    .query("a@x.org")
                                    .sortKey(KeyCondition.beginsWith("2020-"))
                                    .count()))
                    .isEqualTo(41);
        }
    }

    @Nested
    class Scan {
        @Test
        void allItemsAreRead() {
            assertThat(golden("Scan/plain").<List<User>>result(db -> users(db).scan()))
                    .containsExactly(ANN, BO);
        }

        @Test
        void aSegmentIsReadWithAFilter() {
            assertThat(golden("Scan/segment")
                            .<List<User>>result(db -> users(db)
                                    .scan()
                                    .segment(1, 4)
                                    .where(attr(User::address).hasType(AttributeType.M))))
                    .containsExactly(ANN);
        }

        @Test
        void pagesFollowOneAnotherUpToTheLimit() {
            assertThat(golden("Scan/page-1", "Scan/page-2")
                            .<List<User>>result(db -> users(db).scan().limit(3)))
                    .containsExactly(BO, ANN);
        }

        @Test
        void anIndexIsReadWithASelectionAndTellsItsCapacity() {
            Measured<List<Item>> measured = golden("Scan/index-selection")
                    .result(db -> users(db)
                            .index("by-name")
                            .scan()
                            .select(attr(User::name))
                            .measured());
            assertThat(measured.value()).containsExactly(Item.of("name", "Ann"));
            assertThat(measured.capacity().indexes()).isEqualTo(Map.of("users/by-name", 0.5));
        }
    }

    @Nested
    class BatchGetItem {
        @Test
        void itemsAreToldApartByTableAndKey() {
            Golden golden = golden("BatchGetItem/two-tables");
            Stator db = golden.client();
            Get<Item> ann = ann(db).consistent().select(attr(User::name));
            Get<Item> bo = users(db).get("b@x.org", JOINED).consistent().select(attr(User::name));
            Get<Order> order = orders(db).get(1);
            FoundItems found = golden.result(same -> db.batchGet(ann, bo, order));
            assertThat(found.of(ann))
                    .as("without the key that was only brought to tell it")
                    .contains(Item.of("name", "Ann"));
            assertThat(found.of(bo)).isEmpty();
            assertThat(found.of(order)).contains(new Order(1, Optional.of(9.5)));
        }

        @Test
        void leftoversAreAskedForAgainHoweverTheirNumbersAreWritten() {
            Golden golden = golden("BatchGetItem/leftovers-1", "BatchGetItem/leftovers-2");
            Stator db = golden.client();
            Get<Order> one = orders(db).get(1);
            Get<Order> two = orders(db).get(2);
            Measured<FoundItems> measured =
                    golden.result(same -> db.batchGet(one, two).measured());
            assertThat(measured.value().of(one)).contains(new Order(1, Optional.empty()));
            assertThat(measured.value().of(two)).contains(new Order(2, Optional.empty()));
            assertThat(measured.requests()).isEqualTo(2);
            assertThat(measured.capacity().total()).isEqualTo(1);
        }
    }

    @Nested
    class BatchWriteItem {
        @Test
        void putsAndDeletesOfSeveralTablesGoTogether() {
            assertThat(golden("BatchWriteItem/two-tables")
                            .<Integer>result(db -> db.batchWrite(
                                    users(db).put(ANN),
                                    users(db).delete("b@x.org", JOINED),
                                    orders(db).put(new Order(1, Optional.of(9.5))))))
                    .isEqualTo(3);
        }

        @Test
        void leftoversAreSentAgain() {
            assertThat(golden("BatchWriteItem/leftovers-1", "BatchWriteItem/leftovers-2")
                            .<Integer>result(db ->
                                    db.batchWrite(users(db).put(ANN), users(db).delete("b@x.org", JOINED))))
                    .isEqualTo(2);
        }
    }

    @Nested
    class TransactWriteItems {
        private Transaction all(Stator db) {
            return db.transact(
                    users(db).put(ANN).onlyIf(attr(User::email).notExists()),
                    orders(db).update(1).set(attr("total"), 3),
                    users(db).delete("b@x.org", JOINED),
                    orders(db).check(2).onlyIf(attr("total").eq(0)));
        }

        @Test
        void allKindsOfActionsGoTogether() {
            Golden golden = golden("TransactWriteItems/all-kinds");
            Transaction all = all(golden.client());
            @SuppressWarnings("unchecked")
            Put<User> put = (Put<User>) all.actions().get(0);
            assertThat(golden.<Committed>result(same -> all).of(put)).isEqualTo(ANN);
        }

        @Test
        void aCancelledTransactionTellsItsReasonsInOrder() {
            TransactionCanceledException failure = catchThrowableOfType(
                    TransactionCanceledException.class,
                    () -> golden("TransactWriteItems/cancelled").result(this::all));
            assertThat(failure.reasons())
                    .extracting(TransactionCanceledException.Reason::code)
                    .containsExactly("ConditionalCheckFailed", "None", "TransactionConflict", "None");
            assertThat(failure.reasons())
                    .extracting(TransactionCanceledException.Reason::isFailure)
                    .containsExactly(true, false, true, false);
            assertThat(failure.reasons().get(0).existing().flatMap(item -> item.get("points")))
                    .contains(AttributeValue.of(7));
            assertThat(failure.reasons().get(3).message()).isEmpty();
        }

        @Test
        void theCapacityOfATransactionIsTold() {
            Measured<Committed> measured = golden("TransactWriteItems/measured")
                    .result(db ->
                            db.transact(users(db).delete("a@x.org", JOINED)).measured());
            assertThat(measured.capacity().total()).isEqualTo(2);
            assertThat(measured.collections())
                    .containsExactly(new CollectionSize("users", Item.of("email", "a@x.org"), 0, 1));
        }
    }

    @Nested
    class TransactGetItems {
        @Test
        void whatIsThereAndWhatIsNotIsAskedForByItsGet() {
            Golden golden = golden("TransactGetItems/found-and-missing");
            Stator db = golden.client();
            Get<User> ann = ann(db);
            Get<Order> order = orders(db).get(1);
            FoundItems found = golden.result(same -> db.transactGet(ann, order));
            assertThat(found.of(ann)).contains(ANN);
            assertThat(found.of(order)).isEmpty();
        }

        @Test
        void aSelectionStandsWithItsGet() {
            Golden golden = golden("TransactGetItems/selection");
            Stator db = golden.client();
            Get<Item> ann = ann(db).select(attr(User::name));
            Measured<FoundItems> measured =
                    golden.result(same -> db.transactGet(ann).measured());
            assertThat(measured.value().of(ann)).contains(Item.of("name", "Ann"));
            assertThat(measured.capacity().total()).isEqualTo(2);
        }
    }

    @Nested
    class Tables {
        @Test
        void aTableIsCreatedWithItsIndexesAndWaitedFor() {
            TableDescription created = golden("CreateTable/indexes", "DescribeTable/active")
                    .result(db -> users(db).create());
            assertThat(created.isActive()).isTrue();
            assertThat(created.created()).contains(Instant.parse("2020-01-31T12:00:01.250Z"));
            assertThat(created.itemCount()).isEqualTo(3);
            assertThat(created.sizeBytes()).isEqualTo(421);
            assertThat(created.partitionKey()).isEqualTo(new TableDescription.Key("email", AttributeType.S));
            assertThat(created.indexes())
                    .containsExactly(
                            new TableDescription.Index(
                                    "by-name",
                                    false,
                                    "ACTIVE",
                                    List.of(new TableDescription.Key("name", AttributeType.S)),
                                    List.of(),
                                    "ALL",
                                    List.of(),
                                    Optional.empty(),
                                    3,
                                    421),
                            new TableDescription.Index(
                                    "by-points",
                                    true,
                                    "",
                                    List.of(new TableDescription.Key("email", AttributeType.S)),
                                    List.of(new TableDescription.Key("points", AttributeType.N)),
                                    "ALL",
                                    List.of(),
                                    Optional.empty(),
                                    3,
                                    421));
            assertThat(created.options().billing()).isEqualTo("PAY_PER_REQUEST");
            assertThat(created.options().capacity()).isEmpty();
            assertThat(created.options().stream()).isEmpty();
            assertThat(created.options().tableClass()).isEqualTo("STANDARD");
        }

        @Test
        void aTableWithAPartitionKeyAloneHasNoIndexes() {
            TableDescription created = golden("CreateTable/partition-key-alone", "DescribeTable/orders")
                    .result(db -> orders(db).create());
            assertThat(created.indexes()).isEmpty();
            assertThat(created.created()).isEmpty();
        }

        @Test
        void aTableThatExistsIsAFailureUnlessItMay() {
            ResourceInUseException failure = catchThrowableOfType(
                    ResourceInUseException.class,
                    () -> golden("CreateTable/exists").result(db -> users(db).create()));
            assertThat(failure).hasMessageContaining("users");
            assertThat(golden("CreateTable/exists", "DescribeTable/active")
                            .result(db -> users(db).create().ifMissing())
                            .name())
                    .isEqualTo("users");
        }

        @Test
        void whoDoesNotWaitSeesTheTableBeingCreated() {
            assertThat(golden("CreateTable/indexes")
                            .result(db -> users(db).create().withoutWaiting())
                            .status())
                    .isEqualTo("CREATING");
            assertThat(golden("CreateTable/exists", "DescribeTable/creating")
                            .result(db -> users(db).create().ifMissing().withoutWaiting())
                            .status())
                    .isEqualTo("CREATING");
        }

        @Test
        void aTableIsDescribed() {
            assertThat(golden("DescribeTable/active")
                            .result(db -> users(db).describe())
                            .arn())
                    .startsWith("arn:aws:dynamodb:");
            ResourceNotFoundException failure = catchThrowableOfType(
                    ResourceNotFoundException.class,
                    () -> golden("DescribeTable/missing").result(db -> users(db).describe()));
            assertThat(failure).hasMessageContaining("users");
        }

        @Test
        void aTableIsDeletedAndWaitedFor() {
            assertThat(golden("DeleteTable/plain", "DescribeTable/missing")
                            .<Void>result(db -> users(db).drop()))
                    .isNull();
        }

        @Test
        void aTableThatIsNotThereIsAFailureUnlessItMayBeMissing() {
            ResourceNotFoundException failure = catchThrowableOfType(
                    ResourceNotFoundException.class,
                    () -> golden("DeleteTable/missing").result(db -> users(db).drop()));
            assertThat(failure).hasMessageContaining("DeleteTable on table users");
            assertThat(golden("DeleteTable/missing", "DescribeTable/missing")
                            .<Void>result(db -> users(db).drop().ifExists()))
                    .isNull();
        }

        private static Table<Account> accounts(Stator db) {
            return db.table("accounts", Account.class);
        }

        @Test
        void aTableIsCreatedWithAllThatCanBeWished() {
            TableDescription created = golden("CreateTable/everything", "DescribeTable/accounts")
                    .result(db -> accounts(db).create().provisioned(20, 10).indexCapacity("owner", 5, 6).stream()
                            .deletionProtection(true)
                            .tableClass(TableClass.STANDARD_INFREQUENT_ACCESS)
                            .encryptedWith("1234abcd")
                            .tag("team", "bank")
                            .tags(Map.of("cost", "42")));
            assertThat(created.options())
                    .isEqualTo(new TableDescription.Options(
                            "PROVISIONED",
                            Optional.of(new Capacity(20, 10)),
                            Optional.of(new TableDescription.Stream(
                                    "arn:aws:dynamodb:eu-central-1:123456789012:table/accounts/stream/2020-01-31T12:00:01.250",
                                    "NEW_AND_OLD_IMAGES")),
                            Optional.of(
                                    "arn:aws:dynamodb:eu-central-1:123456789012:table/accounts/stream/2020-01-31T12:00:01.250"),
                            true,
                            "STANDARD_INFREQUENT_ACCESS",
                            Optional.of("arn:aws:kms:eu-central-1:123456789012:key/1234abcd")));
            TableDescription.Index owner = created.index("owner").orElseThrow();
            assertThat(owner.capacity()).contains(new Capacity(5, 6));
            assertThat(owner.projected()).containsExactly("iban", "balance");
            assertThat(created.summary()).isEqualTo("""
                            Table accounts: ACTIVE
                              key: id (S), at (N)
                              items: about 0, 0 bytes
                              billing: PROVISIONED, 20 read and 10 write units
                              created: 2020-01-31T12:00:01.250Z
                              stream: NEW_AND_OLD_IMAGES arn:aws:dynamodb:eu-central-1:123456789012:table/accounts/stream/2020-01-31T12:00:01.250
                              deletion protection: on
                              table class: STANDARD_INFREQUENT_ACCESS
                              encryption key: arn:aws:kms:eu-central-1:123456789012:key/1234abcd
                              arn: arn:aws:dynamodb:eu-central-1:123456789012:table/accounts
                              global index owner: ACTIVE, key owner (S), holds INCLUDE iban, balance, 5 read and 6 write units, about 0 items
                              global index by-status: ACTIVE, key status (S), at (N), holds KEYS_ONLY, 20 read and 10 write units, about 0 items
                              local index status: key id (S), status (S), holds ALL, about 0 items
                            """);
        }

        @Test
        void aTableOnDemandHasNoCapacityInItsIndexesEither() {
            assertThat(golden("CreateTable/everything-on-demand")
                            .result(db ->
                                    accounts(db)
                                            .create()
                                            .provisioned(20, 10)
                                            .indexCapacity("owner", 5, 6)
                                            .onDemand()
                                            .stream(StreamView.KEYS_ONLY)
                                            .withoutStream()
                                            .withoutWaiting())
                            .status())
                    .isEqualTo("CREATING");
        }

        @Test
        void aTableWhoseItemsExpireIsActiveBefore() {
            assertThat(golden(
                                    "CreateTable/exists-accounts",
                                    "DescribeTable/accounts",
                                    "DescribeTable/accounts",
                                    "DescribeTimeToLive/off",
                                    "UpdateTimeToLive/enable",
                                    "DescribeTimeToLive/enabling")
                            .result(db -> accounts(db)
                                    .create()
                                    .timeToLive(attr(Account::expires))
                                    .ifMissing())
                            .isActive())
                    .isTrue();
        }

        @Test
        void wordsThatAreNotKnownSurvive() {
            TableDescription described = golden("DescribeTable/words-to-come")
                    .result(db -> accounts(db).describe());
            assertThat(described.status()).isEqualTo("RESTING");
            assertThat(described.options().billing()).isEqualTo("BY_THE_MOON");
            assertThat(described.options().tableClass()).isEqualTo("GOLD");
            assertThat(described.options().stream().orElseThrow().view()).isEqualTo("EVERYTHING");
            assertThat(described.index("owner").orElseThrow().status()).isEqualTo("DREAMING");
            assertThat(described.summary())
                    .contains("RESTING", "BY_THE_MOON", "GOLD", "EVERYTHING", "DREAMING", "HALF");
        }

        @Test
        void existingAndBeingActiveAreTwoQuestions() {
            assertThat(golden("DescribeTable/creating")
                            .<Boolean>result(db -> users(db).exists()))
                    .isTrue();
            assertThat(golden("DescribeTable/creating")
                            .<Boolean>result(db -> users(db).isActive()))
                    .isFalse();
            assertThat(golden("DescribeTable/active")
                            .<Boolean>result(db -> users(db).isActive()))
                    .isTrue();
            assertThat(golden("DescribeTable/missing")
                            .<Boolean>result(db -> users(db).exists()))
                    .isFalse();
            assertThat(golden("DescribeTable/missing")
                            .<Boolean>result(db -> users(db).isActive()))
                    .isFalse();
        }

        @Test
        void aTableOfSomeoneElseIsWaitedFor() {
            assertThat(golden("DescribeTable/missing", "DescribeTable/creating", "DescribeTable/active")
                            .result(db -> users(db).describe().untilActive())
                            .status())
                    .isEqualTo("ACTIVE");
            assertThat(golden("DescribeTable/active", "DescribeTable/missing")
                            .<Void>result(db -> users(db).describe().untilGone()))
                    .isNull();
        }

        @Test
        void aTableIsAltered() {
            assertThat(golden("UpdateTable/capacity", "DescribeTable/accounts")
                            .result(db ->
                                    accounts(db).alter().provisioned(30, 10).indexCapacity("owner", 7, 6))
                            .status())
                    .isEqualTo("ACTIVE");
            assertThat(golden("UpdateTable/on-demand")
                            .result(db -> accounts(db)
                                    .alter()
                                    .provisioned(1, 1)
                                    .onDemand()
                                    .withoutWaiting())
                            .status())
                    .isEqualTo("UPDATING");
            assertThat(golden("UpdateTable/options", "DescribeTable/accounts")
                            .result(db -> accounts(db)
                                    .alter()
                                    .withoutStream()
                                    .deletionProtection(false)
                                    .tableClass(TableClass.STANDARD))
                            .isSettled())
                    .isTrue();
        }

        @Test
        void indexesComeAndGoAndAreWaitedFor() {
            assertThat(golden("UpdateTable/create-index", "DescribeTable/accounts")
                            .result(db -> accounts(db).alter().createIndex("by-status"))
                            .index("by-status"))
                    .isPresent();
            assertThat(golden("UpdateTable/drop-index", "DescribeTable/accounts")
                            .result(db -> accounts(db).alter().dropIndex("old"))
                            .index("old"))
                    .isEmpty();
        }

        @Test
        void aTableThatIsBeingChangedIsInUse() {
            ResourceInUseException failure = catchThrowableOfType(
                    ResourceInUseException.class,
                    () -> golden("UpdateTable/refused")
                            .result(db -> accounts(db).alter().onDemand()));
            assertThat(failure).hasMessageContaining("UpdateTable on table accounts");
        }

        @Test
        void expiryIsEnabledOnceAndForAll() {
            assertThat(golden(
                                    "DescribeTable/accounts",
                                    "DescribeTimeToLive/off",
                                    "UpdateTimeToLive/enable",
                                    "DescribeTimeToLive/enabling",
                                    "DescribeTimeToLive/enabling",
                                    "DescribeTimeToLive/on")
                            .<TimeToLiveDescription>result(db -> accounts(db)
                                    .timeToLive()
                                    .enable(attr(Account::expires))
                                    .waiting()
                                    .checkingEvery(Duration.ofMillis(1))))
                    .isEqualTo(new TimeToLiveDescription("ENABLED", Optional.of("expires")));
            assertThat(golden("DescribeTable/accounts", "DescribeTimeToLive/enabling")
                            .result(db -> accounts(db).timeToLive().enable(attr("expires")))
                            .isChanging())
                    .isTrue();
        }

        @Test
        void expiryIsDisabledOnceAndForAll() {
            assertThat(golden(
                                    "DescribeTable/accounts",
                                    "DescribeTimeToLive/on",
                                    "UpdateTimeToLive/disable",
                                    "DescribeTimeToLive/off")
                            .result(db -> accounts(db).timeToLive().disable())
                            .isOff())
                    .isTrue();
            assertThat(golden("DescribeTable/accounts", "DescribeTimeToLive/off")
                            .result(db -> accounts(db).timeToLive().disable())
                            .isOff())
                    .isTrue();
        }

        @Test
        void aRefusedChangeOfExpiryIsExplainedUnlessItIsSoMeanwhile() {
            InvalidRequestException failure = catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> golden(
                                    "DescribeTable/accounts",
                                    "DescribeTimeToLive/off",
                                    "UpdateTimeToLive/refused",
                                    "DescribeTimeToLive/off")
                            .result(db -> accounts(db).timeToLive().enable(attr(Account::expires))));
            assertThat(failure)
                    .hasMessageContaining("UpdateTimeToLive on table accounts")
                    .hasMessageContaining("one change of it an hour");
            assertThat(golden(
                                    "DescribeTable/accounts",
                                    "DescribeTimeToLive/off",
                                    "UpdateTimeToLive/refused",
                                    "DescribeTimeToLive/on")
                            .result(db -> accounts(db).timeToLive().enable(attr(Account::expires)))
                            .status())
                    .isEqualTo("ENABLED");
        }

        @Test
        void expiryByTwoAttributesIsRefusedBeforeItIsAsked() {
            StatorException failure = catchThrowableOfType(
                    StatorException.class,
                    () -> golden("DescribeTable/accounts", "DescribeTimeToLive/on-by-other")
                            .result(db -> accounts(db).timeToLive().enable(attr(Account::expires))));
            assertThat(failure).hasMessageContaining("accounts").hasMessageContaining("until");
            assertThat(golden("DescribeTimeToLive/on-by-other")
                            .result(db -> accounts(db).timeToLive().describe())
                            .attribute())
                    .contains("until");
        }

        private static PlanTable cost(Stator db) {
            return accounts(db).plan().tag("team", "bank").tag("cost", "42");
        }

        @Test
        void tagsAreComparedAndPut() {
            Golden golden = golden(
                    "DescribeTable/accounts",
                    "ListTagsOfResource/page-1",
                    "ListTagsOfResource/page-2",
                    "DescribeTable/accounts",
                    "ListTagsOfResource/page-1",
                    "ListTagsOfResource/page-2",
                    "TagResource/one",
                    "DescribeTable/accounts");
            TablePlan plan = cost(golden.client()).execute();
            assertThat(plan.steps()).containsExactly("tag the table with {cost=42}");
            assertThat(golden.result(same -> plan.apply()).name()).isEqualTo("accounts");
        }

        @Test
        void whoMayNotTagIsTold() {
            Golden golden = golden(
                    "DescribeTable/accounts",
                    "ListTagsOfResource/page-1",
                    "ListTagsOfResource/page-2",
                    "DescribeTable/accounts",
                    "ListTagsOfResource/page-1",
                    "ListTagsOfResource/page-2",
                    "TagResource/denied");
            TablePlan plan = cost(golden.client()).execute();
            AccessDeniedException failure =
                    catchThrowableOfType(AccessDeniedException.class, () -> golden.result(same -> plan.apply()));
            assertThat(failure).hasMessageContaining("TagResource on table accounts");
        }

        @Test
        void aStreamOfAnotherViewIsEndedFirst() {
            Golden golden = golden(
                    "DescribeTable/accounts",
                    "DescribeTable/accounts",
                    "DescribeTable/accounts",
                    "UpdateTable/end-stream",
                    "DescribeTable/accounts",
                    "DescribeTable/accounts",
                    "UpdateTable/other-stream",
                    "DescribeTable/accounts",
                    "DescribeTable/accounts");
            TablePlan plan = accounts(golden.client()).plan().stream(StreamView.KEYS_ONLY)
                    .execute();
            assertThat(plan).hasToString("""
                            Plan for table accounts:
                              1. end the stream of NEW_AND_OLD_IMAGES
                              2. stream changes as KEYS_ONLY
                            """);
            golden.result(same -> plan.apply());
        }

        @Test
        void indexesKeepTheirCapacityUnlessToldOtherwise() {
            assertThat(golden("DescribeTable/accounts")
                            .result(db -> accounts(db).plan())
                            .isUpToDate())
                    .isTrue();
            assertThat(golden("DescribeTable/accounts")
                            .result(db -> accounts(db)
                                    .plan()
                                    .provisioned(20, 10)
                                    .indexCapacity("owner", 5, 6)
                                    .indexCapacity("by-status", 1, 1))
                            .steps())
                    .containsExactly("provision 1 read and 1 write units for index by-status");
        }

        @Test
        void changesAreReadShardByShardAsTheRecordsOfTheTable() {
            Golden golden = golden(
                    "DescribeTable/accounts",
                    "DescribeStream/page-1",
                    "DescribeStream/page-2",
                    "GetShardIterator/beginning",
                    "GetRecords/last-of-shard",
                    "DescribeStream/page-1",
                    "DescribeStream/page-2",
                    "GetShardIterator/beginning-of-child",
                    "GetRecords/changes",
                    "GetRecords/expired",
                    "GetShardIterator/after",
                    "GetRecords/expired");
            Checkpoints checkpoints = Checkpoints.inMemory();
            StreamConsumer<Account> changes = accounts(golden.client()).stream().consumer(checkpoints);

            StreamRecord<Account> inserted = changes.poll().execute().records().get(0);
            assertThat(inserted.event()).isEqualTo("INSERT");
            assertThat(inserted.before()).isEmpty();
            assertThat(inserted.after().map(Account::balance)).contains(5L);
            assertThat(inserted.key().asMap()).containsOnlyKeys("id", "at");
            assertThat(inserted.created()).isEqualTo(Instant.parse("2020-01-31T12:00:01.250Z"));

            StreamBatch<Account> batch = changes.poll().execute();
            assertThat(batch.trimmed()).isEmpty();
            assertThat(batch).extracting(StreamRecord::sequenceNumber).containsExactly("200", "201");
            assertThat(batch).extracting(StreamRecord::expired).containsExactly(false, true);
            assertThat(batch.records().get(0).before().map(Account::balance)).contains(5L);
            assertThat(batch.records().get(0).after().map(Account::balance)).contains(7L);
            assertThat(batch.records().get(1).after()).isEmpty();
            changes.commit();
            assertThat(checkpoints.load()).isEqualTo(Map.of("shardId-1", "END", "shardId-2", "201"));

            // The iterator has expired, and so has the new one, which is no accident any more.
            InvalidRequestException failure =
                    catchThrowableOfType(InvalidRequestException.class, () -> golden.result(same -> changes.poll()));
            assertThat(failure.code()).isEqualTo("ExpiredIteratorException");
        }

        @Test
        void whatIsTrimmedBeforeAnyoneReadsIsPassedOver() {
            Golden golden = golden(
                    "DescribeTable/accounts",
                    "DescribeStream/page-1",
                    "DescribeStream/page-2",
                    "GetShardIterator/trimmed",
                    "GetShardIterator/oldest",
                    "GetRecords/last-of-shard");

            StreamBatch<Account> batch = golden.result(
                    db -> accounts(db).stream().consumer(Checkpoints.inMemory()).poll());

            assertThat(batch.records()).hasSize(1);
            assertThat(batch.trimmed()).isEmpty();
        }

        @Test
        void whoBeginsNowSeesOnlyWhatComes() {
            assertThat(golden(
                                    "DescribeTable/accounts",
                                    "DescribeStream/page-1",
                                    "DescribeStream/page-2",
                                    "GetShardIterator/latest",
                                    "GetRecords/none")
                            .result(db -> accounts(db).stream()
                                    .fromNow()
                                    .consumer(Checkpoints.inMemory())
                                    .poll())
                            .records())
                    .isEmpty();
        }

        @Test
        void aTableWithoutStreamHasNothingToRead() {
            StatorException failure = catchThrowableOfType(
                    StatorException.class,
                    () -> golden("DescribeTable/active")
                            .result(db -> users(db).stream()
                                    .consumer(Checkpoints.inMemory())
                                    .poll()));
            assertThat(failure).hasMessageContaining("users").hasMessageContaining("alter().stream()");
        }

        @Test
        void theNamesOfAllTablesAreGathered() {
            assertThat(golden("ListTables/all").result(Stator::tableNames)).containsExactly("orders", "users");
            assertThat(golden("ListTables/page-1", "ListTables/page-2").result(Stator::tableNames))
                    .containsExactly("orders", "users");
        }
    }

    @Nested
    class AutoScaling {
        private static Table<Item> accounts(Stator db) {
            return db.table(
                    "accounts",
                    TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("at"))
                            .withIndex(IndexSchema.local(
                                    "status", KeyAttribute.string("id"), KeyAttribute.string("status")))
                            .withIndex(IndexSchema.global("owner", KeyAttribute.string("owner"))));
        }

        @Test
        void theTableIsScaledBeforeItsGlobalIndexes() {
            golden(
                            "DescribeTable/accounts",
                            "RegisterScalableTarget/table-reads",
                            "PutScalingPolicy/table-reads",
                            "RegisterScalableTarget/table-writes",
                            "PutScalingPolicy/table-writes",
                            "RegisterScalableTarget/index-reads",
                            "PutScalingPolicy/index-reads",
                            "RegisterScalableTarget/index-writes",
                            "PutScalingPolicy/index-writes")
                    .result(db -> accounts(db).autoScaling().register());
        }

        @Test
        void theTableIsScaledNoLongerAfterItsIndexesWhetherOrNotItWas() {
            golden(
                            "DeregisterScalableTarget/index-writes",
                            "DeregisterScalableTarget/index-reads",
                            "DeregisterScalableTarget/table-writes",
                            "DeregisterScalableTarget/table-reads")
                    .result(db -> accounts(db).autoScaling().deregister());
            golden(
                            "DeregisterScalableTarget/index-writes",
                            "DeregisterScalableTarget/index-reads",
                            "DeregisterScalableTarget/table-writes",
                            "DeregisterScalableTarget/unknown")
                    .result(db -> accounts(db).autoScaling().deregister());
        }

        @Test
        void whatIsScaledIsToldFromAllPages() {
            assertThat(golden("DescribeScalableTargets/page-1", "DescribeScalableTargets/page-2")
                            .<List<ScalableTarget>>result(
                                    db -> accounts(db).autoScaling().describe()))
                    .containsExactly(
                            new ScalableTarget("table/accounts", "dynamodb:table:ReadCapacityUnits", 50, 40_000),
                            new ScalableTarget(
                                    "table/accounts/index/owner", "dynamodb:index:WriteCapacityUnits", 50, 40_000));
        }

        @Test
        void whereThereIsNoScalingTheErrorSaysSo() {
            InvalidRequestException failure = catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> golden("DescribeTable/accounts", "RegisterScalableTarget/nowhere")
                            .result(db -> accounts(db).autoScaling().register()));
            assertThat(failure)
                    .hasMessageContaining("RegisterScalableTarget on table accounts")
                    .hasMessageContaining("no Application Auto Scaling");
        }
    }
}
