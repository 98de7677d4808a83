package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
    private static final String NOT_FOUND = "com.amazonaws.dynamodb.v20120810#PolicyNotFoundException";
    private static final String MISSING = "Resource-based policy not found for the provided ResourceArn: ";

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String ALL = statements("[" + statement("'Sid': 'a'") + "]");
    private static final String OTHER = statements("[" + statement("'Sid': 'b'") + "]");

    private final Calls db = Calls.withTables();

    private static String statements(String list) {
        return text("{'Version': '2012-10-17', 'Statement': " + list + "}");
    }

    private static String statement(String more) {
        return "{'Effect': 'Allow', 'Principal': '123456789012', 'Action': 'dynamodb:*', 'Resource': '*', " + more
                + "}";
    }

    /** JSON within JSON. */
    private static String text(String json) {
        return json.replace("'", "\\'");
    }

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
        String first = put(ALL);
        assertThat(put(ALL)).isEqualTo(first);
        String second = put(OTHER);
        assertThat(Long.parseLong(second)).isGreaterThan(Long.parseLong(first));
        assertThat(db.ok("GetResourcePolicy", request("")))
                .isEqualTo("{'Policy':'" + OTHER + "','RevisionId':'" + second + "'}");
        assertThat(db.ok("DeleteResourcePolicy", request(""))).isEqualTo("{'RevisionId':'" + second + "'}");
        assertThat(db.ok("DeleteResourcePolicy", request(""))).isEqualTo("{}");
        assertThat(db.refused(NOT_FOUND, "GetResourcePolicy", request(""))).isEqualTo(MISSING + ARN);
    }

    @Test
    void aPolicyIsReplacedAndDeletedIfItIsTheExpectedOne() {
        String expected = ", 'Policy': '" + ALL + "', 'ExpectedRevisionId': '%s'";
        assertThat(db.refused(NOT_FOUND, "PutResourcePolicy", request(expected.formatted("1"))))
                .startsWith(MISSING);
        db.ok("PutResourcePolicy", request(expected.formatted("NO_POLICY")));
        String revision = put(OTHER);
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
                            Calls.HASH_TABLE.replace("{'TableName'", "{'ResourcePolicy': '" + ALL + "', 'TableName'"));
        }
        try (Engine engine = Engine.open(folder)) {
            assertThat(new Calls(engine).ok("GetResourcePolicy", request(""))).startsWith("{'Policy':'" + ALL + "',");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ^^                    | This policy contains invalid Json
            {                     | This policy contains invalid Json
            []                    | This policy contains invalid Json
            null                  | This text appears not to be a policy
            {}                    | Syntax error at position (1,3)
            {'Statement': []}     | Could not parse the policy: Statement is empty!
            {'Statement': [{}]}   | Missing required field Effect
            {'Statement': {'Effect': 'Deny', 'Principal': '*', 'NotAction': 'dynamodb:GetItem'}} | Missing required field Resource
            """)
    void aDocumentThatIsNoPolicyIsRefused(String document, String message) {
        String expected = INVALID + "Invalid policy document: " + message;
        assertThat(db.invalid("PutResourcePolicy", policy(text(document)))).isEqualTo(expected);
        assertThat(db.invalid(
                        "CreateTable",
                        Calls.HASH_TABLE
                                .replace("hash", "other")
                                .replace("{'TableName'", "{'ResourcePolicy': '" + text(document) + "', 'TableName'")))
                .isEqualTo(expected);
    }

    @Test
    void statementsHaveDifferentIds() {
        String twice = "[" + statement("'Sid': 'a'") + ", " + statement("'Sid': 'a'") + "]";
        assertThat(db.invalid("PutResourcePolicy", policy(statements(twice))))
                .isEqualTo(INVALID + "Invalid policy document: The Statement Ids in the policy are not unique");
        put(statements(twice.replaceFirst("'Sid': 'a'", "'Sid': 'b'")));
    }

    @Test
    void aPolicyHasUpTo20KB() {
        int length = ALL.replace("\\", "").length();
        put(ALL + " ".repeat(20 * 1024 - length));
        assertThat(db.invalid("PutResourcePolicy", policy(ALL + " ".repeat(20 * 1024 - length + 1))))
                .isEqualTo(INVALID + "Maximum policy size of 20480 bytes exceeded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            hash | One or more parameter values were invalid: ARNs must start with 'arn:': hash
            arn:aws:dynamodb:us-east-1:000000000000:table/hash/index/i | One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: arn:aws:dynamodb:us-east-1:000000000000:table/hash/index/i
            arn:aws:dynamodb:eu-west-1:000000000000:table/hash | One or more parameter values were invalid: Invalid resource Arn: arn:aws:dynamodb:eu-west-1:000000000000:table/hash
            arn:aws:dynamodb:us-east-1:123456789012:table/hash | This action is only supported by accounts that match the resource owner’s account.
            """)
    void onlyTablesOfThisRegionHavePolicies(String arn, String message) {
        assertThat(db.invalid("GetResourcePolicy", "{'ResourceArn': '" + arn + "'}"))
                .isEqualTo(message);
    }

    @Test
    void aMissingTableHasNoPolicy() {
        for (String action : new String[] {"GetResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy"}) {
            assertThat(db.refused(
                            "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                            action,
                            policy(ALL).replace("table/hash", "table/none")))
                    .isEqualTo("Requested resource not found: Table: none not found");
        }
    }
}
