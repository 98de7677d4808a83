package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.Credentials;
import dev.stator.transport.Region;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Known answers: the requests and signatures of the test suite that AWS publishes for Signature Version 4. */
class SigV4Test {
    private static final Credentials KEY = Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final SigningTime TIME =
            SigningTime.of(Instant.parse("2015-08-30T12:36:00Z").getEpochSecond());
    private static final String SCOPE =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request";

    @Test
    void aGetWithoutABodyIsSignedAsPublished() {
        assertThat(signer("GET").authorization(plain(), new byte[0], KEY, TIME))
                .isEqualTo(SCOPE + ", SignedHeaders=host;x-amz-date, Signature="
                        + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void aPostWithoutABodyIsSignedAsPublished() {
        assertThat(signer("POST").authorization(plain(), new byte[0], KEY, TIME))
                .isEqualTo(SCOPE + ", SignedHeaders=host;x-amz-date, Signature="
                        + "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    }

    @Test
    void aPostWithABodyIsSignedAsPublished() {
        String[] headers = {
            "content-type", "application/x-www-form-urlencoded",
            "host", "example.amazonaws.com",
            "x-amz-date", "20150830T123600Z"
        };
        assertThat(signer("POST").authorization(headers, "Param1=value1".getBytes(UTF_8), KEY, TIME))
                .isEqualTo(SCOPE + ", SignedHeaders=content-type;host;x-amz-date, Signature="
                        + "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    @Test
    void anotherKeyAnotherDayOrAnotherBodyGivesAnotherSignature() {
        SigV4 signer = signer("POST");
        String first = signer.authorization(plain(), new byte[0], KEY, TIME);
        Credentials otherSecret = Credentials.of(KEY.accessKeyId(), "another secret");
        SigningTime nextDay = SigningTime.of(TIME.epochSecond() + 86_400);

        assertThat(signer.authorization(plain(), new byte[0], otherSecret, TIME))
                .isNotEqualTo(first);
        assertThat(signer.authorization(plain(), new byte[0], KEY, nextDay))
                .contains("/20150831/")
                .isNotEqualTo(first);
        assertThat(signer.authorization(plain(), new byte[1], KEY, TIME)).isNotEqualTo(first);
        assertThat(signer.authorization(plain(), new byte[0], KEY, TIME)).isEqualTo(first);
    }

    @Test
    void aHeaderLongerThanTheBufferIsSigned() {
        String[] headers = {"host", "example.amazonaws.com", "x-amz-security-token", "t".repeat(10_000)};

        assertThat(signer("POST").authorization(headers, new byte[0], KEY, TIME))
                .isEqualTo(signer("POST").authorization(headers, new byte[0], KEY, TIME))
                .contains("SignedHeaders=host;x-amz-security-token, ");
    }

    private static SigV4 signer(String method) {
        return new SigV4(method, "/", Region.of("us-east-1"), "service");
    }

    private static String[] plain() {
        return new String[] {"host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"};
    }
}
