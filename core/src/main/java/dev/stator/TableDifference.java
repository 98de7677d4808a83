package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.TableSchema;
import dev.stator.internal.protocol.TableSettings;
import dev.stator.internal.protocol.TableSettings.Billing;
import dev.stator.internal.protocol.TagResourceOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.value.Capacity;
import dev.stator.value.StreamView;
import dev.stator.value.TableDescription;
import dev.stator.value.TimeToLiveDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The difference between what is declared of a table and what there is. Indexes go before others come and before the billing
 * changes, and come after it, so that each step asks for capacity as the table is paid by then. The service takes changes of
 * different kinds in requests of their own only.
 */
final class TableDifference {
    private final Table<?> table;
    private final TableSchema<?> schema;
    private final TableSettings wanted;
    private final Waiting waiting;
    private final boolean mayDropIndexes;
    private final TableDescription there;
    private final Map<String, String> tags;
    private final Optional<TimeToLiveDescription> expiry;
    private final List<TablePlan.Step> steps = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<IndexSchema> toCreate = new ArrayList<>();
    private final List<TableDescription.Index> staying = new ArrayList<>();

    TableDifference(
            Table<?> table,
            TableSettings wanted,
            Waiting waiting,
            boolean mayDropIndexes,
            TableDescription there,
            Map<String, String> tags,
            Optional<TimeToLiveDescription> expiry) {
        this.table = table;
        this.schema = table.schema();
        this.wanted = wanted;
        this.waiting = waiting;
        this.mayDropIndexes = mayDropIndexes;
        this.there = there;
        this.tags = tags;
        this.expiry = expiry;
    }

    TablePlan plan(PlanTable request) {
        if (!there.isActive() && !there.status().equals("CREATING")) {
            refusals.add("the table is " + there.status() + ", and cannot be changed; wait until that is over");
        }
        refusals.addAll(TableLimits.broken(schema));
        compareKeys();
        compareIndexes();
        compareTypes();
        compareBilling();
        for (IndexSchema index : toCreate) {
            alter("create index " + describe(index), capacityOfNew(index), Optional.of(index), Optional.empty());
        }
        compareStream();
        compareOptions();
        compareTags();
        compareExpiry(request.wantedExpiry());
        return new TablePlan(request, steps, refusals, kept);
    }

    private void compareKeys() {
        String found = TableDescription.key(
                List.of(there.partitionKey()), there.sortKey().stream().toList());
        String declared = CreateTable.key(
                List.of(schema.partitionKey()), schema.sortKey().stream().toList());
        if (!found.equals(declared)) {
            refusals.add("the key is " + found + ", and " + schema.type().getSimpleName() + " needs " + declared
                    + "; the service cannot change the key of a table, so make another table and move the items");
        }
    }

    private void compareIndexes() {
        for (TableDescription.Index index : there.indexes()) {
            Optional<IndexSchema> declared = schema.indexes().stream()
                    .filter(known -> known.name().equals(index.name()))
                    .findFirst();
            if (declared.isPresent() && describe(index).equals(describe(declared.get()))) {
                staying.add(index);
            } else if (index.local()) {
                compareLocal(index, declared);
            } else if (mayDropIndexes) {
                alter("drop index " + describe(index), TableSettings.NONE, Optional.empty(), Optional.of(index.name()));
                declared.ifPresent(toCreate::add);
            } else {
                staying.add(index);
                declared.ifPresentOrElse(
                        known -> refusals.add("index " + describe(index) + " is declared as " + describe(known)
                                + "; the service cannot change it, and to drop it and make it again takes"
                                + " droppingIndexes()"),
                        () -> kept.add("index " + describe(index)
                                + ", which nothing declares; droppingIndexes() takes it away"));
            }
        }
        for (IndexSchema index : schema.indexes()) {
            if (there.index(index.name()).isEmpty()) {
                if (index.isLocal()) {
                    refusals.add("index " + describe(index)
                            + " is missing; a local index is made together with its table only");
                } else {
                    toCreate.add(index);
                }
            }
        }
    }

    /** An attribute has one type in all keys of a table; what stays decides over what is to come. */
    private void compareTypes() {
        Map<String, TableDescription.Key> known = new LinkedHashMap<>();
        Stream.concat(
                        Stream.concat(Stream.of(there.partitionKey()), there.sortKey().stream()),
                        staying.stream()
                                .flatMap(index ->
                                        Stream.concat(index.partitionKeys().stream(), index.sortKeys().stream())))
                .forEach(key -> known.put(key.name(), key));
        for (IndexSchema index : toCreate) {
            index.keys()
                    .map(CreateTable::describe)
                    .filter(key -> known.getOrDefault(key.name(), key).type() != key.type())
                    .forEach(key -> refusals.add("index " + describe(index) + " has the key " + key + ", and "
                            + known.get(key.name())
                            + " is in another key of the table; an attribute has one type in all of"
                            + " them"));
        }
    }

    private void compareLocal(TableDescription.Index index, Optional<IndexSchema> declared) {
        declared.ifPresentOrElse(
                known -> refusals.add("index " + describe(index) + " is declared as " + describe(known)
                        + "; the service cannot change a local index, nor take it away"),
                () -> kept.add("index " + describe(index)
                        + ", which nothing declares; the service cannot take a local index away"));
    }

    private void compareBilling() {
        TableSettings change = TableSettings.NONE;
        boolean changesMode = wanted.billing().isPresent()
                && !wanted.billing().get().mode().equals(there.options().billing());
        Optional<Capacity> capacity = wanted.billing().flatMap(Billing::provisioned);
        if (changesMode
                || (capacity.isPresent() && !capacity.equals(there.options().capacity()))) {
            change = change.billing(wanted.billing().orElseThrow());
        }
        if (provisioned()) {
            for (TableDescription.Index index : staying) {
                Optional<Capacity> own = declaredCapacity(index.name());
                if (!index.local() && own.isPresent() && !own.equals(index.capacity())) {
                    change = change.indexCapacity(index.name(), own.get());
                }
            }
        } else if (!wanted.indexCapacities().isEmpty()) {
            refusals.add("capacity is declared for "
                    + String.join(", ", wanted.indexCapacities().keySet())
                    + ", and the table is paid on demand; call provisioned(…) too, or leave it out");
        }
        if (!change.equals(TableSettings.NONE)) {
            alter(describe(change), change, Optional.empty(), Optional.empty());
        }
    }

    /** Whether the table will have capacity. */
    private boolean provisioned() {
        return wanted.billing()
                .map(Billing::mode)
                .orElse(there.options().billing())
                .equals("PROVISIONED");
    }

    private Optional<Capacity> declaredCapacity(String index) {
        return wanted.capacityOf(index);
    }

    private TableSettings capacityOfNew(IndexSchema index) {
        return provisioned()
                ? declaredCapacity(index.name())
                        .or(() -> there.options().capacity())
                        .map(units -> TableSettings.NONE.indexCapacity(index.name(), units))
                        .orElse(TableSettings.NONE)
                : TableSettings.NONE;
    }

    private void compareStream() {
        Optional<String> found = there.options().stream().map(TableDescription.Stream::view);
        wanted.stream().map(TableSettings.Streaming::view).ifPresent(view -> {
            if (found.equals(view.map(StreamView::name))) {
                return;
            }
            found.ifPresent(old -> change("end the stream of " + old, settings -> settings.stream(Optional.empty())));
            view.ifPresent(name -> change("stream changes as " + name, settings -> settings.stream(view)));
        });
    }

    private void compareOptions() {
        wanted.deletionProtected()
                .filter(on -> on != there.options().deletionProtected())
                .ifPresent(on -> change(
                        (on ? "protect" : "no longer protect") + " the table from deletion",
                        settings -> settings.deletionProtected(on)));
        wanted.tableClass()
                .filter(word -> !word.name().equals(there.options().tableClass()))
                .ifPresent(word -> change(
                        "change the class from " + there.options().tableClass() + " to " + word,
                        settings -> settings.tableClass(word)));
        wanted.encryptionKey()
                .filter(key -> there.options().encryptionKey().stream().noneMatch(arn -> arn.endsWith(key)))
                .ifPresent(key ->
                        change("encrypt the table with the key " + key, settings -> settings.encryptionKey(key)));
    }

    private void compareTags() {
        Map<String, String> missing = new LinkedHashMap<>(wanted.tags());
        missing.entrySet().removeIf(tag -> tag.getValue().equals(tags.get(tag.getKey())));
        if (!missing.isEmpty()) {
            steps.add(new TablePlan.Step(
                    "tag the table with " + missing,
                    context -> new Attempts<>(context, new TagResourceOperation(table.name(), there.arn(), missing))));
        }
    }

    private void compareExpiry(Optional<TableSettings.Expiry> declared) {
        if (declared.isEmpty() || expiry.isEmpty()) {
            return;
        }
        TimeToLiveDescription now = expiry.get();
        Optional<String> attribute = declared.get().attribute();
        if (attribute.map(now::isOnBy).orElse(now.isOff())) {
            return;
        } else if (attribute.isPresent() && !now.isOff()) {
            refusals.add("items expire by " + now.attribute().orElse("") + ", and are declared to by " + attribute.get()
                    + "; the service wants the one disabled an hour before the other is enabled");
        } else {
            steps.add(new TablePlan.Step(
                    attribute
                            .map(name -> "let items expire by " + name)
                            .orElse("let no items expire any more by "
                                    + now.attribute().orElse("")),
                    context -> new ChangeTimeToLive(table, attribute, waiting.not()).exchange(context)));
        }
    }

    private void change(String words, UnaryOperator<TableSettings> change) {
        alter(words, change.apply(TableSettings.NONE), Optional.empty(), Optional.empty());
    }

    private void alter(String words, TableSettings change, Optional<IndexSchema> created, Optional<String> deleted) {
        AlterTable alteration = new AlterTable(table, change, waiting, created, deleted);
        steps.add(new TablePlan.Step(
                words,
                context -> waiting.untilActive(context, table.name()).then(active -> alteration.exchange(context))));
    }

    private static String describe(TableSettings billing) {
        List<String> words = new ArrayList<>();
        billing.billing()
                .ifPresent(how -> words.add(
                        how.provisioned().map(units -> "provision " + units).orElse("pay on demand")));
        billing.indexCapacities().forEach((index, units) -> words.add("provision " + units + " for index " + index));
        return String.join(", ", words);
    }

    private static String describe(TableDescription.Index index) {
        return index.name() + " (" + (index.local() ? "local" : "global") + ", key "
                + TableDescription.key(index.partitionKeys(), index.sortKeys()) + ", holds "
                + projection(index.projection(), index.projected()) + ")";
    }

    private static String describe(IndexSchema index) {
        return index.name() + " (" + (index.isLocal() ? "local" : "global") + ", key "
                + CreateTable.key(index.partitionKeys(), index.sortKeys())
                + ", holds "
                + projection(
                        index.projection().kind().name(), index.projection().attributes())
                + ")";
    }

    /** The service gives the names of a projection in any order. */
    private static String projection(String kind, List<String> attributes) {
        return kind
                + (attributes.isEmpty()
                        ? ""
                        : " " + String.join(", ", attributes.stream().sorted().toList()));
    }
}
