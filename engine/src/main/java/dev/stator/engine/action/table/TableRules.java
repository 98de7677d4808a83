package dev.stator.engine.action.table;

import static dev.stator.engine.table.TableShape.ATTRIBUTES;
import static dev.stator.engine.table.TableShape.ATTRIBUTE_NAME;
import static dev.stator.engine.table.TableShape.BILLING_MODE;
import static dev.stator.engine.table.TableShape.GLOBAL;
import static dev.stator.engine.table.TableShape.GLOBAL_KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.INDEX_NAME;
import static dev.stator.engine.table.TableShape.KEY_SCHEMA;
import static dev.stator.engine.table.TableShape.KEY_TYPE;
import static dev.stator.engine.table.TableShape.LOCAL;
import static dev.stator.engine.table.TableShape.NON_KEY_ATTRIBUTES;
import static dev.stator.engine.table.TableShape.PROJECTION;
import static dev.stator.engine.table.TableShape.PROJECTION_TYPE;
import static dev.stator.engine.table.TableShape.READ_UNITS;
import static dev.stator.engine.table.TableShape.THROUGHPUT;
import static dev.stator.engine.table.TableShape.UNSUPPORTED;
import static dev.stator.engine.table.TableShape.WRITE_UNITS;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.TableClass;
import dev.stator.engine.table.TableShape;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the service checks of a table to be created, in its order and its words. */
public final class TableRules {
    static final long MAX_UNITS = 1_000_000_000_000L;
    private static final int MAX_LOCAL = 5;
    static final int MAX_GLOBAL = 20;
    private static final int MAX_PROJECTED = 100;

    private final Parameters in;
    private final List<String> defined;
    private final Set<String> indexNames = new HashSet<>();
    private final Set<String> used = new LinkedHashSet<>();
    private int projected;

    private TableRules(Parameters in) {
        this.in = in;
        this.defined = defined(in.require(ATTRIBUTES));
    }

    /** The names of the attributes that a request defines, each once. */
    static List<String> defined(List<Parameters> attributes) {
        List<String> names = names(attributes);
        firstRepeated(names).ifPresent(name -> {
            throw Fault.validation("Attribute Name is duplicated: " + name);
        });
        return names;
    }

    private static Optional<String> firstRepeated(List<String> names) {
        Set<String> seen = new HashSet<>();
        return names.stream().filter(name -> !seen.add(name)).findFirst();
    }

    /** Refuses a table that the service would refuse. */
    static void check(Parameters in) {
        refuseUnsupported(in);
        checkClass(in);
        TableRules rules = new TableRules(in);
        rules.checkThroughput();
        rules.checkTableKey();
        if (in.has(LOCAL)) {
            rules.checkLocal(in.require(LOCAL));
        }
        if (in.has(GLOBAL)) {
            rules.checkGlobal(in.require(GLOBAL));
        }
        rules.checkTogether();
        checkStream(
                in,
                "Table is being created with a stream enabled, UpdateViewType is required",
                "Table is being created with a stream disabled, UpdateViewType should not be specified");
    }

    /** Refuses a stream without a view, and a view without a stream, in these words. */
    static void checkStream(Parameters in, String missing, String unwanted) {
        Parameters stream = in.get(TableShape.STREAM);
        if (stream != null && stream.flag(TableShape.STREAM_ENABLED) != stream.has(TableShape.STREAM_VIEW)) {
            throw Fault.invalidParameter(stream.has(TableShape.STREAM_VIEW) ? unwanted : missing);
        }
    }

    /** Refuses a class that there is not. */
    static void checkClass(Parameters in) {
        String wanted = in.get(TableShape.TABLE_CLASS);
        if (wanted != null && !TableClass.ALL.contains(wanted)) {
            throw Fault.validation("Invalid table-class parameter provided. Please try again with a valid table-class"
                    + " value: " + TableClass.ALL + ".");
        }
    }

    /** Refuses a request that wants of a table what this engine does not have. */
    static void refuseUnsupported(Parameters in) {
        for (Field<Boolean> unsupported : UNSUPPORTED) {
            if (in.flag(unsupported)) {
                throw Fault.validation("This engine has no support for " + unsupported.name());
            }
        }
    }

    /** What no part of the table can know alone. */
    private void checkTogether() {
        if (!used.containsAll(defined)) {
            throw Fault.invalidParameter("Some AttributeDefinitions are not used. AttributeDefinitions: "
                    + hashed(defined) + ", keys used: " + new HashSet<>(used));
        } else if (projected > MAX_PROJECTED) {
            throw Fault.invalidParameter(
                    "Number of NonKeyAttributes of all indexes together exceeds per-table limit of " + MAX_PROJECTED);
        }
    }

    /** Names in the order in which the service tells them, which is that of a hash table for so many. */
    private static Set<String> hashed(Collection<String> names) {
        Set<String> hashed = new HashSet<>(names.size());
        hashed.addAll(names);
        return hashed;
    }

    private boolean perRequest() {
        return "PAY_PER_REQUEST".equals(in.get(BILLING_MODE));
    }

    private void checkThroughput() {
        Parameters throughput = in.get(THROUGHPUT);
        if (perRequest()) {
            if (throughput != null) {
                throw Fault.invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
                        + " BillingMode is PAY_PER_REQUEST");
            }
        } else if (throughput == null) {
            throw Fault.invalidParameter("ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                    + " BillingMode is PROVISIONED");
        } else {
            checkBounds(throughput);
        }
    }

    /** Refuses more units than anybody can have. */
    public static void checkBounds(Parameters throughput) {
        checkBounds(throughput, READ_UNITS);
        checkBounds(throughput, WRITE_UNITS);
    }

    private static void checkBounds(Parameters throughput, Field<Long> units) {
        if (throughput.require(units) > MAX_UNITS) {
            throw Fault.validation("Given value " + throughput.require(units) + " for " + units + " is out of bounds");
        }
    }

    private void checkTableKey() {
        List<Parameters> key = in.require(KEY_SCHEMA);
        requireDefinitions(key, defined);
        checkKey(key);
        if (!in.has(LOCAL) && !in.has(GLOBAL) && key.size() != defined.size()) {
            throw Fault.invalidParameter("Number of attributes in KeySchema does not exactly match number of"
                    + " attributes defined in AttributeDefinitions");
        }
    }

    /** Refuses a key of more attributes than are defined. */
    static void requireDefinitions(List<Parameters> key, Collection<String> defined) {
        if (key.size() > defined.size()) {
            throw Fault.validation("Invalid KeySchema: Some index key attribute have no definition");
        }
    }

    private void checkKey(List<Parameters> key) {
        checkNames(key, defined);
        if (key.size() > 1 && !isRange(key.get(1))) {
            throw Fault.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        used.addAll(names(key));
    }

    /** Refuses keys of global indexes that are no keys, or that have no type. */
    static void checkGlobalKey(List<Parameters> key, Collection<String> defined) {
        checkNames(key, defined);
        int hashes = 0;
        while (hashes < key.size() && !isRange(key.get(hashes))) {
            hashes++;
        }
        if (key.stream().skip(hashes).anyMatch(element -> !isRange(element))) {
            throw Fault.invalidParameter("All HASH key attributes must precede RANGE key attributes in the KeySchema");
        } else if (hashes > KeySchema.MAX_PARTS) {
            throw Fault.invalidParameter("The KeySchema exceeds the maximum allowed number of HASH key attributes");
        } else if (key.size() - hashes > KeySchema.MAX_PARTS) {
            throw Fault.invalidParameter("The KeySchema exceeds the maximum allowed number of RANGE key attributes");
        }
    }

    private static boolean isRange(Parameters element) {
        return element.require(KEY_TYPE).equals("RANGE");
    }

    private static void checkNames(List<Parameters> key, Collection<String> defined) {
        List<String> names = names(key);
        if (!defined.containsAll(names)) {
            throw Fault.invalidParameter("Some index key attributes are not defined in AttributeDefinitions. Keys: "
                    + names + ", AttributeDefinitions: " + hashed(defined));
        } else if (names.size() == 2 && names.get(0).equals(names.get(1))) {
            throw Fault.validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        } else if (new HashSet<>(names).size() < names.size()) {
            throw Fault.validation("The KeySchema contains multiple key attributes with the same name");
        } else if (isRange(key.get(0))) {
            throw Fault.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
    }

    private void checkLocal(List<Parameters> indexes) {
        List<String> tableKey = names(in.require(KEY_SCHEMA));
        if (indexes.isEmpty()) {
            throw Fault.invalidParameter("List of LocalSecondaryIndexes is empty");
        } else if (tableKey.size() < 2) {
            throw Fault.invalidParameter("Table KeySchema does not have a range key, which is required when"
                    + " specifying a LocalSecondaryIndex");
        }
        for (Parameters index : indexes) {
            List<Parameters> key = index.require(KEY_SCHEMA);
            checkKey(key);
            String name = index.require(INDEX_NAME);
            String partition = key.get(0).require(ATTRIBUTE_NAME);
            if (key.size() < 2) {
                throw Fault.invalidParameter("Index KeySchema does not have a range key for index: " + name);
            } else if (!partition.equals(tableKey.get(0))) {
                throw Fault.invalidParameter("Index KeySchema does not have the same leading hash key as table"
                        + " KeySchema for index: " + name + ". index hash key: " + partition + ", table hash key: "
                        + tableKey.get(0));
            }
            projected += checkProjection(index);
            checkName(name);
        }
        if (indexes.size() > MAX_LOCAL) {
            throw Fault.invalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of " + MAX_LOCAL);
        }
    }

    private void checkGlobal(List<Parameters> indexes) {
        if (indexes.isEmpty()) {
            throw Fault.invalidParameter("List of GlobalSecondaryIndexes is empty");
        }
        for (Parameters index : indexes) {
            List<Parameters> key = index.require(GLOBAL_KEY_SCHEMA);
            checkGlobalKey(key, defined);
            used.addAll(names(key));
            projected += checkProjection(index);
            String name = index.require(INDEX_NAME);
            if (perRequest() && index.has(THROUGHPUT)) {
                throw Fault.invalidParameter("ProvisionedThroughput should not be specified for index: " + name
                        + " when BillingMode is PAY_PER_REQUEST");
            } else if (!perRequest() && !index.has(THROUGHPUT)) {
                throw missingThroughput(name);
            }
            checkName(name);
        }
        if (indexes.size() > MAX_GLOBAL) {
            throw Fault.invalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of " + MAX_GLOBAL);
        }
    }

    /** What a new global index without capacity gets where the table has one. */
    static Fault missingThroughput(String index) {
        return Fault.invalidParameter("ProvisionedThroughput is not specified for index: " + index);
    }

    /** Refuses a projection that contradicts itself; gives the number of attributes that it names. */
    static int checkProjection(Parameters index) {
        Parameters projection = index.require(PROJECTION);
        String type = projection.get(PROJECTION_TYPE);
        if (type == null) {
            throw Fault.invalidParameter("Unknown ProjectionType: null");
        } else if (projection.has(NON_KEY_ATTRIBUTES) && !type.equals("INCLUDE")) {
            throw Fault.invalidParameter("ProjectionType is " + type + ", but NonKeyAttributes is specified");
        } else if (!projection.has(NON_KEY_ATTRIBUTES) && type.equals("INCLUDE")) {
            throw Fault.invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        List<String> names = Objects.requireNonNullElse(projection.get(NON_KEY_ATTRIBUTES), List.of());
        firstRepeated(names).ifPresent(name -> {
            throw Fault.invalidParameter("Duplicate element in NonKeyAttributes: " + name);
        });
        return names.size();
    }

    private void checkName(String name) {
        if (!indexNames.add(name)) {
            throw Fault.invalidParameter("Duplicate index name: " + name);
        }
    }

    private static List<String> names(List<Parameters> elements) {
        return elements.stream().map(element -> element.require(ATTRIBUTE_NAME)).toList();
    }
}
