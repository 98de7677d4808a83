package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.Test;

class CollectionMetricsTest {
    private static final String KEY = "'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}";
    private static final String WANTED = ", 'ReturnItemCollectionMetrics': 'SIZE'";
    private static final String METRICS = "{'ItemCollectionKey':{'a':{'S':'x'}},'SizeEstimateRangeGB':[0.0,1.0]}";

    private final Calls db = Calls.withTables();

    @Test
    void everyWriteToATableWithLocalIndexesTellsThem() {
        String expected = "{'ItemCollectionMetrics':" + METRICS + "}";
        assertThat(db.ok("PutItem", "{" + KEY.replace("Key", "Item") + WANTED + "}"))
                .isEqualTo(expected);
        assertThat(db.ok("UpdateItem", "{" + KEY + WANTED + "}")).isEqualTo(expected);
        assertThat(db.ok("DeleteItem", "{" + KEY + WANTED + "}")).isEqualTo(expected);
        assertThat(db.ok("DeleteItem", "{" + KEY + "}")).isEqualTo("{}");
    }

    @Test
    void aTableWithoutLocalIndexesHasNone() {
        assertThat(db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}" + WANTED + "}"))
                .isEqualTo("{}");
    }

    @Test
    void severalWritesTellEachCollectionOnce() {
        String puts = "{'PutRequest': {'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}}}},"
                + "{'PutRequest': {'Item': {'a': {'S': 'x'}, 'b': {'N': '2'}}}}";
        assertThat(db.ok("BatchWriteItem", "{'RequestItems': {'range': [" + puts + "]}" + WANTED + "}"))
                .isEqualTo("{'UnprocessedItems':{},'ItemCollectionMetrics':{'range':[" + METRICS + "]}}");
        assertThat(db.ok("TransactWriteItems", "{'TransactItems': [{'Delete': {" + KEY + "}}]" + WANTED + "}"))
                .isEqualTo("{'ItemCollectionMetrics':{'range':[" + METRICS + "]}}");
    }
}
