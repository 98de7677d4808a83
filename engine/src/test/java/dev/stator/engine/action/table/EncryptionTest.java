package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key of a table, which is kept and shown. */
class EncryptionTest {
    private static final String DESCRIBED = "{'TableName': 'hash'}";
    private static final String KEYS = "arn:aws:kms:us-east-1:000000000000:";

    private final Calls db = new Calls(Engine.inMemory());

    private static String created(String specification) {
        return Calls.HASH_TABLE.replace("{'TableName'", "{'SSESpecification': " + specification + ", 'TableName'");
    }

    private static String updated(String specification) {
        return "{'TableName': 'hash', 'SSESpecification': " + specification + "}";
    }

    private static String shown(String status, String key) {
        return "'SSEDescription':{'Status':'" + status + "','SSEType':'KMS','KMSMasterKeyArn':'" + key;
    }

    @Test
    void aTableGetsTheKeyOfTheAccountAndLosesIt() {
        assertThat(db.ok("CreateTable", created("{'Enabled': true}"))).contains(shown("ENABLED", KEYS + "key/"));
        assertThat(db.ok("UpdateTable", "{'TableName': 'hash', 'DeletionProtectionEnabled': false}"))
                .contains(shown("ENABLED", KEYS + "key/"));
        assertThat(db.ok("UpdateTable", updated("{'Enabled': false}"))).contains(shown("UPDATING", KEYS + "key/"));
        assertThat(db.ok("DescribeTable", DESCRIBED)).doesNotContain("SSEDescription");
        assertThat(db.invalid("UpdateTable", updated("{'Enabled': false}")))
                .isEqualTo("One or more parameter values were invalid: Table is already encrypted by default");
    }

    @Test
    void aKeyThatIsNotNamedByItsArnIsGivenOnceMore() {
        db.ok("CreateTable", created("{'Enabled': true}"));
        String again = shown("UPDATING", KEYS + "key/");
        assertThat(db.ok("UpdateTable", updated("{'Enabled': true}"))).contains(again);
        assertThat(db.ok("UpdateTable", updated("{'SSEType': 'KMS'}"))).contains(again);
        assertThat(db.ok("UpdateTable", updated("{'SSEType': 'KMS', 'KMSMasterKeyId': 'alias/aws/dynamodb'}")))
                .contains(again);
        String before = db.ok("DescribeTable", DESCRIBED);
        db.ok("UpdateTable", updated("{'SSEType': 'KMS', 'KMSMasterKeyId': 'alias/aws/dynamodb'}"));
        assertThat(db.ok("DescribeTable", DESCRIBED)).isEqualTo(before);
    }

    @Test
    void whoNamesATypeWantsIt() {
        assertThat(db.ok("CreateTable", created("{'SSEType': 'KMS'}"))).contains(shown("ENABLED", KEYS + "key/"));
    }

    @Test
    void whoSaysNothingOfAKeyGetsThatOfTheService() {
        assertThat(db.ok("CreateTable", created("{}"))).doesNotContain("SSEDescription");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:eu-west-1:1:key/k, arn:aws:kms:eu-west-1:1:key/k",
        "k, arn:aws:kms:us-east-1:000000000000:key/k",
        // An alias stands for a key, the same one with every request.
        "alias/mine, arn:aws:kms:us-east-1:000000000000:key/abf9d23b-996b-3759-bf5a-c4cdc0bc2cff",
        "arn:aws:kms:us-east-1:000000000000:alias/mine, "
                + "arn:aws:kms:us-east-1:000000000000:key/abf9d23b-996b-3759-bf5a-c4cdc0bc2cff"
    })
    void aKeyIsShownByItsArn(String key, String arn, @TempDir Path folder) {
        String specification = "{'Enabled': true, 'SSEType': 'KMS', 'KMSMasterKeyId': '%s'}";
        try (Engine engine = Engine.open(folder)) {
            Calls calls = new Calls(engine);
            calls.ok("CreateTable", Calls.HASH_TABLE);
            assertThat(calls.ok("UpdateTable", updated(specification.formatted(key))))
                    .contains("'SSEDescription':{'Status':'UPDATING'}");
            assertThat(calls.invalid("UpdateTable", updated(specification.formatted(arn))))
                    .isEqualTo("One or more parameter values were invalid: Table is already encrypted with given"
                            + " KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key");
        }
        try (Engine engine = Engine.open(folder)) {
            assertThat(new Calls(engine).ok("DescribeTable", DESCRIBED)).contains(shown("ENABLED", arn));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'Enabled': true, 'SSEType': 'AES256'} | SSEType AES256 is not supported
            {'Enabled': false, 'SSEType': 'AES256'} | SSEType can not be specified if Enabled is false
            {'Enabled': true, 'KMSMasterKeyId': 'k'} | SSEType KMS is required if KMSMasterKeyId is specified
            {'KMSMasterKeyId': 'k'} | SSEType KMS is required if KMSMasterKeyId is specified
            {'Enabled': false, 'SSEType': 'KMS'} | SSEType can not be specified if Enabled is false
            {'Enabled': false, 'KMSMasterKeyId': 'k'} | KMSMasterKeyId can not be specified if Enabled is false
            """)
    void aSpecificationThatContradictsItselfIsRefused(String specification, String message) {
        assertThat(db.invalid("CreateTable", created(specification)))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }
}
