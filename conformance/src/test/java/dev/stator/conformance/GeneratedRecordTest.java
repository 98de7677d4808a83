package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ServiceException;
import dev.stator.expression.Condition;
import dev.stator.value.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Records of random shapes, with random values, come back from the engine and from DynamoDB Local; and random expressions
 * over what is in them select, refuse and change the same on both.
 */
class GeneratedRecordTest {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));
    private static final String TABLE = "generated";
    private static final String DONE = "done";
    private static final Set<Object> WANTED = Set.of(0L, 1L, DONE);
    private static final int SHAPES = 4;
    private static final int VALUES = 2;
    private static final int MOST_VALUES = 200;
    private static final int EXPRESSIONS = 4;

    private static final Map<Server, Server.Running> SERVERS = new TreeMap<>();

    @BeforeContainer
    static void start() {
        Stream.of(Server.ENGINE_IN_MEMORY, Server.DYNAMODB_LOCAL)
                .filter(Server::isHere)
                .forEach(server -> SERVERS.put(server, server.start()));
        SERVERS.values()
                .forEach(server -> server.db().table(TABLE, ITEMS).create().execute());
    }

    @AfterContainer
    static void stop() {
        SERVERS.values().forEach(Server.Running::close);
        SERVERS.clear();
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void recordsOfAnyShapeComeBackAndExpressionsMeanTheSameOfThem(@ForAll long seed) {
        RandomRecords.Generated generated = RandomRecords.of(seed, SHAPES);
        Random random = new Random(seed);
        Set<Object> seen = new HashSet<>();
        List<Class<?>> types = generated.items();
        int values = VALUES * types.size();
        // Most random updates are refused, so now and then all of the first are.
        for (int i = 0; i < values || (i < MOST_VALUES && !seen.containsAll(WANTED)); i++) {
            Class<?> type = types.get(i % types.size());
            try {
                check(type, random, seen);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        e.getMessage() + "\nwith " + type.getSimpleName() + " of\n" + generated.source(), e);
            }
        }
        assertThat(seen)
                .as("items that filters let through, or not, and outcomes of updates")
                .containsAll(WANTED);
    }

    private static <T> void check(Class<T> type, Random random, Set<Object> seen) {
        TableSchema<T> schema = TableSchema.of(type);
        RandomValue values = new RandomValue(random);
        String id = UUID.randomUUID().toString();
        T record = type.cast(values.item(type, id));
        T other = type.cast(values.item(type, id));
        Item item = schema.toItem(record);
        assertThat(schema.fromItem(item)).isEqualTo(record);
        for (Server.Running server : SERVERS.values()) {
            Table<T> table = server.db().table(TABLE, schema);
            table.create(record).execute();
            assertThat(table.get(id).consistent().execute()).contains(record);
            assertThat(table.query(id).consistent().execute()).containsExactly(record);
            assertThat(items(server).get(id).consistent().execute()).contains(item);
            assertThat(table.upsert(other).execute())
                    .isEqualTo(table.get(id).consistent().orThrow().execute());
            assertThat(table.put(record).returningOld().execute()).isPresent();
        }
        for (int i = 0; i < EXPRESSIONS; i++) {
            long seed = random.nextLong();
            seen.add(same(
                    "the filter of " + seed,
                    server -> items(server)
                            .query(id)
                            .consistent()
                            .where(condition(item, seed))
                            .count()));
            Object updated = same("the update of " + seed, server -> update(items(server), item, seed));
            seen.add(updated instanceof Optional ? DONE : updated);
            same(
                    "what the update leaves of " + seed,
                    server -> items(server).get(id).consistent());
        }
    }

    private static Condition condition(Item item, long seed) {
        return RandomExpression.of(item, new Random(seed)).condition(2);
    }

    private static Call<Optional<Item>> update(Table<Item> table, Item item, long seed) {
        Random random = new Random(seed);
        RandomExpression some = RandomExpression.of(item, random);
        return RandomWrite.update(table.update(item.string("id").orElseThrow()), random, some)
                .onlyIf(random.nextBoolean() ? some.condition(1) : Condition.empty())
                .returningOld();
    }

    private static Table<Item> items(Server.Running server) {
        return server.db().table(TABLE, ITEMS);
    }

    /** Makes a call of a server. */
    private interface Request {
        Call<?> on(Server.Running server);
    }

    /** What comes of a call, which must be the same on all servers. */
    private static Object same(String what, Request request) {
        List<Object> outcomes = SERVERS.values().stream()
                .map(server -> outcome(request, server))
                .distinct()
                .toList();
        assertThat(outcomes).as(what).hasSize(1);
        return outcomes.get(0);
    }

    private static Object outcome(Request request, Server.Running server) {
        try {
            return request.on(server).execute();
        } catch (IllegalArgumentException overlap) {
            return "overlap";
        } catch (ConditionFailedException e) {
            return List.of(e.code(), e.existing());
        } catch (ServiceException e) {
            return e.code();
        }
    }
}
