package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.WireRequest;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventualReadTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TABLE | GetItem | {}
            TABLE | GetItem | {"ConsistentRead": false}
            NONE  | GetItem | {"ConsistentRead": true}
            TABLE | Query | {}
            INDEX | Query | {"IndexName": "i"}
            NONE  | Query | {"IndexName": "i", "ConsistentRead": true}
            TABLE | Scan | {"TableName": "t"}
            INDEX | Scan | {"IndexName": "i", "ConsistentRead": false}
            TABLE | BatchGetItem | {"RequestItems": {"t": {"ConsistentRead": true}, "u": {}}}
            NONE  | BatchGetItem | {"RequestItems": {"t": {"ConsistentRead": true}}}
            NONE  | TransactGetItems | {"TransactItems": [{}]}
            NONE  | ExecuteTransaction | {"TransactStatements": [{"Statement": "SELECT * FROM t"}]}
            NONE  | PutItem | {}
            NONE  | DescribeTable | {}
            TABLE | ExecuteStatement | {"Statement": "SELECT * FROM t WHERE a.b = 1"}
            TABLE | ExecuteStatement | {"Statement": " select \\"FROM x.y\\" FROM \\"a.b\\" WHERE c = 'FROM x.y'"}
            INDEX | ExecuteStatement | {"Statement": "SELECT * FROM \\"my table\\".\\"i\\" WHERE a = 1"}
            INDEX | ExecuteStatement | {"Statement": "select a\\n from t . i"}
            NONE  | ExecuteStatement | {"Statement": "SELECT * FROM t", "ConsistentRead": true}
            NONE  | ExecuteStatement | {"Statement": "UPDATE t SET a = 1 WHERE b = 1"}
            TABLE | BatchExecuteStatement | {"Statements": [{"Statement": "SELECT * FROM t WHERE a = 1"}]}
            NONE  | BatchExecuteStatement | {"Statements": [{"Statement": "INSERT INTO t VALUE {'a': 1}"}]}
            NONE  | Query | no JSON
            """)
    void isWhatDoesNotAskForConsistency(String expected, String action, String body) {
        WireRequest request = new WireRequest(action, body.getBytes(UTF_8), Duration.ofSeconds(1));
        assertThat(EventualRead.of(request).map(EventualRead::name).orElse("NONE"))
                .isEqualTo(expected);
    }
}
