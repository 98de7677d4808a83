package dev.stator.internal.protocol;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.CollectionSize;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what one call costs: requests sent, and if the call asks for them capacity units and sizes of item collections. One call, one meter. */
public final class Meter {
    private final boolean capacityWanted;
    private int requests;
    private ConsumedCapacity capacity = ConsumedCapacity.NONE;
    private ConsumedCapacity latest = ConsumedCapacity.NONE;
    private final Map<ItemId, CollectionSize> collections = new LinkedHashMap<>();

    private Meter(boolean capacityWanted) {
        this.capacityWanted = capacityWanted;
    }

    /** A meter that counts requests only, so that nothing is added to what is sent. */
    public static Meter ofRequests() {
        return new Meter(false);
    }

    /** A meter that asks the service for the consumed capacity as well. */
    public static Meter ofCapacity() {
        return new Meter(true);
    }

    /** One more request goes out. */
    public void countRequest() {
        requests++;
    }

    /** The requests sent so far. */
    public int requests() {
        return requests;
    }

    /** The units charged so far. */
    public ConsumedCapacity capacity() {
        return capacity;
    }

    /** Another reply is about to be read. */
    public void beginReply() {
        latest = ConsumedCapacity.NONE;
    }

    /** The units that the latest reply told of. */
    public ConsumedCapacity latest() {
        return latest;
    }

    /** The sizes of the item collections that were written to, each as it was told last. */
    public List<CollectionSize> collections() {
        return List.copyOf(collections.values());
    }

    /** Writes a write's wish for the consumed capacity and the sizes of item collections, if there is one. */
    void askOfWrite(JsonWriter json) {
        ask(json);
        if (capacityWanted) {
            json.field("ReturnItemCollectionMetrics");
            json.text("SIZE");
        }
    }

    /** Writes the request's wish for the consumed capacity, if there is one. */
    void ask(JsonWriter json) {
        if (capacityWanted) {
            json.field("ReturnConsumedCapacity");
            json.text("INDEXES");
        }
    }

    /** Reads the reply's {@code ConsumedCapacity} of one table, and gives it. */
    @CanIgnoreReturnValue
    ConsumedCapacity readOne(JsonReader json) {
        String table = "";
        double total = 0;
        double own = 0;
        Map<String, Double> indexes = new LinkedHashMap<>();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "TableName" -> table = json.text();
                case "CapacityUnits" -> total = json.decimal();
                case "Table" -> own = units(json);
                case "GlobalSecondaryIndexes", "LocalSecondaryIndexes" -> {
                    json.startObject();
                    for (String index = json.nextField(); index != null; index = json.nextField()) {
                        indexes.put(index, units(json));
                    }
                }
                default -> json.skip();
            }
        }
        String name = table;
        Map<String, Double> named = new LinkedHashMap<>();
        indexes.forEach((index, units) -> named.put(name + "/" + index, units));
        ConsumedCapacity one = new ConsumedCapacity(total, Map.of(name, own), named);
        latest = latest.plus(one);
        capacity = capacity.plus(one);
        return one;
    }

    /** Reads the reply's {@code ConsumedCapacity} of several tables. */
    void readAll(JsonReader json) {
        json.startArray();
        while (json.nextElement()) {
            readOne(json);
        }
    }

    /** Reads the reply's {@code ItemCollectionMetrics} of one item. */
    void readCollection(JsonReader json, String table) {
        Item key = Item.empty();
        List<Double> bounds = new ArrayList<>();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ItemCollectionKey" -> key = Item.readFrom(json.items());
                case "SizeEstimateRangeGB" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        bounds.add(json.decimal());
                    }
                }
                default -> json.skip();
            }
        }
        if (bounds.size() == 2) {
            collections.put(new ItemId(table, key), new CollectionSize(table, key, bounds.get(0), bounds.get(1)));
        }
    }

    /** Reads the reply's {@code ItemCollectionMetrics} of several tables. */
    void readCollections(JsonReader json) {
        json.startObject();
        for (String table = json.nextField(); table != null; table = json.nextField()) {
            json.startArray();
            while (json.nextElement()) {
                readCollection(json, table);
            }
        }
    }

    private static double units(JsonReader json) {
        double units = 0;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("CapacityUnits")) {
                units = json.decimal();
            } else {
                json.skip();
            }
        }
        return units;
    }
}
