package dev.stator.conformance;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.KeyCondition.eq;
import static dev.stator.expression.KeyCondition.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.Page;
import dev.stator.Query;
import dev.stator.Table;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.PartitionKey;
import dev.stator.value.AttributeType;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.Optional;

/** Global indexes whose partition key and sort key are several attributes each. */
class MultiAttributeKeyContract {
    /** A match, which an index finds by tournament and region, in the order of round and court. */
    record Match(
            @PartitionKey String id,

            @IndexPartitionKey(value = "by-place", order = 1)
            String tournament,

            @IndexPartitionKey(value = "by-place", order = 2)
            Optional<String> region,

            @IndexSortKey(value = "by-place", order = 1) String round,
            @IndexSortKey(value = "by-place", order = 2) int court) {}

    /** The partition key of the index. */
    record Place(String tournament, String region) {}

    private static final Match FINAL = match("1", "EU", "final", 1);
    private static final Match HALF_TWO = match("2", "EU", "half", 2);
    private static final Match HALF_TEN = match("3", "EU", "half", 10);
    private static final Match ELSEWHERE = match("4", "US", "half", 1);
    private static final Match NOWHERE = new Match("5", "Cup", Optional.empty(), "half", 1);

    private static Match match(String id, String region, String round, int court) {
        return new Match(id, "Cup", Optional.of(region), round, court);
    }

    private static Table<Match> filled(Subject subject) {
        Table<Match> matches = subject.fresh(Match.class);
        for (Match match : List.of(HALF_TEN, FINAL, NOWHERE, ELSEWHERE, HALF_TWO)) {
            subject.run(matches.put(match));
        }
        return matches;
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void theIndexIsDescribedWithAllItsAttributes(Subject subject) {
        TableDescription.Index index =
                subject.run(subject.fresh(Match.class).describe()).indexes().get(0);

        assertThat(index.partitionKeys())
                .containsExactly(
                        new TableDescription.Key("tournament", AttributeType.S),
                        new TableDescription.Key("region", AttributeType.S));
        assertThat(index.sortKeys())
                .containsExactly(
                        new TableDescription.Key("round", AttributeType.S),
                        new TableDescription.Key("court", AttributeType.N));
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void aQueryReadsOnePartitionInTheOrderOfAllAttributes(Subject subject) {
        Table<Match> matches = filled(subject);

        assertThat(subject.run(matches.index("by-place").query("Cup", "EU")))
                .containsExactly(FINAL, HALF_TWO, HALF_TEN);
        assertThat(subject.run(matches.index("by-place").query(new Place("Cup", "US"))))
                .containsExactly(ELSEWHERE);
        assertThat(subject.run(matches.index("by-place").query("Cup", "EU").newestFirst()))
                .containsExactly(HALF_TEN, HALF_TWO, FINAL);
        assertThat(subject.run(matches.index("by-place").scan()))
                .containsExactlyInAnyOrder(FINAL, HALF_TWO, HALF_TEN, ELSEWHERE);
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void equalitiesAreFollowedByOneRange(Subject subject) {
        Query<Match> europe = filled(subject).index("by-place").query("Cup", "EU");

        assertThat(subject.run(europe.sortKey(eq("half")))).containsExactly(HALF_TWO, HALF_TEN);
        assertThat(subject.run(europe.sortKey(eq("half")).sortKey(gt(2)))).containsExactly(HALF_TEN);
        assertThat(subject.run(europe.sortKey(eq("half")).sortKey(eq(2)))).containsExactly(HALF_TWO);
        assertThat(subject.run(europe.sortKey(beginsWith("fin")))).containsExactly(FINAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> europe.sortKey(gt("f")).sortKey(eq(2)))
                .withMessageContaining("has a condition on its sort key already");
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void pagesGoOnBehindAllAttributes(Subject subject) {
        Query<Match> europe =
                filled(subject).index("by-place").query("Cup", "EU").limit(1);

        Page<Match> first = subject.run(europe.page());
        Page<Match> second =
                subject.run(europe.after(first.cursor().orElseThrow()).page());
        Page<Match> third =
                subject.run(europe.after(second.cursor().orElseThrow()).page());

        assertThat(List.of(first, second, third))
                .flatExtracting(Page::items)
                .containsExactly(FINAL, HALF_TWO, HALF_TEN);
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void anUpdateMovesTheItem(Subject subject) {
        Table<Match> matches = filled(subject);

        subject.run(matches.update("5").set(Match::region, "US").set(Match::court, 0));
        subject.run(matches.update("4").remove(Match::region));

        assertThat(subject.run(matches.index("by-place").query("Cup", "US")))
                .extracting(Match::id)
                .containsExactly("5");
    }

    @Contract(Difference.SINGLE_INDEX_KEYS)
    void thePartitionKeyMustBeWhole(Subject subject) {
        Table<Match> matches = filled(subject);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> matches.index("by-place").query("Cup", "EU", "half"))
                .withMessageContaining("has 3 values for the partition key, which is tournament and region");
        assertThat(subject.refusal(subject.raw(
                        "Query",
                        "{'TableName':'%s','IndexName':'by-place','KeyConditionExpression':'tournament = :t',"
                                + "'ExpressionAttributeValues':{':t':{'S':'Cup'}}}",
                        matches.name())))
                .isEqualTo("HASH key attributes region must have equality conditions specified in the query");
        assertThat(subject.refusal(subject.raw(
                        "Query",
                        "{'TableName':'%s','IndexName':'by-place','KeyConditionExpression':"
                                + "'tournament = :t AND #r = :t AND court = :c','ExpressionAttributeNames':{'#r':'region'},"
                                + "'ExpressionAttributeValues':{':t':{'S':'Cup'},':c':{'N':'1'}}}",
                        matches.name())))
                .isEqualTo("RANGE key attributes round must have equality conditions specified in the query because a"
                        + " condition is present on key attribute court");
    }
}
