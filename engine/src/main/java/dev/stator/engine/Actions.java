package dev.stator.engine;

import dev.stator.engine.action.Action;
import dev.stator.engine.action.BatchExecuteStatement;
import dev.stator.engine.action.BatchGetItem;
import dev.stator.engine.action.BatchWriteItem;
import dev.stator.engine.action.DeleteItem;
import dev.stator.engine.action.ExecuteStatement;
import dev.stator.engine.action.ExecuteTransaction;
import dev.stator.engine.action.GetItem;
import dev.stator.engine.action.PutItem;
import dev.stator.engine.action.Query;
import dev.stator.engine.action.Scan;
import dev.stator.engine.action.TransactGetItems;
import dev.stator.engine.action.TransactWriteItems;
import dev.stator.engine.action.UpdateItem;
import dev.stator.engine.action.backup.CreateBackup;
import dev.stator.engine.action.backup.DeleteBackup;
import dev.stator.engine.action.backup.DescribeBackup;
import dev.stator.engine.action.backup.DescribeContinuousBackups;
import dev.stator.engine.action.backup.ListBackups;
import dev.stator.engine.action.backup.RestoreTableFromBackup;
import dev.stator.engine.action.backup.RestoreTableToPointInTime;
import dev.stator.engine.action.backup.UpdateContinuousBackups;
import dev.stator.engine.action.stream.DescribeStream;
import dev.stator.engine.action.stream.GetRecords;
import dev.stator.engine.action.stream.GetShardIterator;
import dev.stator.engine.action.stream.ListStreams;
import dev.stator.engine.action.table.CreateTable;
import dev.stator.engine.action.table.DeleteResourcePolicy;
import dev.stator.engine.action.table.DeleteTable;
import dev.stator.engine.action.table.DescribeEndpoints;
import dev.stator.engine.action.table.DescribeLimits;
import dev.stator.engine.action.table.DescribeTable;
import dev.stator.engine.action.table.DescribeTimeToLive;
import dev.stator.engine.action.table.GetResourcePolicy;
import dev.stator.engine.action.table.ListTables;
import dev.stator.engine.action.table.ListTagsOfResource;
import dev.stator.engine.action.table.NothingThere;
import dev.stator.engine.action.table.PutResourcePolicy;
import dev.stator.engine.action.table.TagResource;
import dev.stator.engine.action.table.UntagResource;
import dev.stator.engine.action.table.UpdateTable;
import dev.stator.engine.action.table.UpdateTimeToLive;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The actions by name. */
final class Actions {
    private static final Function<String, Action> GLOBAL_TABLE = description(
            "GlobalTableName",
            "GlobalTableNotFoundException",
            "Global table not found: Global table with name: '%s' does not exist.");

    private static final Map<String, Action> ALL = Map.ofEntries(
            Map.entry("BatchExecuteStatement", new BatchExecuteStatement()),
            Map.entry("BatchGetItem", new BatchGetItem()),
            Map.entry("BatchWriteItem", new BatchWriteItem()),
            Map.entry("CreateBackup", new CreateBackup()),
            Map.entry("CreateTable", new CreateTable()),
            Map.entry("DeleteBackup", new DeleteBackup()),
            Map.entry("DeleteItem", new DeleteItem()),
            Map.entry("DeleteResourcePolicy", new DeleteResourcePolicy()),
            Map.entry("DeleteTable", new DeleteTable()),
            Map.entry("DescribeBackup", new DescribeBackup()),
            Map.entry("DescribeContinuousBackups", new DescribeContinuousBackups()),
            nothing("DescribeContributorInsights", NothingThere::contributorInsights),
            Map.entry("DescribeEndpoints", new DescribeEndpoints()),
            nothing("DescribeExport", name -> NothingThere.described(name, "Export")),
            nothing("DescribeGlobalTable", GLOBAL_TABLE),
            nothing("DescribeGlobalTableSettings", GLOBAL_TABLE),
            nothing("DescribeImport", name -> NothingThere.described(name, "Import")),
            nothing("DescribeKinesisStreamingDestination", NothingThere::streamingDestinations),
            Map.entry("DescribeLimits", new DescribeLimits()),
            Map.entry("DescribeStream", new DescribeStream()),
            Map.entry("DescribeTable", new DescribeTable()),
            nothing(
                    "DescribeTableReplicaAutoScaling",
                    description(
                            "TableName", "ResourceNotFoundException", "Global table with name: '%s' does not exist.")),
            Map.entry("DescribeTimeToLive", new DescribeTimeToLive()),
            Map.entry("ExecuteStatement", new ExecuteStatement()),
            Map.entry("ExecuteTransaction", new ExecuteTransaction()),
            Map.entry("GetItem", new GetItem()),
            Map.entry("GetRecords", new GetRecords()),
            Map.entry("GetResourcePolicy", new GetResourcePolicy()),
            Map.entry("GetShardIterator", new GetShardIterator()),
            Map.entry("ListBackups", new ListBackups()),
            nothing("ListContributorInsights", NothingThere::allContributorInsights),
            nothing("ListExports", list("ExportSummaries")),
            nothing("ListGlobalTables", list("GlobalTables")),
            nothing("ListImports", list("ImportSummaryList")),
            Map.entry("ListStreams", new ListStreams()),
            Map.entry("ListTables", new ListTables()),
            Map.entry("ListTagsOfResource", new ListTagsOfResource()),
            Map.entry("PutItem", new PutItem()),
            Map.entry("PutResourcePolicy", new PutResourcePolicy()),
            Map.entry("Query", new Query()),
            Map.entry("RestoreTableFromBackup", new RestoreTableFromBackup()),
            Map.entry("RestoreTableToPointInTime", new RestoreTableToPointInTime()),
            Map.entry("Scan", new Scan()),
            Map.entry("TagResource", new TagResource()),
            Map.entry("TransactGetItems", new TransactGetItems()),
            Map.entry("TransactWriteItems", new TransactWriteItems()),
            Map.entry("UntagResource", new UntagResource()),
            Map.entry("UpdateContinuousBackups", new UpdateContinuousBackups()),
            Map.entry("UpdateItem", new UpdateItem()),
            Map.entry("UpdateTable", new UpdateTable()),
            Map.entry("UpdateTimeToLive", new UpdateTimeToLive()));

    private Actions() {}

    /** An action that finds nothing, which has to know its name. */
    private static Map.Entry<String, Action> nothing(String name, Function<String, Action> kind) {
        return Map.entry(name, kind.apply(name));
    }

    private static Function<String, Action> description(String member, String code, String message) {
        return name -> NothingThere.description(name, member, code, message);
    }

    private static Function<String, Action> list(String member) {
        return name -> NothingThere.list(name, member);
    }

    /** The action of that name, if there is one. */
    static @Nullable Action named(String name) {
        return ALL.get(name);
    }
}
