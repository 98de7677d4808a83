package dev.stator.guide;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.Attribute;
import dev.stator.codec.Convert;
import dev.stator.codec.Converter;
import dev.stator.codec.Created;
import dev.stator.codec.Default;
import dev.stator.codec.Discriminator;
import dev.stator.codec.DiscriminatorValue;
import dev.stator.codec.EnumCode;
import dev.stator.codec.GeneratedUuid;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.Modified;
import dev.stator.codec.NameStyle;
import dev.stator.codec.Naming;
import dev.stator.codec.NullRule;
import dev.stator.codec.Nulls;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Rest;
import dev.stator.codec.Shape;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.TimeToLive;
import dev.stator.codec.UpgradeFrom;
import dev.stator.codec.UtcTimestamp;
import dev.stator.codec.Version;
import dev.stator.engine.Engine;
import dev.stator.error.StaleVersionException;
import dev.stator.json.Json;
import dev.stator.json.WireJson;
import dev.stator.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page about models. */
class ModelGuideTest {
    private final Stator db = Engine.inMemory().connect();

    @AfterEach
    void close() {
        db.close();
    }

    // region record
    record Product(
            @PartitionKey String shop,
            @SortKey String id,
            String name,
            double price,
            Set<String> tags, // an empty set is left out, and read back as empty
            Optional<Integer> stock, // left out if empty
            @Nullable String note, // the same, with null
            List<Review> reviews) {}

    record Review(String author, int stars) {}
    // endregion

    @Test
    void aRecordIsAnItem() {
        // region table
        Table<Product> products = db.table("products", Product.class);
        products.create().execute();

        Product lamp =
                new Product("s1", "p1", "Lamp", 19.5, Set.of(), Optional.of(3), null, List.of(new Review("Ann", 5)));
        products.put(lamp).execute();
        Product found = products.get("s1", "p1").orThrow().execute();
        // endregion
        assertThat(found).isEqualTo(lamp);
    }

    // region templates
    @PartitionKey(value = "pk", template = "USER#{email}")
    @SortKey(value = "sk", template = "ORDER#{day}#{number:06}")
    @IndexPartitionKey(value = "by-town", name = "townKey", template = "TOWN#{town}")
    record Order(String email, LocalDate day, int number, Optional<String> town) {}

    record OrderPlace(LocalDate day, int number) {}

    record Day(LocalDate day) {}
    // endregion

    @Test
    void templatesMakeKeys() {
        LocalDate monday = LocalDate.of(2026, 6, 1);
        Table<Order> orders = db.table("orders", Order.class);
        orders.create().execute();
        Order order = new Order("ann@x.org", monday, 7, Optional.of("Bern"));
        orders.put(order).execute();

        // region made-keys
        Optional<Order> one = orders.get("ann@x.org", new OrderPlace(monday, 7)).execute();
        List<Order> ofMonday =
                orders.query("ann@x.org").sortKey(beginsWith(new Day(monday))).execute();
        List<Order> inBern = orders.index("by-town").query("Bern").execute();
        // endregion

        assertThat(one).contains(order);
        assertThat(ofMonday).containsExactly(order);
        assertThat(inBern).containsExactly(order);
        assertThat(orders.schema().keyOf(order))
                .isEqualTo(Item.of("pk", "USER#ann@x.org", "sk", "ORDER#2026-06-01#000007"));
    }

    // region method
    record Account(String branch, String owner, long cents) {
        @PartitionKey("pk")
        String key() {
            return branch + "/" + owner;
        }

        @Attribute("rich")
        boolean isRich() {
            return cents > 100_000_000;
        }
    }
    // endregion

    @Test
    void methodsMakeKeysAndAttributes() {
        Item item = TableSchema.of(Account.class).toItem(new Account("Bern", "Ann", 5));
        assertThat(item)
                .isEqualTo(Item.of("pk", "Bern/Ann", "branch", "Bern", "owner", "Ann")
                        .with("cents", 5)
                        .with("rich", false));
    }

    // region indexes
    record Match(
            @PartitionKey String id,
            @IndexPartitionKey("by-referee") Optional<String> referee, // no referee, not in the index

            @IndexPartitionKey(value = "by-place", order = 1)
            String tournament,

            @IndexPartitionKey(value = "by-place", order = 2)
            String region,

            @IndexSortKey({"by-place", "by-referee"}) Instant begins) {}
    // endregion

    @Test
    void indexesAreDeclared() {
        Table<Match> matches = db.table("matches", Match.class);
        matches.create().execute();
        Match match = new Match("1", Optional.empty(), "Cup", "EU", Instant.EPOCH);
        matches.put(match).execute();
        // region index-query
        List<Match> inEurope = matches.index("by-place").query("Cup", "EU").execute();
        // endregion
        assertThat(inEurope).containsExactly(match);
        assertThat(matches.index("by-referee").scan().execute()).isEmpty();
    }

    // region rules
    @Naming(NameStyle.SNAKE)
    record Profile(
            @PartitionKey String userName, // stored as user_name
            @Attribute("mail") String emailAddress,
            @Default("en") String language, // where an item has none
            @Nulls(NullRule.STORED) Optional<String> middleName, // the explicit NULL, if empty
            @Rest Item rest) {} // what this class does not know survives reading and writing
    // endregion

    @Test
    void membersHaveRules() {
        TableSchema<Profile> profiles = TableSchema.of(Profile.class);
        Item stored = Item.of("user_name", "ann", "mail", "ann@x.org", "newer", 1);
        Profile read = profiles.fromItem(stored);
        assertThat(read.language()).isEqualTo("en");
        assertThat(read.rest()).isEqualTo(Item.of("newer", 1));
        assertThat(profiles.toItem(read).asMap().keySet())
                .containsExactlyInAnyOrder("user_name", "mail", "language", "middle_name", "newer");
    }

    // region forms
    enum Status {
        OPEN("O"),
        CLOSED("C");

        @EnumCode
        final String code;

        Status(String code) {
            this.code = code;
        }
    }

    record Temperature(double celsius) {}

    static final class TemperatureConverter implements Converter<Temperature, Double> {
        @Override
        public Double toStored(Temperature value) {
            return value.celsius();
        }

        @Override
        public Temperature fromStored(Double stored) {
            return new Temperature(stored);
        }
    }

    record Settings(String theme, int size) {}

    record Sensor(
            @PartitionKey UUID id,
            Status status, // O or C
            @Convert(TemperatureConverter.class) Temperature limit, // a number
            @UtcTimestamp Instant seen, // 2026-06-01T12:00:00.000000+0000
            @Json Settings settings, // {"theme":"dark","size":12} in a string
            Map<String, Object> anything) {}
    // endregion

    @Test
    void formsAreChosen() {
        TableSchema<Sensor> sensors = TableSchema.of(Sensor.class);
        Sensor sensor = new Sensor(
                UUID.randomUUID(),
                Status.OPEN,
                new Temperature(21.5),
                Instant.parse("2026-06-01T12:00:00Z"),
                new Settings("dark", 12),
                Map.of("list", List.of(true, "x")));
        Item item = sensors.toItem(sensor);
        assertThat(item.without("id").without("anything"))
                .isEqualTo(Item.of("status", "O", "limit", 21.5, "seen", "2026-06-01T12:00:00.000000+0000")
                        .with("settings", "{\"theme\":\"dark\",\"size\":12}"));
        assertThat(sensors.fromItem(item)).isEqualTo(sensor);
    }

    // region stamps
    record Document(
            @PartitionKey @GeneratedUuid @Nullable UUID id, // made when it is null
            String text,
            @Version long version,
            @Created Optional<Instant> created,
            @Modified Optional<Instant> modified,
            @TimeToLive Duration keep) {
        Document(String text) {
            this(null, text, 0, Optional.empty(), Optional.empty(), Duration.ofDays(30));
        }

        Document with(String newText) {
            return new Document(id, newText, version, created, modified, keep);
        }
    }
    // endregion

    @Test
    void writesAreStamped() {
        Table<Document> documents = db.table("documents", Document.class);
        documents.create().execute();
        // region locking
        Document first = documents.put(new Document("draft")).execute(); // has an id, version 1, and its times
        Document second = documents.put(first.with("final")).execute(); // version 2
        // endregion
        assertThat(first.id()).isNotNull();
        assertThat(second.version()).isEqualTo(2);
        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> documents.put(first.with("late")).execute());
    }

    // region sealed
    @Discriminator("kind")
    sealed interface Event permits Login, Purchase {
        String user();
    }

    record Login(@PartitionKey String user, @SortKey Instant at, String device) implements Event {}

    @DiscriminatorValue(value = "buy", aliases = "purchase")
    record Purchase(@PartitionKey String user, @SortKey Instant at, long cents) implements Event {}
    // endregion

    @Test
    void aTableHoldsSeveralClasses() {
        // region several
        Table<Event> events = db.table("events", Event.class);
        events.create().execute();
        events.put(new Login("ann", Instant.EPOCH, "phone")).execute();
        events.put(new Purchase("ann", Instant.EPOCH.plusSeconds(1), 500)).execute();

        List<Event> both = events.query("ann").execute();
        List<Purchase> bought = events.of(Purchase.class).query("ann").execute();
        // endregion
        assertThat(both).hasSize(2);
        assertThat(bought).containsExactly(new Purchase("ann", Instant.EPOCH.plusSeconds(1), 500));
    }

    // region shape
    @Shape(2)
    record Contact(@PartitionKey String email, String first, String last) {
        @UpgradeFrom(1)
        static Item splitName(Item old) {
            String[] names = old.string("name").orElseThrow().split(" ", 2);
            return old.without("name").with("first", names[0]).with("last", names[1]);
        }
    }
    // endregion

    @Test
    void aClassChangesWhileOlderItemsAreThere() {
        db.table("contacts", Contact.class).create().execute();
        Table<Item> items = db.table("contacts", TableSchema.items(KeyAttribute.string("email")));
        items.put(Item.of("email", "a@x.org", "name", "Ann Lee")).execute();
        // region upgrade
        Table<Contact> contacts = db.table("contacts", Contact.class);
        Contact ann = contacts.get("a@x.org").orThrow().execute(); // Ann, Lee
        long upgraded = contacts.scan().writeBack().execute(); // stores what is older anew
        // endregion
        assertThat(ann).isEqualTo(new Contact("a@x.org", "Ann", "Lee"));
        assertThat(upgraded).isEqualTo(1);
        assertThat(items.get("a@x.org").orThrow().execute().has("name")).isFalse();
    }

    @Test
    void aTableMayNormaliseAndValidate() {
        // region hooks
        TableSchema<Account> schema = TableSchema.of(Account.class)
                .normalising(a -> new Account(a.branch(), a.owner().toLowerCase(Locale.ROOT), a.cents()))
                .validating(a -> {
                    if (a.cents() < 0) {
                        throw new IllegalArgumentException("An account of " + a.branch() + " is overdrawn");
                    }
                });
        Table<Account> accounts = db.table("accounts", schema);
        // endregion
        accounts.create().execute();
        accounts.put(new Account("Bern", "ANN", 1)).execute();
        assertThat(accounts.get("Bern/ann").execute()).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> accounts.put(new Account("Bern", "Bob", -1)));
    }

    @Test
    void itemsOfAnyShapeHaveTables() {
        db.table("products", Product.class).create().execute();
        // region items
        Table<Item> items = db.discover("products").execute(); // asks the service for the keys
        items.put(Item.of("shop", "s1", "id", "p9", "sizes", List.of(1, 2))).execute();
        List<Item> small = items.scan().where(attr("sizes").contains(1)).execute();
        String json = WireJson.write(small.get(0));
        // endregion
        assertThat(json).contains("\"shop\":{\"S\":\"s1\"}");
    }
}
