package dev.stator;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.StatorException;
import dev.stator.error.UnconfirmedException;
import dev.stator.internal.protocol.CreateTableOperation;
import dev.stator.internal.protocol.TableSettings;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Waiter;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Creates a table with the keys and indexes of its schema, paid by request unless told otherwise, and waits until it can be
 * used; for five minutes, or as long as {@link #within} says. Gives the table's description.
 *
 * <pre>{@code
 * users.create().provisioned(10, 5).stream().tag("team", "accounts").timeToLive(attr(User::expires)).execute();
 * }</pre>
 *
 * <p>Fails with {@link ResourceInUseException} if there is such a table already. When a reply was lost, it is sent again, and a table
 * that is there then counts as made by the call if it has the keys and indexes of the schema.
 */
public final class CreateTable extends TableDeclaration<TableDescription, CreateTable> {
    private final boolean mayExist;

    CreateTable(Table<?> table) {
        this(table, TableSettings.NONE, Waiting.PATIENT, false);
    }

    private CreateTable(Table<?> table, TableSettings settings, Waiting waiting, boolean mayExist) {
        super(table, settings, waiting);
        this.mayExist = mayExist;
    }

    @Override
    CreateTable with(TableSettings changed, Waiting how) {
        if (changed.billing().isEmpty() && !changed.indexCapacities().isEmpty()) {
            throw new IllegalStateException("Table " + table.name()
                    + " is to be paid on demand, so its indexes have no capacity; call provisioned(…) first");
        }
        CreateTable created = new CreateTable(table, changed, how, mayExist);
        if (!how.wanted() && created.expiry().isPresent()) {
            throw new IllegalStateException("Items of table " + table.name()
                    + " are to expire, which can be set only once it is active; so wait, or say withoutTimeToLive()"
                    + " before, and call timeToLive().enable(…) later");
        }
        return created;
    }

    /**
     * Leaves a table be that exists already, and waits for it too; one that is being deleted is waited for and made anew. If
     * a table has other keys, or lacks an index, the call fails with {@link StatorException}; {@link Table#plan} tells what
     * else differs.
     */
    public CreateTable ifMissing() {
        return new CreateTable(table, settings, waiting, true);
    }

    @Override
    Exchange<TableDescription> exchange(CallContext context) {
        CreateTableOperation operation = new CreateTableOperation(table.name(), table.schema(), settings);
        Supplier<Exchange<Optional<TableDescription>>> creation =
                () -> new Attempts<>(context, operation).map(Optional::of).orElse(failure -> orThere(context, failure));
        if (!waiting.wanted() && !mayExist) {
            return creation.get().map(Optional::orElseThrow);
        }
        Exchange<TableDescription> created = waiting.until(
                        context,
                        new Waiter.Deed<>(
                                creation::get,
                                failure -> mayExist && failure instanceof ResourceInUseException,
                                // It was there, but on its way out.
                                Optional::isEmpty),
                        table.name(),
                        "to become active",
                        seen -> Waiting.isActive(seen) || (!waiting.wanted() && isComing(seen)))
                .map(seen -> checked(seen.orElseThrow()));
        return expiry().isEmpty()
                ? created
                : created.then(description -> new ChangeTimeToLive(table, expiry(), waiting.not())
                        .exchange(context)
                        .map(done -> description)
                        .orElse(failure -> {
                            throw new UnconfirmedException(
                                    "Table " + table.name() + " is there, but letting its items expire failed: "
                                            + failure.getMessage() + ". Call timeToLive().enable(…) again",
                                    failure);
                        }));
    }

    /**
     * An attempt without a reply may have made the table that the next one finds; it has if the table is as it was to be. One
     * that is not to be seen may be too new for that, which shows while it is waited for.
     */
    private Exchange<Optional<TableDescription>> orThere(CallContext context, StatorException failure) {
        if (!failure.mayHaveApplied() || !(failure instanceof ResourceInUseException)) {
            throw failure;
        }
        return table.describe()
                .look(context)
                .map(seen -> {
                    boolean tooNew = seen.isEmpty() && waiting.wanted() && !mayExist;
                    if (!tooNew && (!isComing(seen) || misfit(seen.get()).isPresent())) {
                        throw failure;
                    }
                    return seen;
                })
                .orElse(after -> {
                    throw withCauseOfDoubt(failure, after);
                });
    }

    /** The failure of a write that may have been done, which tells more than that of the look after it. */
    static StatorException withCauseOfDoubt(StatorException failure, StatorException after) {
        if (after != failure) {
            failure.addSuppressed(after);
        }
        return failure;
    }

    private Optional<String> expiry() {
        return wantedExpiry().flatMap(TableSettings.Expiry::attribute);
    }

    /** What is created, in a line. */
    String describe() {
        TableSchema<?> schema = table.schema();
        return "key "
                + key(List.of(schema.partitionKey()), schema.sortKey().stream().toList())
                + schema.indexes().stream()
                        .map(index -> ", index " + index.name())
                        .collect(Collectors.joining())
                + settings.billing()
                        .flatMap(TableSettings.Billing::provisioned)
                        .map(units -> ", with " + units)
                        .orElse(", paid on demand")
                + expiry().map(name -> ", items expire by " + name).orElse("");
    }

    /** A key as the text of its description has it. */
    static String key(List<KeyAttribute> partitionKeys, List<KeyAttribute> sortKeys) {
        return TableDescription.key(
                partitionKeys.stream().map(CreateTable::describe).toList(),
                sortKeys.stream().map(CreateTable::describe).toList());
    }

    private static boolean isComing(Optional<TableDescription> seen) {
        return seen.isPresent() && !seen.get().status().equals("DELETING");
    }

    private TableDescription checked(TableDescription description) {
        Optional<String> misfit = misfit(description);
        if (misfit.isPresent()) {
            throw new StatorException(misfit.get());
        }
        return description;
    }

    /** Why a table that is there is not the one that is declared; empty if it is. */
    private Optional<String> misfit(TableDescription description) {
        TableSchema<?> schema = table.schema();
        String there = TableDescription.key(
                List.of(description.partitionKey()),
                description.sortKey().stream().toList());
        String needed =
                key(List.of(schema.partitionKey()), schema.sortKey().stream().toList());
        if (!there.equals(needed)) {
            return Optional.of("Table " + table.name() + " exists with the key " + there + ", but "
                    + schema.type().getSimpleName() + " needs " + needed + ": use another table, or drop this one");
        }
        return schema.indexes().stream()
                .filter(index -> description.index(index.name()).isEmpty())
                .findFirst()
                .map(index -> "Table " + table.name() + " exists without the index " + index.name() + " that "
                        + schema.type().getSimpleName() + " declares: add it, or drop the table");
    }

    static TableDescription.Key describe(KeyAttribute key) {
        return new TableDescription.Key(key.name(), key.type());
    }
}
