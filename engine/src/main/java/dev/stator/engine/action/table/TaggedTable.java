package dev.stator.engine.action.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Arn;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table that the actions on tags name by its ARN. */
final class TaggedTable {
    static final Field<String> RESOURCE = Field.of("ResourceArn", Type.TEXT);
    /** What the service takes for an ARN at all; with anything else it finds nobody who may do this. */
    private static final Pattern ARN = Pattern.compile("[^:]+:[^:]+:[^:]+:[^:]+:[^:]+:.+/.+");

    private static final Pattern DYNAMODB = Pattern.compile("arn:[^:]+:dynamodb:.*");

    private TaggedTable() {}

    /** Refuses what is no ARN. */
    static void checkArn(Parameters in, Database database, String action) {
        String arn = in.get(RESOURCE);
        if (arn == null) {
            throw Fault.validation("Invalid TableArn");
        } else if (!ARN.matcher(arn).matches()) {
            throw Fault.accessDenied(database.account(), action, arn.isEmpty() ? "*" : arn);
        }
    }

    /** Refuses an ARN of something other than a table, or of a table that is not here. */
    static void checkTableArn(Parameters in, Database database) {
        String arn = in.require(RESOURCE);
        checkKind(arn);
        Arn parts = Arn.parse(arn, Arn.TABLE);
        if (parts == null && Arn.parse(arn, Arn.STREAM) != null) {
            throw notFound(in);
        } else if (parts == null || !parts.region().equals(database.region())) {
            throw Fault.validation("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        } else if (!parts.account().equals(database.account())) {
            throw Fault.accessDenied();
        }
    }

    /** Refuses the ARN of something that is no table and no stream. */
    static void checkKind(String arn) {
        if (!arn.startsWith("arn:")) {
            return;
        } else if (!DYNAMODB.matcher(arn).matches() || Arn.parse(arn, Arn.BACKUP) != null) {
            throw Fault.invalidParameter("Provided Arn is not a DynamoDB resource arn: " + arn);
        } else if (Arn.parse(arn, Arn.INDEX) != null) {
            throw Fault.invalidParameter(
                    "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " + arn);
        }
    }

    /** A member is missing, of which is told before all other constraints. */
    static Fault missing(String path) {
        return Fault.validation("1 validation error detected: Value null at '" + path
                + "' failed to satisfy constraint: Member must not be null");
    }

    /** The list of a request; it must be there and must not be empty. */
    static <E> List<E> some(Parameters in, Database database, Field<List<E>> member, String path, String what) {
        List<E> list = in.get(member);
        if (list == null) {
            throw missing(path);
        }
        checkTableArn(in, database);
        if (list.isEmpty()) {
            throw Fault.validation("Atleast one " + what + " needs to be provided as Input.");
        }
        return list;
    }

    /** The table of that ARN, if there is one. */
    static @Nullable Table find(Parameters in, Database database, Snapshot snapshot) {
        String arn = in.require(RESOURCE);
        Arn parts = Arn.parse(arn, Arn.TABLE);
        Table table = parts == null ? null : database.catalog().find(snapshot, parts.table());
        return table != null && !table.isDeleting() && database.arn(table).equals(arn) ? table : null;
    }

    static Fault notFound(Parameters in) {
        return Fault.of(
                "ResourceNotFoundException",
                "Requested resource not found: ResourcArn: " + in.get(RESOURCE) + " not found");
    }
}
