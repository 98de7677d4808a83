package dev.stator.engine.action;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actions by name. */
public final class Actions {
    private static final Map<String, Action> ALL = Map.ofEntries(
            Map.entry("BatchExecuteStatement", new BatchExecuteStatement()),
            Map.entry("BatchGetItem", new BatchGetItem()),
            Map.entry("BatchWriteItem", new BatchWriteItem()),
            Map.entry("CreateBackup", new CreateBackup()),
            Map.entry("CreateTable", new CreateTable()),
            Map.entry("DeleteBackup", new DeleteBackup()),
            Map.entry("DeleteItem", new DeleteItem()),
            Map.entry("DeleteTable", new DeleteTable()),
            Map.entry("DescribeBackup", new DescribeBackup()),
            Map.entry("DescribeContinuousBackups", new DescribeContinuousBackups()),
            Map.entry("DescribeEndpoints", new DescribeEndpoints()),
            Map.entry("DescribeLimits", new DescribeLimits()),
            Map.entry("DescribeStream", new DescribeStream()),
            Map.entry("DescribeTable", new DescribeTable()),
            Map.entry("DescribeTimeToLive", new DescribeTimeToLive()),
            Map.entry("ExecuteStatement", new ExecuteStatement()),
            Map.entry("ExecuteTransaction", new ExecuteTransaction()),
            Map.entry("GetItem", new GetItem()),
            Map.entry("GetRecords", new GetRecords()),
            Map.entry("GetShardIterator", new GetShardIterator()),
            Map.entry("ListBackups", new ListBackups()),
            Map.entry("ListStreams", new ListStreams()),
            Map.entry("ListTables", new ListTables()),
            Map.entry("ListTagsOfResource", new ListTagsOfResource()),
            Map.entry("PutItem", new PutItem()),
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

    /** The action of that name, if there is one. */
    public static @Nullable Action named(String name) {
        return ALL.get(name);
    }
}
