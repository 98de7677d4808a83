package dev.stator.engine.action.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Arn;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Policy;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The table whose policy a request names, and what the request expects of that policy. */
final class TablePolicy {
    static final Field<String> RESOURCE = TaggedTable.RESOURCE;
    static final Field<String> EXPECTED =
            Field.of("ExpectedRevisionId", Type.TEXT).length(1, 255);

    /** What is expected by those who want to set the first policy of a table. */
    private static final String NONE = "NO_POLICY";

    private final Table table;
    private final String arn;

    private TablePolicy(Table table, String arn) {
        this.table = table;
        this.arn = arn;
    }

    /**
     * That of the table in a request.
     *
     * @throws Fault a ResourceNotFoundException if there is no such table
     */
    static TablePolicy of(Parameters in, Database database, Snapshot snapshot) {
        String arn = in.get(RESOURCE);
        if (arn == null) {
            throw TaggedTable.missing("resourceArn");
        }
        checkArn(arn, database);
        Table table = TaggedTable.find(in, database, snapshot);
        if (table == null) {
            throw Fault.tableNotFound(arn.substring(arn.lastIndexOf('/') + 1));
        }
        return new TablePolicy(table, arn);
    }

    private static void checkArn(String arn, Database database) {
        if (!arn.startsWith("arn:")) {
            throw Fault.invalidParameter("ARNs must start with 'arn:': " + arn);
        }
        TaggedTable.checkKind(arn);
        Arn parts = Arn.parse(arn, Arn.TABLE);
        if (parts == null || !parts.region().equals(database.region())) {
            throw Fault.invalidParameter("Invalid resource Arn: " + arn);
        } else if (!parts.account().equals(database.account())) {
            throw Fault.ownerOnly();
        }
    }

    @Nullable
    Policy policy() {
        return table.options().policy();
    }

    /** The policy, which must be there. */
    Policy require() {
        Policy policy = policy();
        if (policy == null) {
            throw notFound(arn);
        }
        return policy;
    }

    /** Refuses a request that expects another policy than there is. */
    void checkExpected(@Nullable String expected) {
        Policy policy = policy();
        if (expected == null) {
            return;
        } else if (policy == null) {
            if (!expected.equals(NONE)) {
                throw notFound("Requested update for policy with revision id " + expected
                        + ", but no policy is associated to target table " + table.name() + ".");
            }
        } else if (expected.equals(NONE)) {
            throw notFound("Requested policy update expecting none to be present for table " + table.name()
                    + ", but a policy exists with revision id " + policy.revision() + ".");
        } else if (!expected.equals(Long.toString(policy.revision()))) {
            throw notFound("Requested update for policy with revision id " + expected
                    + ", but the policy associated to target table " + table.name() + " has revision id "
                    + policy.revision() + ".");
        }
    }

    /** Puts another policy, or none, in its place. */
    void replace(Database database, Changes changes, @Nullable Policy other) {
        database.catalog()
                .replace(changes.write(), table, table.with(table.options().withPolicy(other)), changes.nowMillis());
    }

    /** Writes the member that tells the revision of a policy; none if there is none. */
    static void writeRevision(@Nullable Policy policy, JsonWriter out) {
        if (policy != null) {
            out.field("RevisionId");
            out.text(Long.toString(policy.revision()));
        }
    }

    private static Fault notFound(String what) {
        return Fault.of(
                "PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn: " + what);
    }
}
