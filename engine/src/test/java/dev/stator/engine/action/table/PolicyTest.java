package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
    private static final String NOT_FOUND = "com.amazonaws.dynamodb.v20120810#PolicyNotFoundException";
    private static final String MISSING = "Resource-based policy not found for the provided ResourceArn: ";

    private final Calls db = Calls.withTables();

    private static String request(String more) {
        return "{'ResourceArn': '" + ARN + "'" + more + "}";
    }

    private static String policy(String document) {
        return request(", 'Policy': '" + document + "'");
    }

    private String put(String document) {
        String reply = db.ok("PutResourcePolicy", policy(document));
        assertThat(reply).matches("\\{'RevisionId':'\\d+'}");
        return reply.replaceAll("\\D", "");
    }

    @Test
    void aPolicyIsKeptAndOnlyAnotherOneIsANewRevision() {
        String first = put("{}");
        assertThat(put("{}")).isEqualTo(first);
        String second = put("[]");
        assertThat(Long.parseLong(second)).isGreaterThan(Long.parseLong(first));
        assertThat(db.ok("GetResourcePolicy", request(""))).isEqualTo("{'Policy':'[]','RevisionId':'" + second + "'}");
        assertThat(db.ok("DeleteResourcePolicy", request(""))).isEqualTo("{'RevisionId':'" + second + "'}");
        assertThat(db.ok("DeleteResourcePolicy", request(""))).isEqualTo("{}");
        assertThat(db.refused(NOT_FOUND, "GetResourcePolicy", request(""))).isEqualTo(MISSING + ARN);
    }

    @Test
    void aPolicyIsReplacedAndDeletedIfItIsTheExpectedOne() {
        String expected = ", 'Policy': '{}', 'ExpectedRevisionId': '%s'";
        assertThat(db.refused(NOT_FOUND, "PutResourcePolicy", request(expected.formatted("1"))))
                .startsWith(MISSING);
        db.ok("PutResourcePolicy", request(expected.formatted("NO_POLICY")));
        String revision = put("[]");
        assertThat(db.refused(NOT_FOUND, "PutResourcePolicy", request(expected.formatted("NO_POLICY"))))
                .isEqualTo(MISSING + "Requested policy update expecting none to be present for table hash, but a policy"
                        + " exists with revision id " + revision + ".");
        assertThat(db.refused(NOT_FOUND, "DeleteResourcePolicy", request(", 'ExpectedRevisionId': 'x'")))
                .isEqualTo(
                        MISSING + "Requested update for policy with revision id x, but the policy associated to target"
                                + " table hash has revision id " + revision + ".");
        db.ok("PutResourcePolicy", request(expected.formatted(revision)));
    }

    @Test
    void aTableIsCreatedWithItsPolicyWhichOutlivesTheProcess(@TempDir Path folder) {
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine)
                    .ok(
                            "CreateTable",
                            Calls.HASH_TABLE.replace("{'TableName'", "{'ResourcePolicy': '{}', 'TableName'"));
        }
        try (Engine engine = Engine.open(folder)) {
            assertThat(new Calls(engine).ok("GetResourcePolicy", request(""))).startsWith("{'Policy':'{}',");
        }
    }

    @Test
    void aDocumentThatIsNoneIsRefused() {
        assertThat(db.invalid("PutResourcePolicy", policy("{"))).startsWith("Invalid policy document");
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#LimitExceededException",
                        "PutResourcePolicy",
                        policy("[" + " ".repeat(20 * 1024 - 1) + "]")))
                .contains("20480");
        put("[" + " ".repeat(20 * 1024 - 2) + "]");
    }

    @Test
    void aMissingTableHasNoPolicy() {
        for (String action : new String[] {"GetResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy"}) {
            assertThat(db.refused(
                            "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                            action,
                            policy("{}").replace("table/hash", "table/none")))
                    .isEqualTo("Requested resource not found: Table: none not found");
        }
    }
}
